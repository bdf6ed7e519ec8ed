import type { Actor } from "./context";

type Who = Actor["kind"];

const customer: readonly Who[] = ["customer"];
const customerOrToken: readonly Who[] = ["customer", "token"];
const ours: readonly Who[] = ["system"];

/**
 * The whole permission table: which actor may do which act. What is not listed is refused.
 * A customer acts on their own data only; that is checked in `may`.
 */
export const policy = {
  "account.read": customer,
  "account.set_locale": customer,
  "activity.read": customer,
  "choice.read": customer,
  "choice.set": customer,
  "choice.confirm": customerOrToken,
  "choice.undo": customer,
  "copy.prepare": customer,
  "copy.download": customer,
  "customer.create": ours,
  "customer.link": ours,
  "customer.refresh": ["customer", "system"],
  "held_data.correct": customer,
  "held_data.confirm_correction": customer,
  "held_data.read": customer,
  "held_data.reveal": customer,
  "held_data.stop_using": customer,
  "message.send": ["system", "customer", "privacy_officer", "nobody"],
  "request.answer": ["privacy_officer"],
  "request.open": customer,
  "request.read": ["customer", "privacy_officer"],
  "request.write": customer,
  "session.end": customer,
  "session.read": customer,
  "session.renew": customer,
  "session.start": ours,
  "use.record": ours,
} as const satisfies Record<string, readonly Who[]>;

/** Something that may be done to a person's data. */
export type Act = keyof typeof policy;

/** Whether this actor may do this act to this subject. Pure; the page shows what it answers. */
export function may(
  actor: Actor,
  act: Act,
  subject: { id: string; linked: readonly string[] } | null,
): boolean {
  const allowed: readonly Who[] = policy[act];
  if (!allowed.includes(actor.kind)) return false;
  if (actor.kind !== "customer") return true;
  return subject !== null && (subject.id === actor.customerId || subject.linked.includes(actor.customerId));
}
