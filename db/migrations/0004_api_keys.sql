-- A key that is over stays over, and its end only ever comes nearer.

create function api_key_change() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at
    or old.expires_at is not null and (new.expires_at is null or new.expires_at > old.expires_at)
  then
    raise exception 'a key that is over stays over' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger api_keys_change before update on api_keys for each row execute function api_key_change();
