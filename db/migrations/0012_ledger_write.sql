-- The ledger written many events at a time. Everything that is judged, chained and hashed is as before; what costs
-- less is how often tables are read for it. Errors as the ledger's: FT002, FT003, FT004.

-- RFC 8785, as before. What can only be hex, a number, or a word of a constraint needs no escaping.
create or replace function choice_event_text(e choice_events) returns text language plpgsql stable parallel safe as $$
begin
  return '{"act":"' || e.act || '","act_id":"' || e.act_id || '","actor_id":' || to_json(e.actor_id) ||
    ',"actor_kind":' || to_json(e.actor_kind) || ',"at":"' || ledger_time(e.at) ||
    '","brand_hash":' || to_json(e.brand_hash) || ',"channel":' || to_json(e.channel) ||
    ',"customer_id":"' || e.customer_id || '","evidence":' || coalesce('"' || encode(sha256(e.evidence), 'hex') || '"', 'null') ||
    ',"frequency":' || coalesce('"' || e.frequency || '"', 'null') || ',"id":"' || e.id ||
    '","locale":' || to_json(e.locale) || ',"occurred_at":' || coalesce('"' || ledger_time(e.occurred_at) || '"', 'null') ||
    ',"paused_until":' || coalesce('"' || ledger_time(e.paused_until) || '"', 'null') ||
    ',"prev":' || coalesce('"' || encode(e.prev, 'hex') || '"', 'null') || ',"purpose":' || to_json(e.purpose) ||
    ',"seq":' || e.seq || ',"shown_hash":"' || e.shown_hash ||
    '","since":' || coalesce('"' || ledger_time(e.since) || '"', 'null') || ',"state":"' || e.state ||
    '","terms":' || to_json(e.terms) || ',"undoes":' || coalesce(e.undoes::text, 'null') ||
    ',"via_id":"' || e.via_id || '","via_kind":"' || e.via_kind || '"}';
end $$;
--> statement-breakpoint
-- The state that an act leads to. Only a pause brings a date, only a frequency brings one. Links and systems may not
-- give the brand more than it has.
create or replace function ledger_apply(e choice_events, cell choices) returns choice_events language plpgsql as $$
begin
  if e.act = 'undo' then
    return ledger_undo(e, cell);
  end if;
  if (e.act = 'pause') <> (e.paused_until is not null) or (e.act = 'frequency') <> (e.frequency is not null)
     or e.undoes is not null or e.paused_until <= e.at then
    raise exception 'an act brings just what it is about' using errcode = 'FT003';
  end if;
  e.state := case e.act when 'grant' then 'granted' when 'confirm' then 'granted' when 'ask' then 'pending'
    when 'withdraw' then 'withdrawn' when 'cancel' then 'refused' when 'object' then 'objected'
    when 'unobject' then 'not_objected' else coalesce(cell.state, 'unset') end;
  if e.via_kind = 'token' or (cell.seq is not null and e.via_kind in ('api_key', 'import')) then
    perform ledger_check_order(e, cell);
  end if;
  -- A system may tell of something late; that it was heard later takes nothing from what was said in between.
  e.since := case when e.act in ('pause', 'resume', 'frequency') then cell.since
    -- a yes without its time is older than everything, a no is as of now
    when e.via_kind = 'import' and e.act in ('grant', 'ask', 'unobject') then coalesce(e.occurred_at, 'epoch')
    when e.via_kind in ('api_key', 'import') then greatest(least(e.occurred_at, e.at), cell.since) else e.at end;
  e.frequency := coalesce(e.frequency, cell.frequency);
  if e.act in ('confirm', 'frequency') or (e.via_kind in ('api_key', 'import') and e.act <> 'pause') then
    e.paused_until := cell.paused_until;
  end if;
  return e;
end $$;
--> statement-breakpoint
-- What a system tells, or an import brings in: with evidence, through the key or the run that was presented.
create function ledger_check_told(via text, whose uuid, actor text, told choice_events[]) returns void language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  moment constant timestamptz := date_trunc('milliseconds', clock_timestamp());
begin
  if via = 'api_key' and actor = whose::text then
    if exists (select from unnest(told) e where e.evidence is null or e.occurred_at is null
                 or e.occurred_at > moment + interval '5 minutes' or e.act not in ('grant', 'ask', 'withdraw',
                    'cancel', 'object', 'unobject', 'pause')) then
      raise exception 'a system brings evidence and says when' using errcode = 'FT003';
    end if;
    perform from api_keys k where k.id = whose and k.id = app_api_key() and 'choices:write' = any (k.scopes);
  elsif via = 'import' then
    if exists (select from unnest(told) e where e.evidence is null
                 or date_trunc('milliseconds', e.occurred_at) > moment or e.act not in ('grant', 'ask', 'withdraw',
                    'cancel', 'object', 'unobject', 'pause', 'frequency')) then
      raise exception 'an import brings evidence of what was said before' using errcode = 'FT003';
    end if;
    -- the run that is going on: the actor is the tool whose file it is
    perform from imports i where i.id = whose and i.tool = actor and i.hash = app_hash('import')
      and i.finished_at is null;
  else
    raise exception 'no such actor may do this' using errcode = 'FT003';
  end if;
  if not found then
    raise exception 'what was presented is not open for this customer' using errcode = 'FT002';
  end if;
end $$;
--> statement-breakpoint
-- Who acts, and through what, as before.
create or replace function ledger_check_via(e choice_events) returns void language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if e.via_kind = 'session' and e.actor_kind = 'customer' and e.act <> 'confirm' then
    -- of that very customer, or of another record that was found to be the same person
    perform from sessions s where s.id = e.via_id and s.customer_id = e.actor_id::uuid
      and s.id_hash = app_hash('session')
      and (s.customer_id = e.customer_id or exists (select from customer_joins j
             where j.customer_id = e.customer_id and j.other_id = s.customer_id))
      and s.ended_at is null and s.expires_at > e.at and s.last_seen_at > e.at - interval '31 minutes';
  elsif e.via_kind = 'visit' and e.actor_kind = 'staff' then
    if e.act not in ('withdraw', 'object', 'cancel') or e.evidence is null then
      raise exception 'staff may only lower, and say who asked' using errcode = 'FT003';
    end if;
    perform from visits v join staff m on m.id = v.staff_id
     where v.id = e.via_id and v.id = app_visit() and v.staff_id = e.actor_id::uuid and m.role = 'support'
       and (v.customer_id = e.customer_id or exists (select from customer_joins j
              where j.customer_id = e.customer_id and j.other_id = v.customer_id))
       and v.ended_at is null and v.ends_at > e.at;
  elsif e.via_kind in ('api_key', 'import') and e.actor_kind = e.via_kind then
    perform ledger_check_told(e.via_kind, e.via_id, e.actor_id, array[e]);
    return;
  elsif e.via_kind = 'text' and e.actor_kind = 'text' and e.actor_id = e.via_id::text then
    if e.act not in ('withdraw', 'object', 'cancel') or e.evidence is null then
      raise exception 'a text may only lower' using errcode = 'FT003';
    end if;
    -- a stop that came in signed just now, or that staff have just read as one, from a number of that very customer
    perform from inbound_texts t where t.id = e.via_id
      and t.xmin::text = (pg_current_xact_id()::text::bigint % 4294967296)::text
      and ((t.means = 'stop' and t.hash = app_hash('text'))
        or (t.decided = 'stop' and t.decided_by = app_staff() and app_desk('texts')))
      and exists (select from identifiers i where i.lookup = t.lookup and i.kind = 'phone'
            and (i.customer_id = e.customer_id or exists (select from customer_joins j
                   where j.customer_id = e.customer_id and j.other_id = i.customer_id)));
  elsif e.via_kind = 'signal' and e.actor_kind = 'signal' and e.actor_id = e.via_id::text then
    if e.act not in ('withdraw', 'cancel', 'object') or e.evidence is null then
      raise exception 'a signal only lowers' using errcode = 'FT003';
    end if;
    -- once per browser: its row is of this very transaction, and of the session that was presented
    perform from browser_signals b join sessions s on s.id = b.session_id
     where b.customer_id = e.customer_id and b.id = e.via_id
       and b.xmin::text = (pg_current_xact_id()::text::bigint % 4294967296)::text
       and s.id_hash = app_hash('session')
       and (s.customer_id = e.customer_id or exists (select from customer_joins j
              where j.customer_id = e.customer_id and j.other_id = s.customer_id))
       and s.ended_at is null and s.expires_at > e.at and s.last_seen_at > e.at - interval '31 minutes';
  elsif e.via_kind = 'token' and e.actor_kind = 'token' and e.actor_id = e.via_id::text then
    perform ledger_check_token(e);
    return;
  else
    raise exception 'no such actor may do this' using errcode = 'FT003';
  end if;
  if not found then
    raise exception 'what was presented is not open for this customer' using errcode = 'FT002';
  end if;
end $$;
--> statement-breakpoint
-- An event as it will stand at the end of its chain, with place, time, state and hash.
create function ledger_judge(e choice_events, head ledger_heads, cell choices, moment timestamptz)
returns choice_events language plpgsql as $$
begin
  e.at := moment;
  e.seq := coalesce(head.seq, 0) + 1;
  e.prev := head.hash;
  e.occurred_at := date_trunc('milliseconds', e.occurred_at);
  e := ledger_apply(e, cell);
  e.hash := sha256('\x00'::bytea || convert_to(choice_event_text(e), 'UTF8'));
  return e;
end $$;
--> statement-breakpoint
create or replace function ledger_append() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  head ledger_heads;
  cell choices;
begin
  perform pg_advisory_xact_lock(hashtextextended('ledger/' || new.customer_id, 0));
  select * into head from ledger_heads h where h.customer_id = new.customer_id;
  if head.seq is not null then
    select * into cell from choices c where c.customer_id = new.customer_id and c.purpose = new.purpose and c.channel = new.channel;
  end if;
  new.at := date_trunc('milliseconds', clock_timestamp());
  perform ledger_check_via(new);
  new := ledger_judge(new, head, cell, new.at);
  insert into ledger_heads (customer_id, seq, hash) values (new.customer_id, new.seq, new.hash)
    on conflict (customer_id) do update set seq = excluded.seq, hash = excluded.hash;
  insert into choices (customer_id, purpose, channel, seq, state, paused_until, frequency, since, actor_kind, at)
    values (new.customer_id, new.purpose, new.channel, new.seq, new.state, new.paused_until, new.frequency,
            new.since, new.actor_kind, new.at)
    on conflict (customer_id, purpose, channel) do update set seq = excluded.seq, state = excluded.state,
      paused_until = excluded.paused_until, frequency = excluded.frequency, since = excluded.since,
      actor_kind = excluded.actor_kind, at = excluded.at;
  return new;
end $$;
--> statement-breakpoint
-- Asked of a single event alone: `ledger_write` does the same for many, and only the ledger's owner can be within it.
drop trigger choice_events_append on choice_events;
--> statement-breakpoint
create trigger choice_events_append before insert on choice_events for each row
  when (not (coalesce(current_setting('app.ledger_write', true), '') = 'on'
             and has_table_privilege('choice_events'::regclass, 'trigger')))
  execute function ledger_append();
--> statement-breakpoint
-- What one system tells, or one import brings in, of many customers: each event judged as it would be alone, in the order
-- of its chain. Each must get the place that it was planned for, or nothing is written. The caller sees all of them.
create function ledger_write(via text, whose uuid, actor text, told json) returns json
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_nestloop = off as $$
declare
  drafts choice_events[];
  turns integer[];
  people uuid[];
  purposes text[];
  channels text[];
  written choice_events[];
  answers json[] := '{}';
  in_place boolean;
  first integer := 1;
  last integer;
begin
  select array_agg(d.e order by d.turn, d.customer), array_agg(d.turn order by d.turn, d.customer),
         array_agg(d.customer order by d.customer) filter (where d.turn = 1),
         array_agg(distinct d.purpose), array_agg(distinct d.channel)
    into drafts, turns, people, purposes, channels
    from (select x.customer, x.purpose, x.channel,
                 row_number() over (partition by x.customer order by x.seq)::integer as turn,
                 row(x.customer, x.seq, x.id, x.act_id, x.purpose, x.channel, x.act, null, 'unset', x.paused_until,
                     x.frequency, null, via, actor, via, whose, x.shown, x.locale, x.brand, x.terms, x.occurred_at,
                     decode(x.evidence, 'base64'), null, null, null)::choice_events as e
            from json_to_recordset(told) as x (customer uuid, seq integer, id uuid, act_id uuid, purpose text,
              channel text, act text, paused_until timestamptz, frequency text, shown text, locale text, brand text,
              terms text, occurred_at timestamptz, evidence text)) d;
  perform pg_advisory_xact_lock(hashtextextended('ledger/' || one, 0)) from unnest(people) one;
  perform ledger_check_told(via, whose, actor, drafts);
  perform set_config('app.ledger_write', 'on', true);
  -- The first of each customer together, then the second of each, because each stands on the one before.
  while first <= cardinality(drafts) loop
    last := first;
    while turns[last + 1] = turns[first] loop
      last := last + 1;
    end loop;
    with heads as materialized (select h as head, h.customer_id from ledger_heads h where h.customer_id = any (people)),
    cells as materialized (select c as cell, c.customer_id, c.purpose, c.channel from choices c
      where c.customer_id = any (people) and c.purpose = any (purposes) and c.channel = any (channels))
    select array_agg(ledger_judge(d, h.head, c.cell, date_trunc('milliseconds', clock_timestamp()))),
           bool_and(coalesce((h.head).seq, 0) + 1 = d.seq)
      into written, in_place
      from unnest(drafts[first:last]) d left join heads h on h.customer_id = d.customer_id
      left join cells c on c.customer_id = d.customer_id and c.purpose = d.purpose and c.channel = d.channel;
    if not in_place then
      raise exception 'a chain has gone on meanwhile' using errcode = 'FT004';
    end if;
    insert into choice_events select w.* from unnest(written) w;
    insert into ledger_heads (customer_id, seq, hash) select w.customer_id, w.seq, w.hash from unnest(written) w
      on conflict (customer_id) do update set seq = excluded.seq, hash = excluded.hash;
    insert into choices (customer_id, purpose, channel, seq, state, paused_until, frequency, since, actor_kind, at)
      select w.customer_id, w.purpose, w.channel, w.seq, w.state, w.paused_until, w.frequency, w.since, w.actor_kind, w.at
        from unnest(written) w
      on conflict (customer_id, purpose, channel) do update set seq = excluded.seq, state = excluded.state,
        paused_until = excluded.paused_until, frequency = excluded.frequency, since = excluded.since,
        actor_kind = excluded.actor_kind, at = excluded.at;
    answers := answers || array(select json_build_array(w.id, w.seq, w.state, w.paused_until, w.frequency, w.since,
      w.at, encode(w.hash, 'hex')) from unnest(written) w);
    first := last + 1;
  end loop;
  perform set_config('app.ledger_write', '', true);
  return array_to_json(answers);
end $$;
--> statement-breakpoint
-- What is told of changes is told once for each statement, not for each row.
create function webhook_choices_changed() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from webhook_endpoints p where p.deleted_at is null) then
    insert into webhook_events (customer_id, type, seq, data, at)
      select w.customer_id, 'choice.changed', w.seq, jsonb_build_object('purpose', w.purpose,
          'channel', nullif(w.channel, ''), 'state', w.state, 'act', w.act,
          'paused_until', ledger_time(w.paused_until), 'frequency', w.frequency), w.at
        from written w order by w.customer_id, w.seq;
  end if;
  return null;
end $$;
--> statement-breakpoint
drop trigger choice_events_told on choice_events;
--> statement-breakpoint
create trigger choice_events_told after insert on choice_events referencing new table as written
  for each statement execute function webhook_choices_changed();
--> statement-breakpoint
drop function webhook_choice_changed();
--> statement-breakpoint
-- What many told choices are judged by, in one statement: whom exact ids and exact hashes name, what stands for the
-- cells named with the event that decided each, the ends of their chains and their sealed keys.
create function told_facts(ids text[], lookups text[], purposes text[], channels text[]) returns json
language plpgsql volatile set plan_cache_mode = force_generic_plan as $$
declare
  asked int[];
  owners uuid[];
  people uuid[];
  others uuid[];
begin
  perform set_config('app.lookups', array_to_string(lookups, ','), true);
  select array_agg(r.n), array_agg(o.id) into asked, owners
    from unnest(ids, lookups) with ordinality as r (id, lookup, n)
    cross join lateral (select f.id from (
      (select i.customer_id as id from identifiers i where i.lookup = decode(r.lookup, 'hex') limit 51)
      union all
      (select c.id from customers c where c.id = r.id::uuid)) f order by f.id limit 1) o;
  people := array(select distinct unnest(owners));
  perform set_config('app.subjects', array_to_string(people, ','), true);
  others := array(select j.other_id from customer_joins j where j.customer_id = any (people));
  if others <> '{}' then
    people := array(select distinct unnest(people || others));
    perform set_config('app.subjects', array_to_string(people, ','), true);
  end if;
  return json_build_array(date_trunc('milliseconds', clock_timestamp()), coalesce(asked, '{}'), coalesce(owners, '{}'),
    (select json_agg(json_build_array(j.customer_id, j.other_id, j.joined_at))
       from customer_joins j where others <> '{}' and j.customer_id = any (people)),
    (select json_agg(json_build_array(c.customer_id, c.purpose, c.channel, c.seq, c.state, c.paused_until, c.frequency,
              c.since, c.actor_kind, c.at,
              (select encode(e.hash, 'hex') from choice_events e where e.customer_id = c.customer_id and e.seq = c.seq),
              decided.actor_kind, decided.at))
       from choices c left join lateral (select e.actor_kind, e.at from choice_events e
         where e.customer_id = c.customer_id and e.purpose = c.purpose and e.channel = c.channel and e.seq <= c.seq
           and e.act not in ('pause', 'resume', 'frequency') order by e.seq desc limit 1) decided on true
      where c.customer_id = any (people) and c.purpose = any (purposes) and c.channel = any (channels)),
    (select json_agg(json_build_array(h.customer_id, h.seq)) from ledger_heads h where h.customer_id = any (people)),
    (select json_agg(json_build_array(k.customer_id, encode(k.sealed, 'base64')))
       from customer_keys k where k.customer_id = any (people)));
end $$;
--> statement-breakpoint
-- Writes one batch of an import and how far the file has been read: all of it or nothing. Newcomers come with key and
-- identifiers; the caller has named all subjects.
create function import_rows(run uuid, secret text, read_from integer, read_to integer, so_far jsonb,
                             people json, known_by json, links json, tool text, events json) returns void language plpgsql volatile
  set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  perform set_config('app.import', secret, true);
  update imports i set position = read_to, counts = so_far
   where i.id = run and i.position = read_from and i.finished_at is null;
  if not found then
    raise exception 'another run of this import has gone on' using errcode = 'FT002';
  end if;
  perform set_config('app.lookups', coalesce((select string_agg(k.lookup, ',')
    from json_to_recordset(known_by) as k (lookup text)), ''), true);
  perform pg_advisory_xact_lock(hashtextextended('identifier/' || k.lookup, 0))
    from (select distinct lookup from json_to_recordset(known_by) as k (lookup text) order by 1) k;
  -- looked up one by one: a join would read all identifiers there are
  if exists (select from json_to_recordset(known_by) as k (lookup text, names boolean)
               cross join lateral (select from identifiers i where i.lookup = decode(k.lookup, 'hex') limit 51) o
              where k.names) then
    raise exception 'somebody is known by this meanwhile' using errcode = 'FT004';
  end if;
  insert into customers (id) select p.id from json_to_recordset(people) as p (id uuid);
  insert into customer_keys (customer_id, sealed)
    select p.id, decode(p.key, 'base64') from json_to_recordset(people) as p (id uuid, key text);
  insert into identifiers (customer_id, id, kind, lookup, sealed)
    select k.customer, k.id, k.kind, decode(k.lookup, 'hex'), decode(k.sealed, 'base64')
      from json_to_recordset(known_by) as k (customer uuid, id uuid, kind text, lookup text, sealed text);
  insert into customer_links (customer_id, source, lookup, sealed)
    select l.customer, l.source, decode(l.lookup, 'hex'), decode(l.sealed, 'base64')
      from json_to_recordset(links) as l (customer uuid, source text, lookup text, sealed text);
  perform ledger_write('import', run, tool, events);
end $$;
