import type { House } from "./house";

/** Who acts. Kept apart from whose data it is. */
export type Actor =
  | { kind: "nobody" }
  | { kind: "customer"; customerId: string; sessionId: string }
  /** Whoever holds a one-use link, such as the one that confirms a choice. */
  | { kind: "token"; tokenId: string; scope: "confirm" }
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
}

/** Every customer record of the subject, for the wall. */
export const subjectIds = (subject: Subject | null): string[] =>
  subject ? [subject.id, ...subject.linked] : [];

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
