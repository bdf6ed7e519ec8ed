-- A process knows a key for a second. Whatever is written through one has its line in the audit, so here is asked whether it
-- still opens: one that was revoked or ended meanwhile writes nothing any more, of nobody and nowhere.
create function audit_key_opens() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if app_hash('key') is not null and app_api_key() is null then
    raise exception 'the key is over' using errcode = 'FT003';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger audit_key_opens after insert on audit for each statement execute function audit_key_opens();
