import { newId } from "../random";
import type { Scene } from "./testing-acts";

const hash = () => `decode(md5('${newId()}'), 'hex')`;
const a = ({ target }: Scene) => `'${target.ctx.subject.id}'`;

/** What the app's own role tries in SQL with what is the desk's own, past every verb. */
export const atDesk: Readonly<Record<string, (at: Scene) => string>> = {
  "customer_joins: reach somebody else": (at) =>
    `insert into customer_joins (customer_id, other_id) values (${a(at)}, '${at.other}') returning 1`,
  "api_keys: make one": () =>
    `insert into api_keys (id, name, prefix, hash, scopes, created_by)
     values ('${newId()}', 'X', 'frt_x', ${hash()}, '{choices:write}', 'X') returning 1`,
  "obeyed: say so for a system": (at) =>
    `insert into obeyed (customer_id, event_id, system, at, key_id)
     values (${a(at)}, '${newId()}', 'x', now(), coalesce((select id from api_keys limit 1), '${newId()}')) returning 1`,
  "staff: make somebody": () =>
    `insert into staff (id, lookup, email_sealed, name, role)
     values ('${newId()}', ${hash()}, '\\x00', 'X', 'admin') returning 1`,
  "staff_sessions: begin one": () =>
    `insert into staff_sessions (id, id_hash, staff_id, version, method, device, expires_at)
     select '${newId()}', ${hash()}, id, version, 'totp', '', now() + interval '1 hour' from staff limit 1 returning 1`,
  "staff_sessions: sign a colleague out": (at) =>
    `update staff_sessions set ended_at = now() where ${aColleague(at, "staff_id")} and ended_at is null returning 1`,
  "staff: set a colleague's authenticator": (at) =>
    `update staff set totp_sealed = null where ${aColleague(at, "id")} returning 1`,
  "staff_recovery_codes: make a colleague's": (at) =>
    `insert into staff_recovery_codes (staff_id, hash)
     select id, ${hash()} from staff where ${aColleague(at, "id")} limit 1 returning 1`,
  "staff_signatures: sign for a colleague": (at) =>
    `insert into staff_signatures (staff_id, id, role, rules_hash, text_hash, locale)
     select id, '${newId()}', 'support', 'x', 'x', 'en' from staff where ${aColleague(at, "id")} limit 1 returning 1`,
  "requests: open one outside of a visit": (at) =>
    `insert into requests (customer_id, id, kind, opened_at, identity_at, jurisdiction, due_on)
     values (${a(at)}, '${newId()}', 'erase', now(), now(), 'eu', '2027-01-01') returning 1`,
  "requests: answer one": (at) =>
    `update requests set outcome = 'refused', answered_at = now() where id = '${at.target.request}' returning 1`,
  "request_messages: write as the brand": (at) =>
    `insert into request_messages (customer_id, id, request_id, author, at, text_sealed)
     values (${a(at)}, '${newId()}', '${at.target.request}', 'brand', now(), '\\x00') returning 1`,
};

/** Anybody of staff but whoever tries. */
function aColleague({ presented: { actor } }: Scene, column: string): string {
  return actor.kind === "staff" ? `${column} <> '${actor.staffId}'` : "true";
}
