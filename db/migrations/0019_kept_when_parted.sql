-- Records that were one person are about to be parted: what held for them together is written to the chain of each that
-- says more than that, so that nobody's no, pause or "once a month" is lost with the record that it stands on. It lowers
-- and never raises. Each event tells who said it and when; the caller sees all of the records. Gives back how many.
create function ledger_part(ids uuid[]) returns integer language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  no constant text[] := array['withdrawn', 'refused', 'objected'];
  steps constant text[] := array['every', 'weekly', 'monthly'];
  act_id constant uuid := gen_random_uuid();
  moment timestamptz;
  one record;
  own choices;
  head ledger_heads;
  said choice_events;
  e choice_events;
  written integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('ledger/' || i.id, 0)) from (select unnest(ids) as id order by 1) i;
  moment := date_trunc('milliseconds', clock_timestamp());
  perform set_config('app.ledger_write', 'on', true);
  for one in
    with voices as materialized (
      select i.id as whose, c.*
        from unnest(ids) i (id)
        join choices c on c.customer_id = i.id
          or c.customer_id in (select j.other_id from customer_joins j where j.customer_id = i.id)),
    -- As decisions settle it: what an older record said after the two were found to be one stands above this one.
    unsettled as (
      select v.*,
          not exists (select from voices o join customer_joins j on j.customer_id = o.customer_id and j.other_id = v.customer_id
            where o.whose = v.whose and o.purpose = v.purpose and o.channel = v.channel
              and o.customer_id < v.customer_id and o.since > j.joined_at) as says,
          not exists (select from voices o join customer_joins j on j.customer_id = o.customer_id and j.other_id = v.customer_id
            where o.whose = v.whose and o.purpose = v.purpose and o.channel = v.channel
              and o.customer_id < v.customer_id and o.at > j.joined_at) as sets
        from voices v)
    select u.whose, u.purpose, u.channel,
        (array_agg(u.customer_id order by u.since desc) filter (where u.says and u.state = any (no)))[1] as refused_by,
        (array_agg(u.state order by u.since desc) filter (where u.says and u.state = any (no)))[1] as refused,
        (array_agg(u.customer_id order by u.paused_until desc) filter (where u.sets and u.paused_until > moment))[1] as paused_by,
        max(u.paused_until) filter (where u.sets and u.paused_until > moment) as until,
        (array_agg(u.customer_id order by array_position(steps, u.frequency) desc)
          filter (where u.sets and u.frequency is not null))[1] as often_by,
        steps[max(array_position(steps, u.frequency)) filter (where u.sets)] as often
      from unsettled u group by 1, 2, 3 order by 1, 2, 3
  loop
    select * into own from choices c
      where c.customer_id = one.whose and c.purpose = one.purpose and c.channel = one.channel;
    if own.state = any (no) then
      continue;
    end if;
    select * into said from choice_events s
      where s.purpose = one.purpose and s.channel = one.channel
        and s.customer_id = case when one.refused_by is not null then one.refused_by
          when one.until > coalesce(own.paused_until, moment) then one.paused_by
          when array_position(steps, one.often) > coalesce(array_position(steps, own.frequency), 1) then one.often_by end
        and (one.refused_by is null or s.act not in ('pause', 'resume', 'frequency'))
      order by s.seq desc limit 1;
    if said.seq is null then
      continue;
    end if;
    e := said;
    e.customer_id := one.whose;
    e.id := gen_random_uuid();
    e.act_id := act_id;
    e.undoes := null;
    e.evidence := null;
    e.occurred_at := coalesce(said.occurred_at, said.at);
    e.paused_until := null;
    e.frequency := null;
    if one.refused_by is not null then
      e.act := case when one.refused = 'objected' then 'object' when own.state = 'pending' then 'cancel' else 'withdraw' end;
    elsif one.until > coalesce(own.paused_until, moment) then
      e.act := 'pause';
      e.paused_until := one.until;
    else
      e.act := 'frequency';
      e.frequency := one.often;
    end if;
    -- an import sets no frequency above one that is there
    if e.act = 'frequency' and e.via_kind = 'import' and own.frequency is not null then
      continue;
    end if;
    select * into head from ledger_heads h where h.customer_id = one.whose;
    e := ledger_judge(e, head, own, moment);
    insert into choice_events select e.*;
    insert into ledger_heads (customer_id, seq, hash) values (e.customer_id, e.seq, e.hash)
      on conflict (customer_id) do update set seq = excluded.seq, hash = excluded.hash;
    insert into choices (customer_id, purpose, channel, seq, state, paused_until, frequency, since, actor_kind, at)
      values (e.customer_id, e.purpose, e.channel, e.seq, e.state, e.paused_until, e.frequency, e.since, e.actor_kind, e.at)
      on conflict (customer_id, purpose, channel) do update set seq = excluded.seq, state = excluded.state,
        paused_until = excluded.paused_until, frequency = excluded.frequency, since = excluded.since,
        actor_kind = excluded.actor_kind, at = excluded.at;
    written := written + 1;
  end loop;
  perform set_config('app.ledger_write', '', true);
  return written;
end $$;
