import type { Decision, LedgerPosition, Operations } from "./api-types.ts";
import type { Reply } from "./attempt.ts";
import type { Asked } from "./cache.ts";

/** May this be done, for this customer, by this channel, with these held items? */
export type Question = Operations["decide"]["body"]["requests"][number];

/** The server's reasons, and `unavailable`: nobody said yes. */
export type Reason = Decision["reason"] | "unavailable";

export interface Answer {
  /** The one thing to look at: act only on true. */
  allowed: boolean;
  decision: "allow" | "deny";
  reason: Reason;
  /** One plain sentence for people; names no value. */
  because: string;
  /** Keep the answer no longer; null: it is none. */
  validUntil: Date | null;
  /** Where the customer's ledger stood: tell it with the use. */
  ledger: LedgerPosition | null;
}

/** Longest that the API lets anybody keep an answer. */
const LONGEST_MS = 5 * 60_000;

/** No answer is a no. */
export const unavailable = (): Answer => ({
  ...{ allowed: false, decision: "deny", reason: "unavailable", validUntil: null, ledger: null },
  because: "There was no answer that could be relied on, so it is no.",
});

/** A question as it is sent, and as its answer is kept. */
export interface Line extends Asked {
  json: string;
}

/** Null for what no JSON can say. */
export function lineOf(question: Question): Line | null {
  try {
    const { customer, purpose, channel, items } = question;
    return {
      json: JSON.stringify({ customer, purpose, channel, items }),
      customer: JSON.stringify(customer),
      question: JSON.stringify([purpose, channel, items?.toSorted()]),
    };
  } catch {
    return null;
  }
}

/** The answers to `count` questions, in order; null where there is not exactly one for each. */
export function readAnswers({ value }: Reply, count: number): Answer[] | null {
  const { decisions } = (value ?? {}) as Record<string, unknown>;
  return Array.isArray(decisions) && decisions.length === count ? decisions.map(readAnswer) : null;
}

function readAnswer(value: unknown): Answer {
  const said = (value ?? {}) as Partial<Record<keyof Decision, unknown>>;
  const { reason, because } = said;
  const decision = (["allow", "deny"] as const).find((one) => one === said.decision);
  const validUntil = new Date(typeof said.valid_until === "string" ? said.valid_until : Number.NaN);
  if (!decision || typeof reason !== "string" || typeof because !== "string") return unavailable();
  if (Number.isNaN(validUntil.getTime())) return unavailable();
  const ledger = readLedger(said.ledger);
  return { allowed: decision === "allow", decision, reason: reason as Reason, because, validUntil, ledger };
}

function readLedger(value: unknown): LedgerPosition | null {
  const { seq, hash } = (value ?? {}) as Record<string, unknown>;
  return typeof seq === "number" && typeof hash === "string" ? { seq, hash } : null;
}

/**
 * How long an answer may be kept from when its request left: until `valid_until` by the server's own clock, of
 * which the Date header tells whole seconds, so it may be a second later than that. Without it, not at all.
 */
export function keepMsOf({ validUntil }: Answer, { headers }: Reply): number {
  const date = Date.parse(headers.get("date") ?? "");
  if (validUntil === null || Number.isNaN(date)) return 0;
  return Math.min(validUntil.getTime() - date - 1_000, LONGEST_MS);
}
