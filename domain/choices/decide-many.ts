import { validate as isUuid } from "uuid";
import { type Brand, byId } from "@/domain/brand";
import type { Ctx } from "../context";
import { type CustomerReference, referenceLookup } from "../customers";
import { DomainError } from "../errors";
import type { Keys } from "../keys";
import { countDecisions } from "../meter";
import { may } from "../policy";
import { askedTogether } from "./asked-together";
import { addressKindOf, channelOf, stoppedByText } from "./cells";
import { decide, refuse, stopCells } from "./decide";
import type { Decision, Question } from "./decision";
import type { Wanted } from "./decision-store";

/** What is asked of one customer. */
export interface DecisionRequest extends Question {
  customer: CustomerReference;
}

/** As many as one call may ask. */
export const MOST_DECISIONS = 1_000;

/**
 * May the brand do these things? In the order asked; `null` is an entry that could not be read, and is no. One
 * statement to the database whatever the number, the same for known and unknown customers; no source is asked.
 * @throws DomainError `forbidden`; where the database does not answer there is no decision, and that is no.
 */
export async function decideMany(
  ctx: Ctx,
  requests: readonly (DecisionRequest | null)[],
): Promise<Decision[]> {
  if (!may(ctx.actor, "decision.ask", ctx.subject)) throw new DomainError("forbidden");
  if (requests.length > MOST_DECISIONS) throw new DomainError("invalid", { field: "requests" });
  const { house } = ctx;
  const { brand } = house;
  const wanted = requests.map((request) => request && wantedOf(ctx, request));
  const asked = wanted.filter((one) => one !== null);
  if (asked.length === 0) return requests.map(() => refuse("invalid", ctx.now));
  const { now, people } = await askedTogether(house).ask(asked);
  let next = 0;
  const decisions = requests.map((question, index) => {
    if (question === null || !wanted[index]) return refuse("invalid", now);
    const found = people[next] ?? [];
    next += 1;
    // An identifier of so many is nobody's; the statement does not read further.
    if (found.length > MOST_PEOPLE) return refuse("invalid", now);
    return answer(ctx, { brand, question, people: found, now });
  });
  countDecisions(house, decisions);
  return decisions;
}

const MOST_PEOPLE = 50;

/** What cannot be decided is no, and the others are still answered. */
function answer(ctx: Ctx, input: Parameters<typeof decide>[0]): Decision {
  try {
    return decide(input);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : "";
    ctx.house.log.error("decision.failed", { requestId: ctx.requestId, reason });
    return refuse("invalid", input.now);
  }
}

/** Null where the reference cannot be one. */
function wantedOf(ctx: Ctx, request: DecisionRequest): Wanted | null {
  const { brand, keys } = ctx.house;
  const { customer, purpose, channel, items } = request;
  const id = "id" in customer && isUuid(customer.id) ? customer.id : null;
  const lookup = referenceLookup(ctx.house, customer);
  if (id === null && lookup === null) return null;
  const kind = addressKindOf(brand, channel) ?? "";
  return {
    id,
    lookup,
    purpose,
    channel,
    more: items.flatMap((item) => stopsOf(brand, item)),
    kind,
    stops: stoppedByText(channelOf(brand, channel)),
    empty: kind === "" ? "" : emptyOf(keys, kind),
    often: (byId(brand.purposes, purpose)?.frequency.length ?? 0) > 0,
  };
}

const empties = new WeakMap<Keys, Map<string, string>>();

/** The hash of having no address of a kind: the same for everybody. */
function emptyOf(keys: Keys, kind: string): string {
  const known = empties.get(keys) ?? new Map<string, string>();
  empties.set(keys, known);
  const empty = known.get(kind) ?? keys.lookup(kind, "").toString("hex");
  known.set(kind, empty);
  return empty;
}

/** The cells whose no would stop an item. */
function stopsOf(brand: Brand, id: string): Wanted["more"] {
  const item = byId(brand.items, id);
  return item ? stopCells(brand, item).map(({ purpose, channel }) => ({ purpose: purpose.id, channel })) : [];
}
