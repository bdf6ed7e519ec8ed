-- A sign-in may prove that two records which were one person are two: then their join is taken back. Like joining,
-- that is never done at the desk.
create or replace function desk_joins_nobody() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if app_hash('staff') is not null then
    raise exception 'not from the desk' using errcode = 'FT003';
  end if;
  return coalesce(new, old);
end $$;
--> statement-breakpoint
create trigger customer_joins_kept_at_desk before delete on customer_joins
  for each row execute function desk_joins_nobody();
