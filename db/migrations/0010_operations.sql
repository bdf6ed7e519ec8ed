CREATE TABLE "clocks" (
	"kind" text NOT NULL,
	"id" uuid NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"due_on" date,
	CONSTRAINT "clocks_kind_id_pk" PRIMARY KEY("kind","id")
);
--> statement-breakpoint
CREATE TABLE "forgotten" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_checks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"customers" integer NOT NULL,
	"events" bigint NOT NULL,
	"faults" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "clocks_ends_at" ON "clocks" USING btree ("kind","ends_at");--> statement-breakpoint
CREATE INDEX "ledger_checks_at" ON "ledger_checks" USING btree ("at");--> statement-breakpoint
-- What an operator sees and keeps. Tables are taken in the order in which the app takes them, so that neither waits for
-- the other. A clock runs from the row that it belongs to; what ended by itself is taken away with the next one.
create function clock_of_visit() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.ended_at is null then
    delete from clocks c using (select k.kind, k.id from clocks k where k.kind = 'visit' and k.ends_at < clock_timestamp()
                                 limit 100 for update skip locked) gone
     where c.kind = gone.kind and c.id = gone.id;
    insert into clocks (kind, id, ends_at) values ('visit', new.id, new.ends_at) on conflict do nothing;
  else
    delete from clocks where kind = 'visit' and id = new.id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger visits_clock after insert or update of ended_at on visits
  for each row execute function clock_of_visit();
--> statement-breakpoint
create function note_forgotten() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into forgotten (id) values (old.customer_id) on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
create trigger customer_keys_forgotten after delete on customer_keys
  for each row execute function note_forgotten();
--> statement-breakpoint
create function clock_of_request() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.answered_at is null then
    insert into clocks (kind, id, due_on) values ('request', new.id, new.due_on)
      on conflict (kind, id) do update set due_on = excluded.due_on;
  else
    delete from clocks where kind = 'request' and id = new.id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger requests_clock after insert or update of answered_at, due_on on requests
  for each row execute function clock_of_request();
--> statement-breakpoint
-- The owner is behind the wall as well, but for this one reading of what is open now.
alter table requests no force row level security;
--> statement-breakpoint
insert into clocks (kind, id, due_on) select 'request', id, due_on from requests where answered_at is null
  on conflict do nothing;
--> statement-breakpoint
alter table requests force row level security;
--> statement-breakpoint
-- Old webhooks are swept. What waits or was given up never is, unless its endpoint is gone.
create function webhook_event_swept() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from webhook_deliveries d where d.event_id = old.id) then
    raise exception 'it is still to be told' using errcode = 'FT003';
  end if;
  return old;
end $$;
--> statement-breakpoint
create trigger webhook_events_swept before delete on webhook_events
  for each row execute function webhook_event_swept();
--> statement-breakpoint
create function webhook_delivery_swept() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.state <> 'delivered'
    and not exists (select from webhook_endpoints p where p.id = old.endpoint_id and p.deleted_at is not null)
  then
    raise exception 'it did not arrive yet' using errcode = 'FT003';
  end if;
  return old;
end $$;
--> statement-breakpoint
create trigger webhook_deliveries_swept before delete on webhook_deliveries
  for each row execute function webhook_delivery_swept();
