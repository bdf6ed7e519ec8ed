-- What is known of the people that a batch of decisions asks about, in one statement: the caller names each by
-- exact id or exact keyed hash, and sees those people alone. Known or not, the same steps are taken. Planned once for
-- each connection: left to itself the server plans anew for each call, which takes five times as long as the answer.
create function decision_facts(ids text[], lookups text[], purposes text[], channels text[], more text[], kinds text[],
  empties text[], often boolean[]) returns json language plpgsql volatile
  set plan_cache_mode = force_generic_plan as $$
declare
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  asked int[];
  owners uuid[];
  others uuid[];
  facts json;
begin
  perform set_config('app.lookups', array_to_string(lookups, ','), true);
  select array_agg(r.n), array_agg(coalesce(o.id, nobody)) into asked, owners
    from unnest(ids, lookups) with ordinality as r (id, lookup, n)
    left join lateral (
      (select i.customer_id as id from identifiers i where i.lookup = decode(r.lookup, 'hex') limit 51)
      union all
      (select c.id from customers c where c.id = r.id::uuid)
    ) o on true;
  perform set_config('app.subjects', array_to_string(owners, ','), true);
  select array_agg(j.other_id) into others
    from unnest(owners) o (id) join customer_joins j on j.customer_id = o.id;
  perform set_config('app.subjects', array_to_string(owners || others, ','), true);
  select json_agg(json_build_array(q.n, q.root <> nobody,
    -- The cells asked about, of this record and of those found to be the same person.
    (select json_agg(json_build_array(p.joined_at, c.purpose, c.channel, c.seq, c.state, c.paused_until, c.frequency,
                                      c.since, c.actor_kind, c.at))
       from (select q.root as id, null::timestamptz as joined_at union all
             select j.other_id, j.joined_at from customer_joins j where j.customer_id = q.root) p
       cross join lateral (
         select * from choices c where c.customer_id = p.id and c.purpose = q.purpose and c.channel = q.channel
         union all
         select * from choices c where q.more <> '' and c.customer_id = p.id
            and c.purpose || '/' || c.channel = any (string_to_array(q.more, ','))) c),
    -- The address of the channel: the oldest record that has one.
    (select i.state from (select q.root as id union all
             select j.other_id from customer_joins j where j.customer_id = q.root) p
       cross join lateral (select case when i.changed_at is null then 'ok' else 'unverified' end as state
         from identifiers i where i.customer_id = p.id and i.kind = q.kind and i.lookup <> decode(q.empty, 'hex')) i
      order by p.id limit 1),
    (select max(u.at) from (select q.root as id union all
             select j.other_id from customer_joins j where j.customer_id = q.root) p
       cross join lateral (select u.occurred_at as at from uses u where q.often and u.customer_id = p.id
         and u.purpose = q.purpose and u.channel = q.channel order by u.occurred_at desc limit 1) u),
    (select json_build_array(h.seq, encode(h.hash, 'hex')) from ledger_heads h where h.customer_id = q.root)))
    into facts
    from (select distinct o.n, least(o.id, (select j.other_id from customer_joins j where j.customer_id = o.id
                   order by j.other_id limit 1)) as root,
                 purposes[o.n] as purpose, channels[o.n] as channel, more[o.n] as more, kinds[o.n] as kind,
                 empties[o.n] as empty, often[o.n] as often
            from unnest(asked, owners) o (n, id)) q;
  return json_build_array(date_trunc('milliseconds', clock_timestamp()), facts);
end $$;
--> statement-breakpoint
-- What a choice told by a system is judged by, in one statement: who is meant, their chain's end, the cells named
-- with the event that decided each, and the person's sealed key. Sees whom the exact id or hash names, nobody else.
create function choice_facts(of_id text, of_lookup text, purposes text[], channels text[])
returns json language plpgsql volatile
  set plan_cache_mode = force_generic_plan as $$
declare
  owners uuid[];
  root uuid;
  facts json;
begin
  perform set_config('app.lookups', coalesce(of_lookup, ''), true);
  select array_agg(o.id order by o.id) into owners from (
    (select distinct i.customer_id as id from identifiers i where i.lookup = decode(of_lookup, 'hex') limit 51)
    union all
    (select c.id from customers c where c.id = of_id::uuid)) o;
  perform set_config('app.subjects', array_to_string(owners, ','), true);
  root := least(owners[1], (select j.other_id from customer_joins j where j.customer_id = owners[1] order by j.other_id limit 1));
  perform set_config('app.subjects', array_to_string(root || owners, ','), true);
  perform set_config('app.subjects', array_to_string(root || owners
    || array(select j.other_id from customer_joins j where j.customer_id = root), ','), true);
  select json_build_array(root,
    (select json_agg(j.other_id order by j.other_id) from customer_joins j where j.customer_id = root),
    coalesce((select h.seq from ledger_heads h where h.customer_id = root), 0),
    (select encode(k.sealed, 'base64') from customer_keys k where k.customer_id = root),
    (select json_agg(json_build_array(p.joined_at, c.purpose, c.channel, c.seq, c.state, c.paused_until, c.frequency,
              c.since, c.actor_kind, c.at, encode(last.hash, 'hex'), decided.actor_kind, decided.at))
       from (select root as id, null::timestamptz as joined_at union all
             select j.other_id, j.joined_at from customer_joins j where j.customer_id = root) p
       cross join unnest(purposes, channels) a (purpose, channel)
       join choices c on c.customer_id = p.id and c.purpose = a.purpose and c.channel = a.channel
       join choice_events last on last.customer_id = c.customer_id and last.seq = c.seq
       left join lateral (select e.actor_kind, e.at from choice_events e
         where e.customer_id = c.customer_id and e.purpose = c.purpose and e.channel = c.channel and e.seq <= c.seq
           and e.act not in ('pause', 'resume', 'frequency') order by e.seq desc limit 1) decided on true))
    into facts;
  return json_build_array(date_trunc('milliseconds', clock_timestamp()), facts);
end $$;
--> statement-breakpoint
-- Whom exact ids and exact hashes name: the oldest record of each person, with those found to be the same.
create function customers_named(ids text[], lookups text[]) returns json language plpgsql volatile
  set plan_cache_mode = force_generic_plan as $$
declare
  asked int[];
  owners uuid[];
  people json;
begin
  perform set_config('app.lookups', array_to_string(lookups, ','), true);
  select array_agg(r.n), array_agg(o.id) into asked, owners
    from unnest(ids, lookups) with ordinality as r (id, lookup, n)
    cross join lateral (select f.id from (
      (select i.customer_id as id from identifiers i where i.lookup = decode(r.lookup, 'hex') limit 51)
      union all
      (select c.id from customers c where c.id = r.id::uuid)) f order by f.id limit 1) o;
  perform set_config('app.subjects', array_to_string(owners, ','), true);
  select json_agg(json_build_array(o.n, o.id, (select json_agg(j.other_id order by j.other_id)
           from customer_joins j where j.customer_id = o.id)))
    into people from unnest(asked, owners) o (n, id);
  return coalesce(people, '[]');
end $$;
