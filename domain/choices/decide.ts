import { addDuration, type Brand, byId, type Item, isLocked, type Purpose } from "@/domain/brand";
import { sentence } from "./because";
import { cellKey, cellsOf, type Recorded } from "./cells";
import type { Decision, DecisionReason, Person, Question } from "./decision";
import { startOfDay } from "./expiry";
import { cellKind } from "./kinds";
import { type Standing, standing } from "./rules";
import type { Frequency } from "./states";

/** Longest that an answer may be kept. */
export const KEPT_MS = 5 * 60_000;

export interface DecideInput {
  brand: Brand;
  question: Question;
  /** Everybody whom the reference may mean; nobody: an unknown customer. */
  people: readonly Person[];
  now: Date;
}

/** Somebody of whom nothing is known. That an address is missing is not known either. */
const STRANGER: Person = { said: new Map(), address: null, stop: null, lastUse: null, ledger: null };

/** The one answer to anything that went wrong: no. */
export const refuse = (reason: DecisionReason, now: Date): Decision => ({
  decision: "deny",
  reason,
  because: sentence(reason, { stands: null, said: null, timeZone: "UTC" }),
  ledger: null,
  validUntil: new Date(now.getTime() + KEPT_MS),
});

/**
 * May the brand do this now? The same `standing` that draws the customer's page, and what only a use can meet:
 * items that the purpose covers, and how often. Where a reference means several people, one no is no.
 */
export function decide(input: DecideInput): Decision {
  const { brand, question, people, now } = input;
  const purpose = byId(brand.purposes, question.purpose);
  if (!purpose) return refuse("no_such_purpose", now);
  if (cellKind(purpose, question.channel) === "not_offered") return refuse("no_such_channel", now);
  const each = (people.length === 0 ? [STRANGER] : people).map((person) =>
    decideFor(input, { purpose, person }),
  );
  return each.find(({ decision }) => decision === "deny") ?? earliest(each) ?? refuse("invalid", now);
}

const earliest = (each: readonly Decision[]): Decision | undefined =>
  each.toSorted((a, b) => a.validUntil.getTime() - b.validUntil.getTime())[0];

interface Whose {
  purpose: Purpose;
  person: Person;
}

function decideFor(input: DecideInput, { purpose, person }: Whose): Decision {
  const { brand, question, now } = input;
  const { channel } = question;
  const { timeZone } = brand;
  const said = person.said.get(cellKey(purpose.id, channel)) ?? null;
  const { address, stop } = person;
  const stands = standing({ purpose, channel, choice: said, address, stop, now, timeZone });
  const uncovered = stands.on && !question.items.every((item) => isCovered(input, { purpose, person, item }));
  const until = stands.on ? quietUntil({ frequency: stands.frequency, brand, person }) : null;
  const often = until !== null && until > now;
  const reason = uncovered ? "item_not_covered" : often ? "frequency" : saidBySignal(said, stands);
  const ends = [stands.pausedUntil, stands.expiresAt, until, rewordedAt(purpose, timeZone)];
  return {
    decision: stands.on && !uncovered && !often ? "allow" : "deny",
    reason,
    because: sentence(reason, { stands, said, until, timeZone }),
    ledger: person.ledger,
    validUntil: soonest(now, ends),
  };
}

/** A no that was said by the browser's signal has a reason of its own; a later word of anybody replaces it. */
const saidBySignal = (said: Recorded | null, { reason }: Standing): DecisionReason =>
  isNo(reason) && (said?.decidedBy ?? said?.by) === "signal" ? "signal" : reason;

const isNo = (reason: DecisionReason): boolean =>
  reason === "withdrawn" || reason === "refused" || reason === "objected";

/** Whether a held item serves the purpose and its use was not stopped. What is locked goes on: no stop reaches it. */
function isCovered(input: DecideInput, at: Whose & { item: string }): boolean {
  const item = byId(input.brand.items, at.item);
  if (!item?.purposes.includes(at.purpose.id)) return false;
  return isLocked(at.purpose.basis) || !isStopped(input, { ...at, item });
}

/** “Stop using” turns off every cell that the item names; while all of them are off by a no, it is stopped. */
function isStopped({ brand, now }: DecideInput, { person, item }: { person: Person; item: Item }): boolean {
  const cells = stopCells(brand, item);
  const stands = cells.map(({ purpose, channel }): Standing => {
    const choice = person.said.get(cellKey(purpose.id, channel)) ?? null;
    return standing({ purpose, channel, choice, address: null, now, timeZone: brand.timeZone });
  });
  return stands.some(({ reason }) => isNo(reason)) && stands.every(({ chosen }) => !chosen);
}

/** The cells that “stop using” of an item turns off. */
export function stopCells(brand: Brand, item: Item): { purpose: Purpose; channel: string }[] {
  const named = item.stop ?? item.purposes.map((purpose) => ({ purpose, channel: undefined }));
  return named.flatMap(({ purpose: id, channel }) => {
    const purpose = byId(brand.purposes, id);
    if (!purpose || isLocked(purpose.basis)) return [];
    return cellsOf(purpose).filter((cell) => channel === undefined || cell.channel === channel);
  });
}

const PERIODS: Readonly<Record<Frequency, string | null>> = { every: null, weekly: "P7D", monthly: "P1M" };

/** Until when nothing more may be sent, after a use that was reported. Null: no period, or no use. */
function quietUntil({
  frequency,
  brand,
  person,
}: {
  frequency: Frequency | null;
  brand: Brand;
  person: Person;
}): Date | null {
  const period = frequency === null ? null : PERIODS[frequency];
  if (period === null || person.lastUse === null) return null;
  return addDuration(person.lastUse, period, brand.timeZone);
}

/** A day yet to come on which the purpose means something else. */
const rewordedAt = ({ reworded }: Purpose, timeZone: string): Date | null =>
  reworded === undefined ? null : startOfDay(reworded, timeZone);

/** Five minutes at most, and never past the moment at which the answer would be another. */
function soonest(now: Date, ends: readonly (Date | null)[]): Date {
  const ahead = ends.filter((end) => end !== null && end > now).map((end) => end?.getTime() ?? 0);
  return new Date(Math.min(now.getTime() + KEPT_MS, ...ahead));
}
