import type { Sight, Tx } from "@/db/client";
import type { House } from "./house";

/** What somebody of staff is there for. */
export type Role = "support" | "privacy_officer" | "admin" | "auditor";

/** What a key of the brand's systems may do. */
export type Scope =
  | "decisions"
  | "choices:read"
  | "choices:write"
  | "uses:write"
  | "links:write"
  | "webhooks"
  | "obeyed:write"
  | "customers";

/** A support agent's look at one customer's account, while it lasts. */
export interface OpenVisit {
  id: string;
  customerId: string;
  ticket: string;
  /** The brand's reason, as it stands in the folder. */
  reason: string;
  /** What the customer reads as who it was: a first name or a pseudonym. */
  shownName: string;
  startedAt: Date;
  endsAt: Date;
  withCode: boolean;
  /** Keyed hash of the secret that was presented. */
  proof: Buffer;
}

/**
 * Who acts. Kept apart from whose data it is. `proof` is the keyed hash of the secret that was presented (a
 * cookie, a link, a key); the database asks for it wherever something is done through that session, link or key.
 */
export type Actor =
  | { kind: "nobody" }
  | { kind: "customer"; customerId: string; sessionId: string; proof: Buffer }
  /** Whoever holds a link: one that confirms a choice, stops something, says why, or undoes a stop. */
  | { kind: "token"; tokenId: string; scope: "confirm" | "stop" | "why" | "undo"; proof: Buffer }
  | {
      kind: "staff";
      staffId: string;
      sessionId: string;
      role: Role;
      name: string;
      /** When the second factor was proved last. */
      secondFactorAt: Date | null;
      proof: Buffer;
      visit: OpenVisit | null;
    }
  | { kind: "api_key"; keyId: string; name: string; scopes: readonly Scope[]; proof: Buffer }
  /** A text that came in from a number, as its carrier signed it. */
  | { kind: "text"; textId: string; proof: Buffer }
  /** The privacy officer at the command line. */
  | { kind: "privacy_officer"; id: string }
  /** A job of ours, without a person behind it. */
  | { kind: "system"; job: string };

/** Whose data it is: one person, with the other customer records that were proved to be the same person. */
export interface Subject {
  id: string;
  linked: readonly string[];
}

/** Everything a verb may know about the moment it is called in. */
export interface Ctx {
  actor: Actor;
  subject: Subject | null;
  /** The database's clock, read when the context was made. */
  now: Date;
  /** The reader's language, one of those offered. */
  locale: string;
  requestId: string;
  /** When the person last proved who they are; null without a session. */
  authTime: Date | null;
  house: House;
  /** Kept once it is known that nobody has asked the same before; the doors for writing wait for it. */
  first?: Promise<void>;
  /** Called by `mutate` at the end of its transaction, to keep something with the effect, such as its answer. */
  settle?: (tx: Tx, value: unknown) => Promise<void>;
}

/** Every customer record of the subject, for the wall. */
export const subjectIds = (subject: Subject | null): string[] =>
  subject ? [subject.id, ...subject.linked] : [];

/** What the actor presented, as the database asks for it. */
export function proofOf(actor: Actor): Pick<Sight, "session" | "token" | "staff" | "visit" | "key" | "text"> {
  switch (actor.kind) {
    case "customer":
      return { session: actor.proof };
    case "token":
      return { token: actor.proof };
    case "staff":
      return { staff: actor.proof, ...(actor.visit ? { visit: actor.visit.proof } : {}) };
    case "api_key":
      return { key: actor.proof };
    case "text":
      return { text: actor.proof };
    default:
      return {};
  }
}

/** A context for work of ours about one person, such as a job. */
export function systemContext(options: {
  house: House;
  job: string;
  subject: string | null;
  now: Date;
  locale?: string;
}): Ctx {
  const { house, job, subject, now } = options;
  return {
    actor: { kind: "system", job },
    subject: subject ? { id: subject, linked: [] } : null,
    now,
    locale: options.locale ?? house.brand.locales[0] ?? "en",
    requestId: job,
    authTime: null,
    house,
  };
}
