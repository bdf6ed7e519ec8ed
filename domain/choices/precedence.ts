/** One purpose and channel as it stands when a system tells of something. */
export interface Stands {
  /** Chosen, whatever a pause does to it; or asked for and not confirmed yet. */
  is: "on" | "waiting" | "off" | "unsaid";
  pausedUntil: Date | null;
  /** When what stands was decided; null: nothing was. */
  decidedAt: Date | null;
  /** Decided by the customer here, by a link, or by staff because the customer asked. */
  decidedHere: boolean;
  /** The newest act here of any kind, also a pause. */
  actedHereAt: Date | null;
}

/** What a system tells: the customer said yes, no, or not until then, at that moment. */
export type Told = { to: "on" | "off"; occurredAt: Date } | ToldPause;

interface ToldPause {
  to: "pause";
  occurredAt: Date;
  until: Date;
}

/** `record`: it is written. `older`: something newer stands. `unchanged`: it is so already. */
export type Verdict = "record" | "older" | "unchanged";

const notAfter = (occurredAt: Date, moment: Date | null): boolean => moment !== null && occurredAt <= moment;

/**
 * What becomes of something that a system tells, by the order of the ledger. Pure. Source: docs/decisions.
 * - A yes counts only if it was said after everything that stands; it never undoes a newer no.
 * - A no counts whenever it arrives, also late, but for a newer act of the customer's own.
 * - The same again changes nothing; a newer no is written, so that no yes from in between beats it.
 */
export function precede(stands: Stands, told: Told): Verdict {
  if (told.to === "pause") return precedePause(stands, told);
  return told.to === "on" ? precedeYes(stands, told.occurredAt) : precedeNo(stands, told.occurredAt);
}

function precedeYes({ is, decidedAt }: Stands, occurredAt: Date): Verdict {
  if (is === "waiting") return "unchanged";
  if (notAfter(occurredAt, decidedAt)) return is === "on" ? "unchanged" : "older";
  return "record";
}

function precedeNo({ is, decidedAt, decidedHere }: Stands, occurredAt: Date): Verdict {
  const late = notAfter(occurredAt, decidedAt);
  if (is === "off") return late ? "unchanged" : "record";
  return late && decidedHere ? "older" : "record";
}

function precedePause(stands: Stands, told: ToldPause): Verdict {
  if (stands.is === "off" || stands.is === "unsaid") return "unchanged";
  if (notAfter(told.until, stands.pausedUntil)) return "unchanged";
  return notAfter(told.occurredAt, stands.actedHereAt) ? "older" : "record";
}
