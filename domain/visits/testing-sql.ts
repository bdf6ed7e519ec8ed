import { sql } from "drizzle-orm";
import { withSight } from "@/db/client";
import { proofOf } from "../context";
import { newId } from "../random";
import type { Scene } from "./testing-acts";
import { atDesk } from "./testing-sql-desk";

interface Event {
  act: string;
  actor: { kind: string; id: string };
  via: { kind: string; id: string };
  evidence?: boolean;
}

const hex = (byte: string) => `'\\x${byte.repeat(32)}'::bytea`;

/** One line for the ledger, as SQL; what it says of itself may be a lie. */
const event = ({ target }: Scene, { act, actor, via, evidence = false }: Event): string => `
  insert into choice_events (customer_id, seq, id, act_id, purpose, channel, act, state, actor_kind, actor_id,
    via_kind, via_id, shown_hash, locale, brand_hash, terms, evidence, at, hash)
  values ('${target.ctx.subject.id}', 0, '${newId()}', '${newId()}', 'offers', 'email', '${act}', 'granted',
    '${actor.kind}', '${actor.id}', '${via.kind}', '${via.id}', repeat('0', 64), 'en', 'x', '{}',
    ${evidence ? hex("01") : "null"}, now(), ${hex("00")}) returning 1`;

const staffOf = ({ presented }: Scene) => (presented.actor.kind === "staff" ? presented.actor : null);
const byStaff = (at: Scene) => ({ kind: "staff", id: staffOf(at)?.staffId ?? newId() });
const inVisit = (at: Scene) => ({ kind: "visit", id: staffOf(at)?.visit?.id ?? at.past });
const byCustomer = ({ target }: Scene) => ({ kind: "customer", id: target.ctx.subject.id });
const inSession = ({ target }: Scene) => ({ kind: "session", id: target.sessionId });

const visitFor = (at: Scene, staffId: string): string => `
  insert into visits (customer_id, id, staff_id, secret_hash, reason, words_sealed, ticket, shown_name, role)
  values ('${at.target.ctx.subject.id}', '${newId()}', '${staffId}', decode(md5('${newId()}'), 'hex'), '', '\\x00', '1',
    'X', 'support') returning 1`;

const own = ({ target }: Scene) => `customer_id = '${target.ctx.subject.id}'`;

/** What the app's own role tries in SQL, past every verb, with whatever secrets the column has. */
export const STATEMENTS: Readonly<Record<string, (at: Scene) => string>> = {
  "ledger: grant, as staff in the visit": (at) =>
    event(at, { act: "grant", actor: byStaff(at), via: inVisit(at), evidence: true }),
  "ledger: lower, as staff in the visit": (at) =>
    event(at, { act: "withdraw", actor: byStaff(at), via: inVisit(at), evidence: true }),
  "ledger: lower, without saying who asked": (at) =>
    event(at, { act: "withdraw", actor: byStaff(at), via: inVisit(at) }),
  "ledger: lower, in a visit that is over": (at) =>
    event(at, { act: "withdraw", actor: byStaff(at), via: { kind: "visit", id: at.past }, evidence: true }),
  "ledger: grant, as the customer's open session": (at) =>
    event(at, { act: "grant", actor: byCustomer(at), via: inSession(at) }),
  "ledger: grant, as the customer through the visit": (at) =>
    event(at, { act: "grant", actor: byCustomer(at), via: inVisit(at), evidence: true }),
  "ledger: grant, as staff through the session": (at) =>
    event(at, { act: "grant", actor: byStaff(at), via: inSession(at) }),
  "ledger: grant, as a system's key": (at) =>
    event(at, {
      act: "grant",
      actor: { kind: "api_key", id: at.past },
      via: { kind: "api_key", id: at.past },
    }),
  "choice_events: change a line": (at) =>
    `update choice_events set state = 'granted' where ${own(at)} returning 1`,
  "choice_events: delete a line": (at) => `delete from choice_events where ${own(at)} returning 1`,
  "choices: change the state": (at) => `update choices set state = 'granted' where ${own(at)} returning 1`,
  "choices: write a state": (at) =>
    `insert into choices (customer_id, purpose, channel, seq, state, actor_kind, at)
     values ('${at.target.ctx.subject.id}', 'news', 'email', 9, 'granted', 'customer', now()) returning 1`,
  "choices: delete a state": (at) => `delete from choices where ${own(at)} returning 1`,
  "choices: read another's": (at) => `select 1 from choices where customer_id = '${at.other}'`,
  "ledger_heads: move the end": (at) => `update ledger_heads set seq = seq + 1 where ${own(at)} returning 1`,
  "sessions: begin one": (at) =>
    `insert into sessions (customer_id, id, id_hash, method, device, expires_at)
     values ('${at.target.ctx.subject.id}', '${newId()}', decode(md5('${newId()}'), 'hex'), 'code', '', now() + interval '1 hour')
     returning 1`,
  "sessions: take one over": (at) =>
    `update sessions set id_hash = ${hex("07")} where ${own(at)} returning 1`,
  "sessions: make one longer": (at) =>
    `update sessions set expires_at = expires_at + interval '1 hour' where ${own(at)} returning 1`,
  "sessions: read the hash": (at) => `select id_hash from sessions where ${own(at)}`,
  "staff_sessions: take a colleague's over": (at) =>
    `update staff_sessions set id_hash = ${hex("08")} where staff_id <> '${byStaff(at).id}' and ended_at is null returning 1`,
  "staff_sessions: prove the second factor": (at) =>
    `update staff_sessions set second_at = now() where staff_id <> '${byStaff(at).id}' and ended_at is null returning 1`,
  "staff: take a role": (at) =>
    `update staff set role = case role when 'admin' then 'auditor' else 'admin' end where id = '${byStaff(at).id}' returning 1`,
  "visits: begin one": (at) => visitFor(at, staffOf(at)?.staffId ?? newId()),
  "visits: begin one as a colleague": (at) => visitFor(at, newId()),
  "visits: make one longer": (at) =>
    `update visits set ends_at = ends_at + interval '1 hour' where ${own(at)} returning 1`,
  "visits: open one again": (at) =>
    `update visits set ended_at = null, ended_how = null where id = '${at.past}' returning 1`,
  "visits: move one to another": (at) =>
    `update visits set customer_id = '${at.other}' where ${own(at)} returning 1`,
  "visits: read the hash": (at) => `select secret_hash from visits where ${own(at)}`,
  "visit_reveals: reveal a value": (at) =>
    `insert into visit_reveals (customer_id, visit_id, item, reason_sealed)
     values ('${at.target.ctx.subject.id}', '${inVisit(at).id}', 'email', '\\x00') returning 1`,
  "visit_views: note a page": (at) =>
    `insert into visit_views (customer_id, visit_id, page, item)
     values ('${at.target.ctx.subject.id}', '${inVisit(at).id}', '/x', '') returning 1`,
  "visit_wishes: say it for them": (at) =>
    `update visit_wishes set refused = not refused where ${own(at)} returning 1`,
  "visit_wishes: make a code": (at) =>
    `update visit_wishes set code_hash = ${hex("09")}, code_expires_at = now() + interval '10 minutes'
      where ${own(at)} returning 1`,
  "customer_settings: change the language": (at) =>
    `insert into customer_settings (customer_id, locale) values ('${at.target.ctx.subject.id}', 'de')
       on conflict (customer_id) do update set locale = 'de' returning 1`,
  "identifiers: change an address": (at) =>
    `update identifiers set sealed = '\\x00' where ${own(at)} returning 1`,
  "waiting_corrections: correct": (at) =>
    `insert into waiting_corrections (customer_id, id, item, sealed, code_hash, expires_at)
     values ('${at.target.ctx.subject.id}', '${newId()}', 'email', '\\x00', '\\x00', now() + interval '1 hour') returning 1`,
  "copies: make one": (at) =>
    `insert into copies (customer_id, token_hash, request_id, expires_at)
     values ('${at.target.ctx.subject.id}', ${hex("05")}, '${at.target.request}', now() + interval '1 hour') returning 1`,
  "customer_keys: forget them": (at) => `delete from customer_keys where ${own(at)} returning 1`,
  ...atDesk,
  "audit: change a line": (at) => `update audit set act = 'x' where ${own(at)} returning 1`,
  "audit: delete a line": (at) => `delete from audit where ${own(at)} returning 1`,
  "audit: read another's": (at) => `select 1 from audit where customer_id = '${at.other}' limit 1`,
  "requests: read another's": (at) => `select 1 from requests where customer_id = '${at.other}' limit 1`,
};

/** What a database says when it refuses; any other error is a mistake of the statement. */
const REFUSED = /^(42501|FT00[1-4]|23514)$/u;

/** Tries one statement as the app's role and takes it back: y when it did something, - when it was refused. */
export async function trySql(statement: string, at: Scene): Promise<"y" | "-"> {
  const sight = { subjects: [at.target.ctx.subject.id], ...proofOf(at.presented.actor) };
  let done: "y" | "-" = "-";
  try {
    await withSight(at.house.db, sight, async (tx) => {
      const { rows } = await tx.execute(sql.raw(statement));
      if (rows.length > 0) done = "y";
      throw new Error("taken back");
    });
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (!REFUSED.test(code) && !(error instanceof Error && error.message === "taken back"))
      throw new Error(`${statement}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  return done;
}
