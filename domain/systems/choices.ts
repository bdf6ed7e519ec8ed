import { inTurn, readTold, type ToldChoice, type ToldFacts, type ToldResults, writeTold } from "../choices";

import type { Ctx } from "../context";
import { admitNewcomer, type CustomerReference, type Newcomer } from "../customers";
import { DomainError } from "../errors";
import { tryAgain } from "./retry";
import { checkReference, meet } from "./who";

/** What a system tells of one customer. */
export interface TellChoicesInput {
  customer: CustomerReference;
  choices: readonly ToldChoice[];
}

/** How far ahead of our clock a system's may be, and how far back or forward a pause may end. */
const AHEAD_MS = 5 * 60_000;
const LONGEST_PAUSE_MS = 5 * 366 * 86_400_000;

/**
 * Takes what a system tells of a customer's choices, with its evidence. Who nobody here knows is looked for in
 * the sources, else made with that identifier alone.
 * @throws DomainError `invalid` (with `pointer`) for a moment yet to come and for a yes without words;
 * `not_found` for an id that is nobody's; `forbidden`; `gone` for a person who was forgotten.
 */
export async function tellChoices(ctx: Ctx, input: TellChoicesInput): Promise<ToldResults> {
  checkReference(ctx, input.customer, "/customer");
  for (const [index, told] of input.choices.entries()) checkTold(ctx, told, `/choices/${index}`);
  const turn = JSON.stringify(input.customer);
  return inTurn(turn, () => tryAgain(() => tellOnce(ctx, input)));
}

function checkTold({ now }: Ctx, told: ToldChoice, pointer: string): void {
  const wrong = (field: string, detail: string) =>
    new DomainError("invalid", { pointer: `${pointer}/${field}`, detail });
  if (told.occurredAt.getTime() > now.getTime() + AHEAD_MS)
    throw wrong("occurred_at", "not more than five minutes from now");
  const yes = told.state === "granted" || told.state === "not_objected";
  if (yes && !told.evidence.wording?.trim()) throw wrong("evidence/wording", "a yes needs the words shown");
  if (yes && !told.evidence.locale) throw wrong("evidence/locale", "a yes needs the language of the words");
  if (!told.evidence.method?.trim()) throw wrong("evidence/method", "how the customer said it");
  if ((told.state === "paused") !== (told.until !== null))
    throw wrong("until", "the end of a pause, and of nothing else");
  const ends = told.until?.getTime() ?? Number.POSITIVE_INFINITY;
  if (told.until && (ends <= now.getTime() || ends > now.getTime() + LONGEST_PAUSE_MS))
    throw wrong("until", "between now and five years from now");
}

async function tellOnce(ctx: Ctx, input: TellChoicesInput): Promise<ToldResults> {
  const { house } = ctx;
  const { customer, choices } = input;
  const { now, facts } = await readTold(house, customer, choices);
  const at = { ...ctx, now };
  if (facts) return writeTold(at, { facts, choices });
  const met = await meet(at, customer);
  if ("newcomer" in met) {
    const { newcomer } = met;
    return writeTold(at, {
      facts: factsOfNew(newcomer),
      choices,
      admit: (tx) => admitNewcomer(tx, house, newcomer),
    });
  }
  const again = await readTold(house, { id: met.known }, choices);
  if (!again.facts) throw new DomainError("not_found");
  return writeTold(at, { facts: again.facts, choices });
}

const factsOfNew = ({ customerId }: Newcomer): ToldFacts => ({
  subject: { id: customerId, linked: [] },
  seq: 0,
  cells: new Map(),
  sealer: null,
});
