import type { Actor } from "./context";

/**
 * Who may act, as the table's columns: a customer; whoever holds a link that confirms, lowers or undoes; support
 * inside a visit; each role at the desk; a key of the brand's systems; a job of ours; a text from a number.
 */
export type Who =
  | "nobody"
  | "customer"
  | "confirm"
  | "stop"
  | "undo"
  | "visit"
  | "support"
  | "privacy_officer"
  | "admin"
  | "auditor"
  | "api_key"
  | "system"
  | "text";

const customer: readonly Who[] = ["customer"];
const looking: readonly Who[] = ["customer", "visit"];
const ours: readonly Who[] = ["system"];
const desk: readonly Who[] = ["support", "privacy_officer", "admin", "auditor"];

/**
 * The whole permission table: who may do which act. What is not listed is refused. A customer acts on their own
 * data only, a visit on its customer's; that is checked in `may`.
 */
export const policy = {
  "account.read": looking,
  "alert.hours": ["support"],
  "alert.many": ["support"],
  "alert.nested": ["visit"],
  "alert.staff": ["support"],
  "alert.ticket": ["support"],
  "account.set_locale": customer,
  "activity.read": looking,
  "audit.export": ["privacy_officer", "auditor"],
  "audit.read": ["privacy_officer", "auditor"],
  "audit.search": ["privacy_officer", "auditor"],
  "audit.verify": ["privacy_officer", "auditor"],
  "choice.read": ["customer", "visit", "stop", "undo", "api_key"],
  "choice.set": ["customer", "api_key"],
  "choice.export": ours,
  "choice.import": ours,
  "choice.lower": ["visit", "stop"],
  "choice.confirm": ["customer", "confirm"],
  "choice.signal": customer,
  "choice.undo": ["customer", "undo"],
  "copy.prepare": customer,
  "copy.download": customer,
  "customer.create": ["system", "api_key", "support"],
  "customer.link": ours,
  "customer.read": ["api_key"],
  "customer.refresh": ["customer", "system", "api_key", "support"],
  "decision.ask": ["api_key"],
  "held_data.correct": customer,
  "held_data.confirm_correction": customer,
  "held_data.read": looking,
  "held_data.reveal": customer,
  "held_data.stop_using": customer,
  "key.manage": ["admin", "system"],
  "key.read": ["admin", "auditor", "system"],
  "link.make": ["api_key"],
  "message.send": ["system", "customer", "privacy_officer", "nobody", "visit", "support", "api_key", "stop"],
  "obeyed.tell": ["api_key"],
  "request.answer": ["privacy_officer"],
  "request.open": ["customer", "visit"],
  "request.read": ["customer", "privacy_officer", "visit"],
  "request.write": customer,
  "request.desk": ["privacy_officer"],
  "request.look": ["privacy_officer"],
  "rules.read": [...desk, "visit"],
  "rules.sign": desk,
  "session.end": customer,
  "session.read": customer,
  "session.renew": customer,
  "session.start": ours,
  "source.probe": ["admin", "auditor"],
  "staff.add": ours,
  "staff.disable": ours,
  "staff.end": desk,
  "staff.factor": desk,
  "staff.read": desk,
  "staff.renew": desk,
  "staff.start": desk,
  "terms.decide": customer,
  "terms.desk": ["privacy_officer", "auditor", "system"],
  "terms.own": ["customer", "visit", "system"],
  "terms.publish": ["privacy_officer", "system"],
  "terms.shown": customer,
  "terms.tell": ours,
  "text.decide": ["support", "privacy_officer"],
  "text.read": ["support", "privacy_officer"],
  "text.receive": ["text"],
  "use.read": ["customer", "visit", "stop"],
  "use.record": ["system", "api_key"],
  "visit.complain": customer,
  "visit.end": ["visit"],
  "visit.find": ["support"],
  "visit.link": ["visit"],
  "visit.list": looking,
  "visit.own": ["support"],
  "visit.reveal": ["visit"],
  "visit.start": ["support"],
  "visit.view": ["visit"],
  "visit.wish": customer,
  "webhook.manage": ["admin", "api_key", "system"],
  "webhook.read": ["admin", "auditor", "api_key", "system"],
} as const satisfies Record<string, readonly Who[]>;

/** Something that may be done. */
export type Act = keyof typeof policy;

/** Which column of the table an actor is. */
export function whoIs(actor: Actor): Who {
  if (actor.kind === "token") return actor.scope === "why" ? "stop" : actor.scope;
  if (actor.kind === "staff") return actor.visit ? "visit" : actor.role;
  return actor.kind;
}

/** Whether this actor may do this act to this subject. Pure; the page shows what it answers. */
export function may(
  actor: Actor,
  act: Act,
  subject: { id: string; linked: readonly string[] } | null,
): boolean {
  const allowed: readonly Who[] = policy[act];
  if (!allowed.includes(whoIs(actor))) return false;
  const bound = boundTo(actor);
  if (bound === null) return true;
  return subject !== null && (subject.id === bound || subject.linked.includes(bound));
}

/** The one customer whom an actor may touch; null where the actor is not of one customer. */
function boundTo(actor: Actor): string | null {
  if (actor.kind === "customer") return actor.customerId;
  return actor.kind === "staff" && actor.visit ? actor.visit.customerId : null;
}
