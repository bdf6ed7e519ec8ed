-- What the brand's systems hear: the event in the very transaction of the change, and with it one delivery for each
-- endpoint that wants to hear. A lane is one customer's queue at one endpoint. Errors: FT003.

-- The row of a lane is locked here until the change is kept, so that nobody takes the lane for empty meanwhile.
create function webhook_fan_out() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into webhook_deliveries (endpoint_id, position, lane, event_id, type, at, state, next_at)
    select p.id, new.position, new.customer_id, new.id, new.type, new.at, 'pending', new.at
      from webhook_endpoints p where p.deleted_at is null and new.type = any (p.events);
  insert into webhook_lanes (endpoint_id, lane, due_at)
    select d.endpoint_id, d.lane, new.at from webhook_deliveries d
     where d.event_id = new.id order by d.endpoint_id
    on conflict (endpoint_id, lane) do update set due_at = webhook_lanes.due_at;
  return null;
end $$;
--> statement-breakpoint
create trigger webhook_events_fan_out after insert on webhook_events
  for each row execute function webhook_fan_out();
--> statement-breakpoint
-- Writes an event. Where no endpoint is, nobody is to hear, and nothing is written.
create function webhook_tell(whose uuid, what text, head integer, about jsonb, moment timestamptz)
returns void language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into webhook_events (customer_id, type, seq, data, at)
    select whose, what, head, about, moment
     where exists (select from webhook_endpoints p where p.deleted_at is null)
$$;
--> statement-breakpoint
revoke execute on function webhook_tell(uuid, text, integer, jsonb, timestamptz) from public;
--> statement-breakpoint
create function webhook_choice_changed() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from webhook_endpoints p where p.deleted_at is null) then
    return null;
  end if;
  perform webhook_tell(new.customer_id, 'choice.changed', new.seq, jsonb_build_object(
    'purpose', new.purpose, 'channel', nullif(new.channel, ''), 'state', new.state, 'act', new.act,
    'paused_until', ledger_time(new.paused_until), 'frequency', new.frequency), new.at);
  return null;
end $$;
--> statement-breakpoint
create trigger choice_events_told after insert on choice_events
  for each row execute function webhook_choice_changed();
--> statement-breakpoint
-- In its turn among the customer's choices, so that the order of both is one.
create function webhook_request_opened() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('ledger/' || new.customer_id, 0));
  perform webhook_tell(new.customer_id, 'request.opened',
    coalesce((select h.seq from ledger_heads h where h.customer_id = new.customer_id), 0),
    jsonb_build_object('request', new.id, 'kind', new.kind, 'item', new.item, 'due_on', new.due_on),
    date_trunc('milliseconds', clock_timestamp()));
  return null;
end $$;
--> statement-breakpoint
create trigger requests_told after insert on requests
  for each row execute function webhook_request_opened();
--> statement-breakpoint
-- Where what happens is told to is an admin's to say, or a key's of that scope, or the command line's and a job's.
create function webhook_endpoint_by_whom() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if coalesce(app_hash('session'), app_hash('token'), app_hash('visit')) is not null
    or (app_hash('staff') is not null
        and not exists (select from staff m where m.id = app_staff() and m.role = 'admin'))
    or (app_hash('key') is not null
        and not exists (select from api_keys k where k.id = app_api_key() and 'webhooks' = any (k.scopes)))
  then
    raise exception 'not from here' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger webhook_endpoints_by_whom before insert or update on webhook_endpoints
  for each row execute function webhook_endpoint_by_whom();
--> statement-breakpoint
alter table webhook_deliveries
  add constraint webhook_deliveries_state check (state in ('pending', 'delivered', 'dead'));
--> statement-breakpoint
-- That a system obeyed only its own key may say, of something that an endpoint was to hear of.
create function obeyed_by_whom() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from api_keys k
                  where k.id = app_api_key() and k.id = new.key_id and 'obeyed:write' = any (k.scopes))
    or not exists (select from webhook_deliveries d
                    where d.event_id = new.event_id and d.lane = new.customer_id)
  then
    raise exception 'not from here' using errcode = 'FT003';
  end if;
  new.told_at := clock_timestamp();
  return new;
end $$;
--> statement-breakpoint
create trigger obeyed_by_whom before insert on obeyed for each row execute function obeyed_by_whom();
