-- Texts that come in and the numbers that said stop. A number is opened again only by its own START, or by staff who
-- read that an unclear text was no stop. Errors: FT003.

create function inbound_text_made() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.hash = app_hash('text') and new.lookup = app_hash('lookup')) is not true or new.decided is not null then
    raise exception 'a text comes in by itself' using errcode = 'FT003';
  end if;
  new.received_at := clock_timestamp();
  return new;
end $$;
--> statement-breakpoint
create trigger inbound_texts_made before insert on inbound_texts
  for each row execute function inbound_text_made();
--> statement-breakpoint
-- An unclear text is decided once: by staff who read it, or by a later text of that number that is clear.
create function inbound_text_decided() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.decided is not distinct from old.decided then
    new.decided_by := old.decided_by;
    new.decided_at := old.decided_at;
    return new;
  end if;
  if old.means <> 'unclear' or old.decided is not null
     or new.decided not in ('stop', 'not_stop', 'overtaken')
     or (new.decided = 'overtaken') <> (app_staff() is null)
     or (app_staff() is not null and not app_desk('texts'))
     or (app_staff() is null and (app_hash('text') is null or old.lookup <> app_hash('lookup'))) then
    raise exception 'that is not to be decided here' using errcode = 'FT003';
  end if;
  new.decided_by := app_staff();
  new.decided_at := clock_timestamp();
  return new;
end $$;
--> statement-breakpoint
create trigger inbound_texts_decided before update on inbound_texts
  for each row execute function inbound_text_decided();
--> statement-breakpoint
-- Where a number stands follows a text of this very moment: one that came in, or one that staff have just read.
create function channel_stop_follows() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from inbound_texts t where t.id = new.text_id and t.lookup = new.lookup and t.line = new.line
     and t.xmin::text = (pg_current_xact_id()::text::bigint % 4294967296)::text
     and case new.state
       when 'stopped' then (t.means = 'stop' and t.hash = app_hash('text'))
         or (t.decided = 'stop' and t.decided_by = app_staff())
       when 'unclear' then t.means = 'unclear' and t.hash = app_hash('text')
         and (tg_op = 'INSERT' or old.state <> 'stopped')
       when 'open' then (t.means = 'start' and t.hash = app_hash('text'))
         or (t.decided = 'not_stop' and t.decided_by = app_staff() and tg_op = 'UPDATE' and old.state = 'unclear')
       else false end;
  if not found then
    raise exception 'only a text says so' using errcode = 'FT003';
  end if;
  new.at := clock_timestamp();
  return new;
end $$;
--> statement-breakpoint
create trigger channel_stops_follow before insert or update on channel_stops
  for each row execute function channel_stop_follows();
--> statement-breakpoint
alter table inbound_texts
  add constraint inbound_texts_means check (means in ('stop', 'start', 'help', 'unclear', 'other')),
  add constraint inbound_texts_decided check (decided in ('stop', 'not_stop', 'overtaken')),
  add constraint inbound_texts_sealed check (sealed is null or means = 'unclear');
--> statement-breakpoint
alter table channel_stops
  add constraint channel_stops_state check (state in ('stopped', 'unclear', 'open'));
