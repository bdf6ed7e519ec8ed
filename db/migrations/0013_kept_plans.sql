-- The same writes for less: plans are kept where each transaction planned anew, and what is called for each row sets no
-- search path of its own. What is judged, chained and hashed is as before, to the byte.

-- As before, without a search path of its own: whoever calls it has one, and setting it took longer than checking.
create or replace function ledger_check_order(e choice_events, cell choices) returns void language plpgsql as $$
begin
  if e.via_kind = 'token' and e.act = 'pause' and e.paused_until < cell.paused_until then
    raise exception 'a link may only lower' using errcode = 'FT003';
  end if;
  if e.via_kind = 'token' and e.act = 'frequency' and array_position(array['every', 'weekly', 'monthly'], e.frequency)
     <= array_position(array['every', 'weekly', 'monthly'], coalesce(cell.frequency, 'every')) then
    raise exception 'a link may only lower' using errcode = 'FT003';
  end if;
  if e.via_kind = 'api_key' and e.act in ('grant', 'ask', 'unobject') and e.occurred_at <= cell.since then
    raise exception 'something newer was said' using errcode = 'FT004';
  end if;
  -- What is brought in never wakes a no, and never stands above what was said here.
  if e.via_kind = 'import' and e.act in ('grant', 'ask', 'unobject') and (
       cell.state in ('withdrawn', 'refused', 'objected')
       or cell.actor_kind in ('customer', 'token', 'staff', 'text', 'signal')
       or coalesce(e.occurred_at, 'epoch') <= cell.since) then
    raise exception 'something stands that an import does not change' using errcode = 'FT004';
  end if;
  if e.via_kind = 'import' and ((e.act = 'pause' and e.paused_until < cell.paused_until)
       or (e.act = 'frequency' and cell.frequency is not null)) then
    raise exception 'something stands that an import does not change' using errcode = 'FT004';
  end if;
  if e.via_kind = 'api_key' and e.act = 'pause' and e.paused_until < cell.paused_until
     and e.occurred_at <= cell.at then
    raise exception 'something newer was said' using errcode = 'FT004';
  end if;
end $$;
--> statement-breakpoint
-- As before, and for the same reason without one of its own.
create or replace function ledger_check_told(via text, whose uuid, actor text, told choice_events[]) returns void language plpgsql as $$
declare
  moment constant timestamptz := date_trunc('milliseconds', clock_timestamp());
begin
  if via = 'api_key' and actor = whose::text then
    if exists (select from unnest(told) e where e.evidence is null or e.occurred_at is null
                 or e.occurred_at > moment + interval '5 minutes' or e.act not in ('grant', 'ask', 'withdraw',
                    'cancel', 'object', 'unobject', 'pause')) then
      raise exception 'a system brings evidence and says when' using errcode = 'FT003';
    end if;
    perform from api_keys k where k.id = whose and k.id = app_api_key() and 'choices:write' = any (k.scopes);
  elsif via = 'import' then
    if exists (select from unnest(told) e where e.evidence is null
                 or date_trunc('milliseconds', e.occurred_at) > moment or e.act not in ('grant', 'ask', 'withdraw',
                    'cancel', 'object', 'unobject', 'pause', 'frequency')) then
      raise exception 'an import brings evidence of what was said before' using errcode = 'FT003';
    end if;
    -- the run that is going on: the actor is the tool whose file it is
    perform from imports i where i.id = whose and i.tool = actor and i.hash = app_hash('import')
      and i.finished_at is null;
  else
    raise exception 'no such actor may do this' using errcode = 'FT003';
  end if;
  if not found then
    raise exception 'what was presented is not open for this customer' using errcode = 'FT002';
  end if;
end $$;
--> statement-breakpoint
-- Lines of the audit, of many calls at one time.
create function audit_lines(lines json) returns void language plpgsql
set plan_cache_mode = force_generic_plan as $$
begin
  insert into audit (customer_id, id, actor_kind, actor_id, act, detail, request_id)
    select "customerId", id, "actorKind", "actorId", act, detail, "requestId"
      from json_to_recordset(lines) as line ("customerId" uuid, id uuid, "actorKind" text, "actorId" text, act text,
           detail jsonb, "requestId" text);
end $$;
--> statement-breakpoint
-- Keeps answers for repeats. Waits for whoever writes the same ones, in one order, so that two who do not wait for each
-- other; over an answer whose time is over it writes anew. Gives back which it wrote.
create function keep_answers(answers json, hours integer) returns text[] language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  written text[];
begin
  with kept as (
    insert into idempotency as before (system, route, hash, request, status, body, expires_at)
      select system, route, decode(hash, 'hex'), decode(request, 'hex'), status, decode(body, 'base64'),
             clock_timestamp() + make_interval(hours => keep_answers.hours)
        from json_to_recordset(answers) as answer (system text, route text, hash text, request text, status integer,
             body text)
       order by system, route, hash
      on conflict (system, route, hash) do update
         set request = excluded.request, status = excluded.status, body = excluded.body,
             expires_at = excluded.expires_at
       where before.expires_at <= clock_timestamp()
      returning system, route, hash)
  select array_agg(k.system || ' ' || k.route || ' ' || encode(k.hash, 'hex')) into written from kept k;
  return coalesce(written, '{}');
end $$;
--> statement-breakpoint
-- Answers that are kept, of those places asked about; each by its place among them.
create function kept_answers(systems text[], routes text[], hashes text[]) returns json language plpgsql stable
set plan_cache_mode = force_generic_plan as $$
begin
  return (select json_agg(json_build_array(asked.n, encode(kept.request, 'hex'), kept.status, encode(kept.body, 'base64')))
            from unnest(systems, routes, hashes) with ordinality as asked (system, route, hash, n)
           cross join lateral (select i.request, i.status, i.body from idempotency i
             where i.system = asked.system and i.route = asked.route and i.hash = decode(asked.hash, 'hex')
               and i.expires_at > clock_timestamp() limit 1) kept);
end $$;
--> statement-breakpoint
-- Asked of each row only where somebody is at the desk; elsewhere the asking cost, and nothing was ever refused.
create or replace trigger identifiers_at_desk before insert or update or delete on identifiers
  for each row when (coalesce(current_setting('app.staff', true), '') <> '') execute function desk_changes_nothing();
--> statement-breakpoint
create or replace trigger customer_links_at_desk before insert or update or delete on customer_links
  for each row when (coalesce(current_setting('app.staff', true), '') <> '') execute function desk_changes_nothing();
--> statement-breakpoint
create or replace trigger customer_keys_at_desk before insert or update or delete on customer_keys
  for each row when (coalesce(current_setting('app.staff', true), '') <> '') execute function desk_changes_nothing();
--> statement-breakpoint
-- No question was ever answered by it, and each event was written to it: the chain has each by its place.
ALTER TABLE "choice_events" DROP CONSTRAINT "choice_events_id";
