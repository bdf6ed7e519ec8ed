-- The ledger of choices. One chain per customer; the app's role may only add to it, and what it adds is
-- numbered, timed, judged, chained and hashed here. Errors: FT001 never changed, FT002 not open, FT003 not
-- allowed, FT004 something newer stands on it.

create function ledger_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only ever added to' using errcode = 'FT001';
end $$;
--> statement-breakpoint
create function ledger_time(moment timestamptz) returns text language sql stable parallel safe as
  $$ select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
--> statement-breakpoint
-- RFC 8785: PostgreSQL escapes strings in JSON exactly as that asks, so only the order of keys is ours. Written out,
-- because it stands in the way of every event.
create function choice_event_text(e choice_events) returns text language plpgsql stable parallel safe
set search_path = pg_catalog, public, pg_temp as $$
begin
  return '{"act":' || to_json(e.act)::text ||
    ',"act_id":' || to_json(e.act_id)::text ||
    ',"actor_id":' || to_json(e.actor_id)::text ||
    ',"actor_kind":' || to_json(e.actor_kind)::text ||
    ',"at":' || to_json(ledger_time(e.at))::text ||
    ',"brand_hash":' || to_json(e.brand_hash)::text ||
    ',"channel":' || to_json(e.channel)::text ||
    ',"customer_id":' || to_json(e.customer_id)::text ||
    ',"evidence":' || coalesce(to_json(encode(sha256(e.evidence), 'hex'))::text, 'null') ||
    ',"frequency":' || coalesce(to_json(e.frequency)::text, 'null') ||
    ',"id":' || to_json(e.id)::text ||
    ',"locale":' || to_json(e.locale)::text ||
    ',"occurred_at":' || coalesce(to_json(ledger_time(e.occurred_at))::text, 'null') ||
    ',"paused_until":' || coalesce(to_json(ledger_time(e.paused_until))::text, 'null') ||
    ',"prev":' || coalesce(to_json(encode(e.prev, 'hex'))::text, 'null') ||
    ',"purpose":' || to_json(e.purpose)::text ||
    ',"seq":' || e.seq::text ||
    ',"shown_hash":' || to_json(e.shown_hash)::text ||
    ',"since":' || coalesce(to_json(ledger_time(e.since))::text, 'null') ||
    ',"state":' || to_json(e.state)::text ||
    ',"terms":' || to_json(e.terms)::text ||
    ',"undoes":' || coalesce(e.undoes::text, 'null') ||
    ',"via_id":' || to_json(e.via_id)::text ||
    ',"via_kind":' || to_json(e.via_kind)::text || '}';
end $$;
--> statement-breakpoint
-- Who acts, and through what. The hash of the secret that came in with the request must be set, and the app's role
-- cannot read such hashes, so nobody acts through a session, visit, key or link that was not presented.
create function ledger_check_via(e choice_events) returns void language plpgsql
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
  elsif e.via_kind = 'api_key' and e.actor_kind = 'api_key' and e.actor_id = e.via_id::text
        and e.act in ('grant', 'ask', 'withdraw', 'cancel', 'object', 'unobject', 'pause') then
    if e.evidence is null or e.occurred_at is null or e.occurred_at > e.at + interval '5 minutes' then
      raise exception 'a system brings evidence and says when' using errcode = 'FT003';
    end if;
    perform from api_keys k where k.id = e.via_id and k.id = app_api_key() and 'choices:write' = any (k.scopes);
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
  elsif e.via_kind = 'import' and e.actor_kind = 'import'
        and e.act in ('grant', 'ask', 'withdraw', 'cancel', 'object', 'unobject', 'pause', 'frequency') then
    if e.evidence is null or e.occurred_at > e.at then
      raise exception 'an import brings evidence of what was said before' using errcode = 'FT003';
    end if;
    -- the run that is going on: the actor is the tool whose file it is
    perform from imports i where i.id = e.via_id and i.tool = e.actor_id and i.hash = app_hash('import')
      and i.finished_at is null;
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
-- What the holder of a link may do: complete one asking, lower anything, or take one stop back.
create function ledger_check_token(e choice_events) returns void language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if e.act = 'confirm' then
    update choice_tokens t set used_at = e.at, used_for = e.act_id
     where t.customer_id = e.customer_id and t.id = e.via_id and t.hash = app_hash('token')
      and t.scope = 'confirm' and t.purpose = e.purpose and t.channel = e.channel
      and t.used_at is null and t.expires_at > e.at
      and exists (select from choices c join choice_events asked on asked.customer_id = c.customer_id
            where c.customer_id = e.customer_id and c.purpose = e.purpose and c.channel = e.channel
              and c.state = 'pending' and asked.seq = t.seq and asked.act = 'ask' and asked.since = c.since);
  elsif e.act = 'undo' then
    update choice_tokens t set used_at = e.at, used_for = e.act_id
     where t.customer_id = e.customer_id and t.id = e.via_id and t.hash = app_hash('token') and t.scope = 'undo'
      and (t.used_for is null or t.used_for = e.act_id) and t.expires_at > e.at
      and exists (select from choice_events u where u.customer_id = e.customer_id and u.seq = e.undoes
            and u.act_id = t.undoes_act and u.via_kind = 'token');
  elsif e.act in ('withdraw', 'object', 'cancel', 'pause', 'frequency') then
    -- of that very customer, or of another record that was found to be the same person
    perform from choice_tokens t where t.id = e.via_id
      and (t.customer_id = e.customer_id or exists (select from customer_joins j
             where j.customer_id = e.customer_id and j.other_id = t.customer_id))
      and t.hash = app_hash('token') and t.scope in ('stop', 'why') and t.expires_at > e.at;
  else
    raise exception 'a link may only lower' using errcode = 'FT003';
  end if;
  if not found then
    raise exception 'what was presented is not open for this customer' using errcode = 'FT002';
  end if;
end $$;
--> statement-breakpoint
-- A link that raises is made together with what it is for: the asking it completes, the stop it takes back.
create function ledger_check_new_token() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  new.created_at := clock_timestamp();
  new.used_at := null;
  new.used_for := null;
  if new.scope in ('stop', 'why') then
    return new;
  end if;
  perform from choice_events e where e.customer_id = new.customer_id
     and e.xmin::text = (pg_current_xact_id()::text::bigint % 4294967296)::text
     and ((new.scope = 'confirm' and e.seq = new.seq and e.act = 'ask' and e.purpose = new.purpose
           and e.channel = new.channel and new.expires_at <= e.at + interval '8 days')
       or (new.scope = 'undo' and e.act_id = new.undoes_act and e.via_kind = 'token' and e.act <> 'undo'
           and new.expires_at <= e.at + interval '11 minutes'));
  if not found then
    raise exception 'such a link is made with what it is for' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger choice_tokens_new before insert on choice_tokens
  for each row execute function ledger_check_new_token();
--> statement-breakpoint
-- Puts back just what one act of this customer changed, while it is the newest of its cell and ten minutes old at most.
create function ledger_undo(e choice_events, cell choices) returns choice_events language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  undone choice_events;
  before choice_events;
begin
  select * into undone from choice_events u where u.customer_id = e.customer_id and u.seq = e.undoes
    and u.purpose = e.purpose and u.channel = e.channel
    and u.act <> 'undo' and u.actor_kind = e.actor_kind and (u.actor_id = e.actor_id or e.actor_kind = 'token');
  if undone.seq is null or e.at > undone.at + interval '10 minutes' then
    raise exception 'this cannot be undone' using errcode = 'FT003';
  end if;
  if cell.seq <> undone.seq then
    raise exception 'something newer stands on it' using errcode = 'FT004';
  end if;
  select * into before from choice_events b where b.customer_id = e.customer_id and b.seq < undone.seq
    and b.purpose = e.purpose and b.channel = e.channel order by b.seq desc limit 1;
  e.state := coalesce(before.state, 'unset');
  e.paused_until := before.paused_until;
  e.frequency := before.frequency;
  e.since := before.since;
  return e;
end $$;
--> statement-breakpoint
-- Whether an act would give the brand more than it has; asked of links and of systems.
create function ledger_check_order(e choice_events, cell choices) returns void language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if e.via_kind = 'token' and e.act = 'pause' and e.paused_until < cell.paused_until then
    raise exception 'a link may only lower' using errcode = 'FT003';
  end if;
  if e.via_kind = 'token' and e.act = 'frequency' and array_position(array['every', 'weekly', 'monthly'], e.frequency)
     <= array_position(array['every', 'weekly', 'monthly'], coalesce(cell.frequency, 'every')) then
    raise exception 'a link may only lower' using errcode = 'FT003';
  end if;
  if e.via_kind = 'api_key' and e.act in ('grant', 'ask', 'unobject') and e.occurred_at <= cell.since then
    raise exception 'something newer was said' using errcode = 'FT004';
  end if;
  -- What is brought in never wakes a no, and never stands above what was said here.
  if e.via_kind = 'import' and e.act in ('grant', 'ask', 'unobject') and (
       cell.state in ('withdrawn', 'refused', 'objected')
       or cell.actor_kind in ('customer', 'token', 'staff', 'text', 'signal')
       or coalesce(e.occurred_at, 'epoch') <= cell.since) then
    raise exception 'something stands that an import does not change' using errcode = 'FT004';
  end if;
  if e.via_kind = 'import' and ((e.act = 'pause' and e.paused_until < cell.paused_until)
       or (e.act = 'frequency' and cell.frequency is not null)) then
    raise exception 'something stands that an import does not change' using errcode = 'FT004';
  end if;
  if e.via_kind = 'api_key' and e.act = 'pause' and e.paused_until < cell.paused_until
     and e.occurred_at <= cell.at then
    raise exception 'something newer was said' using errcode = 'FT004';
  end if;
end $$;
--> statement-breakpoint
-- The state that an act leads to. Only a pause brings a date, only a frequency brings one.
create function ledger_apply(e choice_events, cell choices) returns choice_events language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
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
  perform ledger_check_order(e, cell);
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
create function ledger_append() returns trigger language plpgsql security definer
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
  new.seq := coalesce(head.seq, 0) + 1;
  new.prev := head.hash;
  new.occurred_at := date_trunc('milliseconds', new.occurred_at);
  perform ledger_check_via(new);
  new := ledger_apply(new, cell);
  new.hash := sha256('\x00'::bytea || convert_to(choice_event_text(new), 'UTF8'));
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
create trigger choice_events_append before insert on choice_events
  for each row execute function ledger_append();
--> statement-breakpoint
create trigger choice_events_unchanged before update or delete or truncate on choice_events
  for each statement execute function ledger_refuse_change();
--> statement-breakpoint
alter table choice_events
  add constraint choice_events_act check (act in ('grant', 'ask', 'confirm', 'withdraw', 'cancel', 'object',
    'unobject', 'pause', 'resume', 'frequency', 'undo')),
  add constraint choice_events_state check (state in ('unset', 'granted', 'pending', 'withdrawn', 'refused',
    'objected', 'not_objected')),
  add constraint choice_events_frequency check (frequency in ('every', 'weekly', 'monthly')),
  add constraint choice_events_via check (via_kind in ('session', 'token', 'visit', 'api_key', 'text', 'signal', 'import')),
  add constraint choice_events_hashes check (shown_hash ~ '^[0-9a-f]{64}$' and octet_length(hash) = 32);
