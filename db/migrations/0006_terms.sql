-- Terms. A published version never changes, and what people were shown of it and said to it is one chain each, only
-- ever added to: numbered, timed, judged, chained and hashed here. Errors: FT001 never changed, FT002 not open,
-- FT003 not allowed.

alter table terms_versions
  add constraint terms_versions_day check (version ~ '^\d{4}-\d{2}-\d{2}$'),
  add constraint terms_versions_hash check (hash ~ '^[0-9a-f]{64}$');
--> statement-breakpoint
create trigger terms_versions_unchanged before update or delete or truncate on terms_versions
  for each statement execute function ledger_refuse_change();
--> statement-breakpoint
-- Publishing is for a privacy officer, or where nobody came at all: at the command line and at the first start.
create function terms_publish() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  new.published_at := date_trunc('milliseconds', clock_timestamp());
  if coalesce(app_hash('session'), app_hash('token'), app_hash('key'), app_hash('visit')) is not null
     or (app_hash('staff') is not null
         and not exists (select from staff where id = app_staff() and role = 'privacy_officer')) then
    raise exception 'not from here' using errcode = 'FT003';
  end if;
  perform from texts t where t.hash = new.hash;
  if not found then
    raise exception 'a version is published with its texts' using errcode = 'FT003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger terms_versions_publish before insert on terms_versions
  for each row execute function terms_publish();
--> statement-breakpoint
-- RFC 8785, as the ledger of choices.
create function terms_event_text(e terms_events) returns text language sql stable parallel safe
set search_path = pg_catalog, public, pg_temp as $$
  select '{' || string_agg(to_json(key)::text || ':' || coalesce(value, 'null'), ',' order by key collate "C") || '}'
    from (values
      ('act', to_json(e.act)::text),
      ('actor_kind', to_json(e.actor_kind)::text),
      ('at', to_json(ledger_time(e.at))::text),
      ('customer_id', to_json(e.customer_id)::text),
      ('document', to_json(e.document)::text),
      ('id', to_json(e.id)::text),
      ('locale', to_json(e.locale)::text),
      ('prev', to_json(encode(e.prev, 'hex'))::text),
      ('seq', e.seq::text),
      ('session_id', to_json(e.session_id)::text),
      ('shown_hash', to_json(e.shown_hash)::text),
      ('terms_hash', to_json(e.terms_hash)::text),
      ('version', to_json(e.version)::text)
    ) as fields (key, value)
$$;
--> statement-breakpoint
-- Only the person says something, in a session of theirs that is open and whose secret came in with the request. We
-- say that we told them by message, and nothing else in their name.
create function terms_check(e terms_events) returns void language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if e.actor_kind = 'system' and e.act = 'told' and e.session_id is null
     and coalesce(app_hash('session'), app_hash('token'), app_hash('key'), app_hash('visit'),
                  app_hash('staff')) is null then
    null;
  elsif e.actor_kind = 'customer' and e.act in ('shown', 'agree', 'later', 'refuse') then
    -- of that very customer, or of another record that was found to be the same person
    perform from sessions s where s.id = e.session_id and s.id_hash = app_hash('session')
      and (s.customer_id = e.customer_id or exists (select from customer_joins j
             where j.customer_id = e.customer_id and j.other_id = s.customer_id))
      and s.ended_at is null and s.expires_at > e.at and s.last_seen_at > e.at - interval '31 minutes';
    if not found then
      raise exception 'what was presented is not open for this customer' using errcode = 'FT002';
    end if;
  else
    raise exception 'no such actor may do this' using errcode = 'FT003';
  end if;
  perform from terms_versions v where v.document = e.document and v.version = e.version and v.hash = e.terms_hash;
  if not found then
    raise exception 'no such version was published' using errcode = 'FT003';
  end if;
end $$;
--> statement-breakpoint
create function terms_append() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  head terms_events;
begin
  perform pg_advisory_xact_lock(hashtextextended('terms/' || new.customer_id, 0));
  select * into head from terms_events h where h.customer_id = new.customer_id order by h.seq desc limit 1;
  new.at := date_trunc('milliseconds', clock_timestamp());
  new.seq := coalesce(head.seq, 0) + 1;
  new.prev := head.hash;
  perform terms_check(new);
  new.hash := sha256('\x00'::bytea || convert_to(terms_event_text(new), 'UTF8'));
  return new;
end $$;
--> statement-breakpoint
create trigger terms_events_append before insert on terms_events
  for each row execute function terms_append();
--> statement-breakpoint
create trigger terms_events_unchanged before update or delete or truncate on terms_events
  for each statement execute function ledger_refuse_change();
--> statement-breakpoint
alter table terms_events
  add constraint terms_events_hashes check (terms_hash ~ '^[0-9a-f]{64}$' and shown_hash ~ '^[0-9a-f]{64}$'
    and octet_length(hash) = 32);
