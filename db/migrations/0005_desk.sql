-- From a session of the desk everybody keeps to what is theirs there: keys are an admin's, factors and signatures
-- one's own, requests are opened in a visit and answered by an officer. Errors: FT003.

-- Whether something of this person of staff may be changed: by themselves, in the moment of signing in, or where
-- nobody of the desk acts.
create function desk_is_own(whose uuid) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  return app_hash('staff') is null or whose = coalesce(app_staff(), whose)
    and (app_staff() is not null
      or not exists (select from staff_sessions s where s.id_hash = app_hash('staff')));
end $$;
--> statement-breakpoint
create function desk_keep_own() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  whose uuid := case tg_table_name when 'staff' then (to_jsonb(old) ->> 'id')::uuid
    else (coalesce(to_jsonb(new), to_jsonb(old)) ->> 'staff_id')::uuid end;
begin
  if not desk_is_own(whose) then
    raise exception 'that is a colleague''s' using errcode = 'FT003';
  end if;
  return coalesce(new, old);
end $$;
--> statement-breakpoint
create trigger staff_own before update on staff for each row execute function desk_keep_own();
--> statement-breakpoint
create trigger staff_sessions_own before update on staff_sessions for each row execute function desk_keep_own();
--> statement-breakpoint
create trigger staff_passkeys_own before insert or update or delete on staff_passkeys
  for each row execute function desk_keep_own();
--> statement-breakpoint
create trigger staff_recovery_codes_own before insert or update or delete on staff_recovery_codes
  for each row execute function desk_keep_own();
--> statement-breakpoint
create trigger staff_signatures_own before insert on staff_signatures
  for each row execute function desk_keep_own();
--> statement-breakpoint
-- Nobody who came with a session, a link or a key makes somebody of staff, or signs one in but by the secret that
-- the session begins with.
create function desk_makes_nobody() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if coalesce(app_hash('session'), app_hash('token'), app_hash('key'), app_hash('visit')) is not null
     or (app_hash('staff') is not null and app_hash('staff')
         is distinct from decode(substr(to_jsonb(new) ->> 'id_hash', 3), 'hex')) then
    raise exception 'not from here' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger staff_made before insert on staff for each row execute function desk_makes_nobody();
--> statement-breakpoint
create trigger staff_sessions_made before insert on staff_sessions
  for each row execute function desk_makes_nobody();
--> statement-breakpoint
-- A key raises choices, so it is made and ended by an admin, or where nobody came at all: at the command line.
create function api_key_by_admin() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if coalesce(app_hash('staff'), app_hash('session'), app_hash('token'), app_hash('key'), app_hash('visit')) is null then
    return new;
  end if;
  perform from staff m where m.id = app_staff() and m.role = 'admin';
  if not found then
    raise exception 'only an admin makes keys' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger api_keys_made before insert or update of revoked_at, expires_at on api_keys
  for each row execute function api_key_by_admin();
--> statement-breakpoint
-- That two records are one person is found by signing in, never at the desk: a visit would reach further by it.
create function desk_joins_nobody() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if app_hash('staff') is not null then
    raise exception 'not from the desk' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger customer_joins_at_desk before insert on customer_joins
  for each row execute function desk_joins_nobody();
--> statement-breakpoint
-- A request that staff open says in which visit; what becomes of one is an officer's to say.
create function desk_requests() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if app_hash('staff') is null or (tg_op = 'UPDATE' and app_desk('requests')) then
    return new;
  end if;
  perform from visits v where tg_op = 'INSERT' and v.id = app_visit() and v.id = new.opened_in
    and new.answered_at is null and (v.customer_id = new.customer_id or exists (select from customer_joins j
          where j.customer_id = new.customer_id and j.other_id = v.customer_id));
  if not found then
    raise exception 'not from here' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger requests_at_desk before insert or update on requests
  for each row execute function desk_requests();
--> statement-breakpoint
create function desk_messages() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if app_hash('staff') is not null and not (new.author = 'brand' and app_desk('requests')) then
    raise exception 'not from here' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger request_messages_at_desk before insert on request_messages
  for each row execute function desk_messages();
