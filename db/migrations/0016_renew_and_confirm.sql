-- Whether a yes names just the date to which this person holds it already, on whichever of their records. No other date
-- comes with a yes.
create function ledger_pause_holds(e choice_events) returns boolean language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  return e.paused_until is not null and e.via_kind = 'session' and exists (select from choices c
    where c.purpose = e.purpose and c.channel = e.channel and c.paused_until = e.paused_until
      and (c.customer_id = e.customer_id or c.customer_id in (select j.other_id from customer_joins j
             where j.customer_id = e.customer_id)));
end $$;
--> statement-breakpoint
-- The state that an act leads to. Only a pause brings a date, only a frequency brings one; a yes
-- that is renewed keeps the date to which it is held. Links and systems may not
-- give the brand more than it has.
create or replace function ledger_apply(e choice_events, cell choices) returns choice_events language plpgsql as $$
begin
  if e.act = 'undo' then
    return ledger_undo(e, cell);
  end if;
  if (e.act = 'pause' or (e.act = 'grant' and ledger_pause_holds(e))) <> (e.paused_until is not null)
     or (e.act = 'frequency') <> (e.frequency is not null) or e.undoes is not null or e.paused_until <= e.at then
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
