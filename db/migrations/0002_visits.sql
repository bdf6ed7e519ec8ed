-- A visit begins now, lasts fifteen minutes by this clock, and ends once. Errors as the ledger's: FT002, FT003; and
-- FT004 where the customer refuses it.

-- Whether a person refuses visits, on any of their records; and whether a code of theirs is used up at this moment.
create function visit_refused(whose uuid, with_code boolean) returns boolean language plpgsql volatile
set search_path = pg_catalog, public, pg_temp as $$
declare
  refused boolean;
  spent boolean;
begin
  select bool_or(w.refused), bool_or(w.code_hash is null and w.code_expires_at > clock_timestamp()
      and w.xmin::text = (pg_current_xact_id()::text::bigint % 4294967296)::text) into refused, spent
    from visit_wishes w where w.customer_id = whose
      or exists (select from customer_joins j where j.customer_id = whose and j.other_id = w.customer_id);
  return case when with_code then not coalesce(spent, false) else coalesce(refused, false) end;
end $$;
--> statement-breakpoint

create function visit_begin() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('visit/' || new.staff_id, 0));
  perform from staff m join staff_sessions s on s.staff_id = m.id
   where m.id = new.staff_id and m.role = 'support' and s.id = app_staff_session()
     and s.second_at > clock_timestamp() - interval '5 minutes 30 seconds';
  if not found then
    raise exception 'only support, freshly proved, opens a visit' using errcode = 'FT003';
  end if;
  perform from visits v where v.staff_id = new.staff_id and v.ended_at is null and v.ends_at > clock_timestamp();
  if found then
    raise exception 'one visit at a time' using errcode = 'FT002';
  end if;
  -- Whoever refuses at this very moment is waited for, and the other way round: one of the two sees the other.
  perform pg_advisory_xact_lock(hashtextextended('visit_of/' || new.customer_id, 0));
  if visit_refused(new.customer_id, new.with_code) then
    raise exception 'the customer refuses visits' using errcode = 'FT004';
  end if;
  new.role := 'support';
  new.started_at := date_trunc('milliseconds', clock_timestamp());
  new.ends_at := new.started_at + interval '15 minutes';
  new.ended_at := null;
  new.ended_how := null;
  new.told_at := null;
  return new;
end $$;
--> statement-breakpoint
create trigger visits_begin before insert on visits for each row execute function visit_begin();
--> statement-breakpoint
create function visit_end() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.ended_at is not null and (new.ended_at, new.ended_how) is distinct from (old.ended_at, old.ended_how) then
    raise exception 'a visit that is over stays over' using errcode = 'FT003';
  end if;
  if old.ended_at is null and new.ended_at is not null then
    new.ended_at := least(date_trunc('milliseconds', clock_timestamp()), old.ends_at);
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger visits_end before update on visits for each row execute function visit_end();
--> statement-breakpoint
-- What is noted in a visit is noted by whoever visits, while it lasts.
create function visit_note() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from visits v where v.customer_id = new.customer_id and v.id = new.visit_id and v.id = app_visit();
  if not found then
    raise exception 'the visit is not open' using errcode = 'FT002';
  end if;
  new.at := date_trunc('milliseconds', clock_timestamp());
  return new;
end $$;
--> statement-breakpoint
create trigger visit_views_new before insert on visit_views for each row execute function visit_note();
--> statement-breakpoint
create trigger visit_reveals_new before insert on visit_reveals for each row execute function visit_note();
--> statement-breakpoint
-- Nobody is signed in as a customer from the desk.
create function session_refuse_staff() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if nullif(current_setting('app.staff', true), '') is not null then
    raise exception 'staff does not sign customers in' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger sessions_new before insert on sessions for each row execute function session_refuse_staff();
--> statement-breakpoint
-- Nobody takes a session over: a new secret takes the old one, and what is over stays over.
create function session_keep() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.customer_id, new.id) <> (old.customer_id, old.id) or new.expires_at > old.expires_at
     or (old.ended_at is not null and new.ended_at is distinct from old.ended_at)
     or (new.id_hash <> old.id_hash and old.id_hash is distinct from app_hash('session')) then
    raise exception 'a session is its own' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger sessions_kept before update on sessions for each row execute function session_keep();
--> statement-breakpoint
-- What a customer wants about visits is the customer's to say, in a session of theirs; who tries a code wears it out.
create function visit_wish() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('visit_of/' || new.customer_id, 0));
  if tg_op = 'UPDATE' and (new.customer_id, new.refused, new.tell) = (old.customer_id, old.refused, old.tell)
     and new.code_tries >= old.code_tries
     and (new.code_hash is null or (new.code_hash, new.code_expires_at) = (old.code_hash, old.code_expires_at)) then
    return new;
  end if;
  perform from sessions s where s.id_hash = app_hash('session') and s.ended_at is null
    and s.expires_at > clock_timestamp() and s.last_seen_at > clock_timestamp() - interval '31 minutes'
    and (s.customer_id = new.customer_id or exists (select from customer_joins j
           where j.customer_id = new.customer_id and j.other_id = s.customer_id));
  if not found then
    raise exception 'only the customer says this' using errcode = 'FT003';
  end if;
  if new.code_expires_at > clock_timestamp() + interval '31 minutes' then
    raise exception 'a code is good for half an hour' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger visit_wishes_said before insert or update on visit_wishes for each row execute function visit_wish();
--> statement-breakpoint
-- From the desk nothing of a customer's is changed but by the ledger: no address, language, correction, copy or
-- key. Only whoever a search found in the sources alone is written down, together with being made.
create function desk_changes_nothing() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if nullif(current_setting('app.staff', true), '') is not null
     and (tg_op <> 'INSERT' or not exists (select from customers c where c.id = new.customer_id
            and c.xmin::text = (pg_current_xact_id()::text::bigint % 4294967296)::text)) then
    raise exception 'not from the desk' using errcode = 'FT003';
  end if;
  return coalesce(new, old);
end $$;
--> statement-breakpoint
create trigger customer_settings_at_desk before insert or update or delete on customer_settings
  for each row execute function desk_changes_nothing();
--> statement-breakpoint
create trigger identifiers_at_desk before insert or update or delete on identifiers
  for each row execute function desk_changes_nothing();
--> statement-breakpoint
create trigger customer_links_at_desk before insert or update or delete on customer_links
  for each row execute function desk_changes_nothing();
--> statement-breakpoint
create trigger customer_keys_at_desk before insert or update or delete on customer_keys
  for each row execute function desk_changes_nothing();
--> statement-breakpoint
create trigger waiting_corrections_at_desk before insert or update or delete on waiting_corrections
  for each row execute function desk_changes_nothing();
--> statement-breakpoint
create trigger copies_at_desk before insert or update or delete on copies
  for each row execute function desk_changes_nothing();
--> statement-breakpoint
-- A session of staff is its own, too: a new secret and a newer second factor take the secret that it has now.
create function staff_session_keep() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.id, new.staff_id, new.version) <> (old.id, old.staff_id, old.version) or new.expires_at > old.expires_at
     or (old.ended_at is not null and new.ended_at is distinct from old.ended_at)
     or ((new.id_hash <> old.id_hash or new.second_at > coalesce(old.second_at, '-infinity'))
         and old.id_hash is distinct from app_hash('staff')) then
    raise exception 'a session is its own' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger staff_sessions_kept before update on staff_sessions
  for each row execute function staff_session_keep();
--> statement-breakpoint
-- Who is what is not decided at the desk, but where staff are added and signed in.
create function staff_standing() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if nullif(current_setting('app.staff', true), '') is not null
     and (new.role, new.version, new.disabled_at) is distinct from (old.role, old.version, old.disabled_at) then
    raise exception 'not from the desk' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger staff_standing_kept before update on staff for each row execute function staff_standing();
