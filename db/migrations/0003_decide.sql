-- What is known of the people that a batch of decisions asks about, in one statement: the caller names each by
-- exact id or exact keyed hash, and sees those people alone. Known or not, the same steps are taken: each table is
-- read once for all of them. Plans are made once for each connection: to plan costs ten times as much as to ask.
create function decision_facts(ids text[], lookups text[], purposes text[], channels text[], kinds text[], often text[])
returns json language plpgsql volatile
set plan_cache_mode = force_generic_plan as $$
declare
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  asked int[];
  people uuid[];
  others uuid[];
begin
  perform set_config('app.lookups', array_to_string(lookups, ','), true);
  select array_agg(r.n), array_agg(coalesce(o.id, nobody)) into asked, people
    from unnest(ids, lookups) with ordinality as r (id, lookup, n)
    left join lateral (
      (select i.customer_id as id from identifiers i where i.lookup = decode(r.lookup, 'hex') limit 51)
      union all
      (select c.id from customers c where c.id = r.id::uuid)
    ) o on true;
  perform set_config('app.subjects', array_to_string(people, ','), true);
  select array_agg(j.other_id) into others from customer_joins j where j.customer_id = any (people);
  if others is not null then
    perform set_config('app.subjects', array_to_string(people || others, ','), true);
  end if;
  return (select json_build_array(date_trunc('milliseconds', clock_timestamp()), asked, people,
    (select json_agg(json_build_array(j.customer_id, j.other_id, j.joined_at))
       from customer_joins j where others is not null and j.customer_id = any (people || others)),
    (select json_agg(json_build_array(c.customer_id, c.purpose, c.channel, c.seq, c.state, c.paused_until,
                                      c.frequency, c.since, c.actor_kind, c.at,
               -- what was said at the very moment of the last act was said by it; else the ledger knows who said it
               case when c.since is null or c.since = c.at then c.actor_kind else coalesce(
                 (select e.actor_kind from choice_events e where e.customer_id = c.customer_id and e.seq <= c.seq
                    and e.purpose = c.purpose and e.channel = c.channel and e.since = c.since and e.state = c.state
                  order by e.seq limit 1), c.actor_kind) end))
       from choices c where c.customer_id = any (people || others) and c.purpose = any (purposes)
        and c.channel = any (channels)),
    (select json_agg(json_build_array(i.customer_id, i.kind, encode(i.lookup, 'hex'), i.changed_at is null))
       from identifiers i where i.customer_id = any (people || others) and i.kind = any (kinds)),
    (select json_agg(json_build_array(u.customer_id, u.purpose, u.channel, u.at))
       from (select u.customer_id, u.purpose, u.channel, max(u.occurred_at) as at from uses u
              where often <> '{}' and u.customer_id = any (people || others) and u.purpose = any (often)
                and u.occurred_at > now() - interval '40 days' group by 1, 2, 3) u),
    (select json_agg(json_build_array(h.customer_id, h.seq, encode(h.hash, 'hex')))
       from ledger_heads h where h.customer_id = any (people || others)),
    -- Numbers asked by, or of the people asked about, that said stop to the channel itself.
    (select json_agg(json_build_array(encode(s.lookup, 'hex'), s.state))
       from channel_stops s where 'phone' = any (kinds) and s.state <> 'open' and s.lookup = any (
         array(select decode(one, 'hex') from unnest(lookups) one where one is not null)
         || array(select i.lookup from identifiers i where i.customer_id = any (people || others) and i.kind = 'phone')))));
end $$;
--> statement-breakpoint
-- What a choice told by a system is judged by, in one statement: who is meant, their chain's end, the cells named
-- with the event that decided each, and the person's sealed key. Sees whom the exact id or hash names, nobody else.
create function choice_facts(of_id text, of_lookup text, purposes text[], channels text[])
returns json language plpgsql volatile
set plan_cache_mode = force_generic_plan as $$
declare
  root uuid;
  others uuid[];
begin
  perform set_config('app.lookups', coalesce(of_lookup, ''), true);
  select o.id into root from (
    (select i.customer_id as id from identifiers i where i.lookup = decode(of_lookup, 'hex') limit 51)
    union all
    (select c.id from customers c where c.id = of_id::uuid)) o order by o.id limit 1;
  perform set_config('app.subjects', coalesce(root::text, ''), true);
  select array_agg(j.other_id order by j.other_id) into others from customer_joins j where j.customer_id = root;
  if others is not null then
    others := array(select one from unnest(others || root) one order by one);
    root := others[1];
    others := others[2:];
    perform set_config('app.subjects', array_to_string(root || others, ','), true);
  end if;
  return (select json_build_array(date_trunc('milliseconds', clock_timestamp()), json_build_array(root,
    (select json_agg(j.other_id order by j.other_id) from customer_joins j
      where others is not null and j.customer_id = root),
    coalesce((select h.seq from ledger_heads h where h.customer_id = root), 0),
    (select encode(k.sealed, 'base64') from customer_keys k where k.customer_id = root),
    (select json_agg(json_build_array(
              (select j.joined_at from customer_joins j where others is not null and j.customer_id = root
                  and j.other_id = c.customer_id),
              c.purpose, c.channel, c.seq, c.state, c.paused_until, c.frequency, c.since, c.actor_kind, c.at,
              (select encode(e.hash, 'hex') from choice_events e where e.customer_id = c.customer_id and e.seq = c.seq),
              decided.actor_kind, decided.at))
       from choices c left join lateral (select e.actor_kind, e.at from choice_events e
         where e.customer_id = c.customer_id and e.purpose = c.purpose and e.channel = c.channel and e.seq <= c.seq
           and e.act not in ('pause', 'resume', 'frequency') order by e.seq desc limit 1) decided on true
      where c.customer_id = any (root || others) and c.purpose = any (purposes) and c.channel = any (channels)))));
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
