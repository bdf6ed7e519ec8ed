CREATE TABLE "terms_heads" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"seq" integer NOT NULL,
	"hash" "bytea" NOT NULL
);

--> statement-breakpoint
-- The end of each chain about terms is noted, as that of the ledger is. Until this is done nobody adds a line, so that none
-- is left out; the owner is behind the wall as well, but for this one reading.
alter table terms_events no force row level security;
--> statement-breakpoint
insert into terms_heads (customer_id, seq, hash)
  select distinct on (customer_id) customer_id, seq, hash from terms_events order by customer_id, seq desc;
--> statement-breakpoint
alter table terms_events force row level security;
--> statement-breakpoint
create or replace function terms_append() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  head terms_heads;
begin
  perform pg_advisory_xact_lock(hashtextextended('terms/' || new.customer_id, 0));
  select * into head from terms_heads h where h.customer_id = new.customer_id;
  new.at := date_trunc('milliseconds', clock_timestamp());
  new.seq := coalesce(head.seq, 0) + 1;
  new.prev := head.hash;
  perform terms_check(new);
  new.hash := sha256('\x00'::bytea || convert_to(terms_event_text(new), 'UTF8'));
  insert into terms_heads (customer_id, seq, hash) values (new.customer_id, new.seq, new.hash)
    on conflict (customer_id) do update set seq = excluded.seq, hash = excluded.hash;
  return new;
end $$;
