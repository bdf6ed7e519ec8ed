import type { Tx } from "@/db/client";
import type { Sealer } from "../customers/keys";
import type { Position } from "./decision";
import type { LedgerEvent } from "./store";
import type { NotRecorded, ToldChoice } from "./tell-plan";
import { type Judged, positionOf } from "./tell-store";
import type { ToldFacts } from "./told-facts";

/** What became of one choice that a system told. */
export interface ToldResult {
  purpose: string;
  channel: string;
  recorded: boolean;
  reason: NotRecorded | null;
  /** Where the customer's choice stands now. */
  state: Judged["state"] | "paused";
  /** The event that says so; null: nothing is recorded. */
  ledger: Position | null;
}

/** What became of all that was told of one customer, in the order told. */
export interface ToldResults {
  customer: { id: string };
  choices: ToldResult[];
}

/** What a system tells of one customer, and what it is judged by. */
export interface Telling {
  facts: ToldFacts;
  choices: readonly ToldChoice[];
  /** Makes the customer in the same transaction, where they are new. */
  admit?: (tx: Tx) => Promise<Sealer>;
}

/** What stands after an event. */
export function judgedAfter(event: LedgerEvent, before: Judged | null): Judged {
  const decides = event.act !== "pause";
  return {
    ...event,
    hash: event.hash.toString("hex"),
    decidedAt: decides ? event.since : (before?.decidedAt ?? null),
    decidedHere: decides ? false : (before?.decidedHere ?? false),
    actedHereAt: before?.actedHereAt ?? null,
  };
}

/** What one choice came to. */
export function resultOf(
  { purpose, channel }: ToldChoice,
  { reason, judged, now }: { reason: NotRecorded | null; judged: Judged | null; now: Date },
): ToldResult {
  const paused = judged?.pausedUntil != null && judged.pausedUntil > now;
  const state = judged?.state ?? "unset";
  const on = state === "granted" || state === "not_objected" || state === "unset";
  return {
    ...{ purpose, channel, recorded: reason === null, reason },
    state: paused && on ? "paused" : state,
    ledger: judged && positionOf(judged),
  };
}

/** The line of the audit for what was written. */
export const auditLine = (events: readonly LedgerEvent[], actId: string) => ({
  act: actId,
  changes: events.map(({ purpose, channel, act }) => [act, purpose, channel].filter(Boolean).join(" ")),
  seq: events.at(-1)?.seq ?? 0,
});
