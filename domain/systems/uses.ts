import { mutateEach } from "../access-together";
import { byId } from "../brand";
import type { Ctx } from "../context";
import {
  admitNewcomer,
  type CustomerReference,
  customersNamed,
  type Newcomer,
  referenceLookup,
} from "../customers";
import { DomainError } from "../errors";
import { insertUses, type NewUse } from "../uses";
import { tryAgain } from "./retry";
import { meetAll, nameOf } from "./who";

/** One use that a system reports. */
export interface ToldUse extends NewUse {
  customer: CustomerReference;
}

/** Why an entry was not written: which, and what of it. */
export interface UseFault {
  index: number;
  field: "customer" | "purpose" | "channel" | "items" | "occurred_at";
  detail: string;
}

/** `ids` in the order told; `null` where `errors` says why. */
export interface TellUsesResult {
  ids: (string | null)[];
  errors: UseFault[];
}

/** As many as one call may tell. */
export const MOST_USES = 1_000;
const AHEAD_MS = 5 * 60_000;

/**
 * Records what the brand's systems did with people's data. What names something that the brand does not have is
 * said by its place, and the rest is written, in one transaction with a line in each person's audit.
 * @throws DomainError `invalid` for too many; `forbidden`.
 */
export async function tellUses(ctx: Ctx, told: readonly ToldUse[]): Promise<TellUsesResult> {
  if (told.length > MOST_USES) throw new DomainError("invalid", { field: "uses" });
  const faults = told.flatMap((use, index) => faultOf(ctx, use, index) ?? []);
  const wrong = new Set(faults.map(({ index }) => index));
  const right = told.flatMap((use, index) => (wrong.has(index) ? [] : [{ use, index }]));
  return tryAgain(() => tellOnce(ctx, { right, result: { ids: told.map(() => null), errors: faults } }));
}

function faultOf({ house, now }: Ctx, use: ToldUse, index: number): UseFault | null {
  const { brand } = house;
  const { customer, purpose, channel, items, occurredAt } = use;
  if (!("id" in customer) && referenceLookup(house, customer) === null)
    return { index, field: "customer", detail: "not one that can be read" };
  if (!byId(brand.purposes, purpose))
    return { index, field: "purpose", detail: "the brand has no such purpose" };
  if (channel !== "" && !byId(brand.channels, channel))
    return { index, field: "channel", detail: "the brand has no such channel" };
  if (!items.every((item) => byId(brand.items, item)))
    return { index, field: "items", detail: "the brand holds no such item" };
  if (occurredAt.getTime() > now.getTime() + AHEAD_MS)
    return { index, field: "occurred_at", detail: "not more than five minutes from now" };
  return null;
}

interface Right {
  use: ToldUse;
  index: number;
}

async function tellOnce(
  ctx: Ctx,
  { right, result }: { right: readonly Right[]; result: TellUsesResult },
): Promise<TellUsesResult> {
  const errors = [...result.errors];
  const ids = [...result.ids];
  const { whose, newcomers } = await resolve(ctx, right);
  const kept = right.flatMap(({ use: { customer: _, ...use }, index }, at) => {
    const customerId = whose[at];
    if (customerId) return [{ index, row: { ...use, customerId, keyId: keyOf(ctx) } }];
    errors.push({ index, field: "customer", detail: "there is no such customer" });
    return [];
  });
  const subjects = [...new Set(kept.map(({ row }) => row.customerId))];
  return mutateEach(ctx, "use.record", {
    subjects,
    async write(tx) {
      for (const newcomer of newcomers) await admitNewcomer(tx, ctx.house, newcomer);
      const written = await insertUses(
        tx,
        kept.map(({ row }) => row),
      );
      for (const [at, { index }] of kept.entries()) ids[index] = written[at] ?? null;
      const value = { ids, errors: errors.toSorted((a, b) => a.index - b.index) };
      return { value, lines: linesOf(kept.map(({ row }) => row)) };
    },
  });
}

const keyOf = ({ actor }: Ctx): string | null => (actor.kind === "api_key" ? actor.keyId : null);

/** Whose each use is, `null` for an id that is nobody's; and who has to be made first. */
async function resolve(
  ctx: Ctx,
  right: readonly Right[],
): Promise<{ whose: (string | null)[]; newcomers: Newcomer[] }> {
  const references = right.map(({ use }) => use.customer);
  const named = await customersNamed(ctx.house, references);
  const unknown = references.filter((one, at) => named[at] === null && !("id" in one));
  const met = await meetAll(ctx, unknown);
  const newcomers = new Set<Newcomer>();
  const idOf = new Map<string, string>();
  for (const [name, who] of met) {
    if ("newcomer" in who) newcomers.add(who.newcomer);
    idOf.set(name, "newcomer" in who ? who.newcomer.customerId : who.known);
  }
  const whose = references.map((one, at) => named[at]?.id ?? idOf.get(nameOf(ctx, one)) ?? null);
  return { whose, newcomers: [...newcomers] };
}

function linesOf(rows: readonly { customerId: string; purpose: string }[]) {
  const lines = new Map<string, { purposes: string[]; count: number }>();
  for (const { customerId, purpose } of rows) {
    const line = lines.get(customerId) ?? { purposes: [], count: 0 };
    if (!line.purposes.includes(purpose)) line.purposes.push(purpose);
    lines.set(customerId, { ...line, count: line.count + 1 });
  }
  return lines;
}
