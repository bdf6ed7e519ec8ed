-- Consents that are brought in from other tools, many people in one call. Errors: FT004 somebody wrote meanwhile.
-- A first import begins with empty tables, for which reading them whole would be planned, and kept while they grow.

-- What a batch is judged by: whom exact hashes name (of several the oldest), what stands for the cells named with the
-- event that decided each, the ends of their chains, their identifiers and sealed keys.
create function import_facts(lookups text[], purposes text[], channels text[]) returns json language plpgsql volatile
  set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  asked int[];
  owners uuid[];
  people uuid[];
begin
  perform set_config('app.lookups', array_to_string(lookups, ','), true);
  select array_agg(r.n), array_agg(o.id) into asked, owners
    from unnest(lookups) with ordinality as r (lookup, n)
    cross join lateral (select f.id from (select i.customer_id as id from identifiers i
                                             where i.lookup = decode(r.lookup, 'hex') limit 51) f
                         order by f.id limit 1) o;
  people := array(select distinct unnest(owners));
  perform set_config('app.subjects', array_to_string(people, ','), true);
  people := people || array(select j.other_id from customer_joins j where j.customer_id = any (people)
                              and j.other_id <> all (people));
  perform set_config('app.subjects', array_to_string(people, ','), true);
  return json_build_array(date_trunc('milliseconds', clock_timestamp()), coalesce(asked, '{}'), coalesce(owners, '{}'),
    (select json_agg(json_build_array(j.customer_id, j.other_id, j.joined_at))
       from customer_joins j where j.customer_id = any (people)),
    (select json_agg(json_build_array(c.customer_id, c.purpose, c.channel, c.seq, c.state, c.paused_until, c.frequency,
                                      c.since, c.actor_kind, c.at, '', decided.actor_kind, decided.at))
       from choices c left join lateral (select e.actor_kind, e.at from choice_events e
         where e.customer_id = c.customer_id and e.purpose = c.purpose and e.channel = c.channel and e.seq <= c.seq
           and e.act not in ('pause', 'resume', 'frequency') order by e.seq desc limit 1) decided on true
      where c.customer_id = any (people) and c.purpose = any (purposes) and c.channel = any (channels)),
    (select json_agg(json_build_array(h.customer_id, h.seq)) from ledger_heads h where h.customer_id = any (people)),
    (select json_agg(json_build_array(i.customer_id, i.kind, encode(i.lookup, 'hex')))
       from identifiers i where i.customer_id = any (people)),
    (select json_agg(json_build_array(k.customer_id, encode(k.sealed, 'base64')))
       from customer_keys k where k.customer_id = any (people)));
end $$;
--> statement-breakpoint
-- Writes one batch and how far the file has been read: all of it or nothing. Newcomers come with key and identifiers;
-- each event goes through the ledger's own trigger, seeing its customer alone, and must get the place that it was
-- planned for. `events` are in groups with the subjects of each. The caller has named all subjects; they are named again
-- at the end, for what it writes besides.
create function import_batch(run uuid, secret text, read_from integer, read_to integer, so_far jsonb,
                             people json, known_by json, links json, events json) returns void language plpgsql volatile
  set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  subjects constant text := current_setting('app.subjects');
  misplaced integer;
  e record;
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
  -- A few people at a time: each row's trigger reads the list of subjects, and each statement costs as much as a row.
  for e in select g.subjects, g.rows from json_to_recordset(events) as g (subjects text, rows json)
  loop
    perform set_config('app.subjects', e.subjects, true);
    with written as (
      insert into choice_events (customer_id, seq, id, act_id, purpose, channel, act, state, paused_until, frequency,
          actor_kind, actor_id, via_kind, via_id, shown_hash, locale, brand_hash, terms, occurred_at, evidence, at, hash)
        select x.customer, 0, x.id, x.act_id, x.purpose, x.channel, x.act, 'unset', x.paused_until, x.frequency,
               'import', x.tool, 'import', run, x.shown, x.locale, x.brand, x.terms, x.occurred_at,
               decode(x.evidence, 'base64'), now(), ''
          from json_to_recordset(e.rows) as x (customer uuid, seq integer, id uuid, act_id uuid, purpose text,
            channel text, act text, paused_until timestamptz, frequency text, tool text, shown text, locale text,
            brand text, terms text, occurred_at timestamptz, evidence text)
         order by x.customer, x.seq
        returning id, seq)
    select count(*) into misplaced from written w
      join json_to_recordset(e.rows) as x (id uuid, seq integer) on x.id = w.id where x.seq <> w.seq;
    if misplaced > 0 then
      raise exception 'a chain has gone on meanwhile' using errcode = 'FT004';
    end if;
  end loop;
  perform set_config('app.subjects', subjects, true);
end $$;
