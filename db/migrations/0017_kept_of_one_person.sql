-- The pause and the frequency that an act leaves standing: those of the chain that is written, `until` and `often`, last
-- acted on at `acted`, null for never; and those of the person's other records which nothing has settled since they were
-- found to be one. The longest pause and what comes least often hold.
create function ledger_kept(e choice_events, acted timestamptz, until timestamptz, often text,
  out kept_until timestamptz, out kept_often text) language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  steps constant text[] := array['every', 'weekly', 'monthly'];
begin
  select greatest(until, max(c.paused_until) filter (where c.paused_until > e.at)),
      steps[greatest(array_position(steps, often), max(array_position(steps, c.frequency)))]
    into kept_until, kept_often
    from customer_joins j
    join choices c on c.customer_id = j.other_id and c.purpose = e.purpose and c.channel = e.channel
    where j.customer_id = e.customer_id and (acted is null or acted <= j.joined_at or j.other_id < e.customer_id)
      and not exists (select from choices elder join customer_joins k
                          on k.customer_id = elder.customer_id and k.other_id = c.customer_id
            where elder.purpose = e.purpose and elder.channel = e.channel and elder.customer_id <> e.customer_id
              and elder.customer_id < c.customer_id and elder.at > k.joined_at);
end $$;
--> statement-breakpoint
-- What held before the act that is undone, on this chain or beside it.
create or replace function ledger_undo(e choice_events, cell choices) returns choice_events language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  undone choice_events;
  before choice_events;
  kept record;
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
  kept := ledger_kept(e, before.at, before.paused_until, before.frequency);
  e.paused_until := kept.kept_until;
  e.frequency := kept.kept_often;
  e.since := before.since;
  return e;
end $$;
--> statement-breakpoint
-- The state that an act leads to. Only a frequency brings one, only a pause brings a date; a renewal names that of the
-- pause that holds. Links and systems may not give the brand more than it has.
create or replace function ledger_apply(e choice_events, cell choices) returns choice_events language plpgsql as $$
declare
  kept record;
begin
  if e.act = 'undo' then
    return ledger_undo(e, cell);
  end if;
  if (e.act = 'pause' or (e.act = 'grant' and e.paused_until is not null and ledger_pause_holds(e)))
       <> (e.paused_until is not null)
     or (e.act = 'frequency') <> (e.frequency is not null) or e.undoes is not null
     or (e.act = 'pause' and e.paused_until <= e.at) then
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
  kept := ledger_kept(e, cell.at, cell.paused_until, cell.frequency);
  e.frequency := coalesce(e.frequency, kept.kept_often);
  if e.act in ('confirm', 'frequency') or (e.via_kind in ('api_key', 'import') and e.act <> 'pause') then
    e.paused_until := coalesce(e.paused_until, kept.kept_until);
  end if;
  return e;
end $$;
--> statement-breakpoint
-- What the holder of a link may do: complete one asking, lower anything, or take one stop back.
create or replace function ledger_check_token(e choice_events) returns void language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if e.act = 'confirm' then
    -- on the chain of any record that was found to be the same person, while none of them said anything newer
    update choice_tokens t set used_at = e.at, used_for = e.act_id
     where (t.customer_id = e.customer_id or t.customer_id in (select j.other_id from customer_joins j
              where j.customer_id = e.customer_id))
      and t.id = e.via_id and t.hash = app_hash('token')
      and t.scope = 'confirm' and t.purpose = e.purpose and t.channel = e.channel
      and t.used_at is null and t.expires_at > e.at
      and exists (select from choices c join choice_events asked on asked.customer_id = c.customer_id
            where c.customer_id = t.customer_id and c.purpose = e.purpose and c.channel = e.channel
              and c.state = 'pending' and asked.seq = t.seq and asked.act = 'ask' and asked.since = c.since
              and not exists (select from choices newer
                    where newer.purpose = e.purpose and newer.channel = e.channel
                      and newer.since > asked.since
                      and (newer.customer_id = e.customer_id or newer.customer_id in (select j.other_id
                             from customer_joins j where j.customer_id = e.customer_id))));
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
