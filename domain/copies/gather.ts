import { readAllActivity } from "@/domain/activity";
import { listChoices } from "@/domain/choices";
import { readIdentifiers } from "@/domain/customers";
import {
  isSourceFailure,
  listHeldData,
  readWholeItem,
  readWholeRows,
  type WholeItem,
} from "@/domain/held-data";
import type { HeldCard } from "@/domain/held-data/catalog";
import { readAllRequests } from "@/domain/requests";
import { observe } from "../access";
import type { Ctx } from "../context";
import type { Missing } from "./catalog";
import { type CopyContent, type CopyItem, type CopyParts, type CopyValue, ListBroke } from "./content";

/**
 * Everything a copy is made of, masked values and those kept off the page too. Single values are read now,
 * lists and the history while they are written. A source that fails makes its items `missing`.
 */
export async function gatherCopy(ctx: Ctx): Promise<CopyParts> {
  const { groups } = await listHeldData(ctx);
  const cards = groups.flatMap((group) => group.cards);
  const [items, identifiers, choices, requests] = await Promise.all([
    Promise.all(cards.map((card) => itemOf(ctx, card))),
    observe(ctx, "held_data.read", (tx) => readIdentifiers(tx, ctx)),
    listChoices(ctx),
    readAllRequests(ctx),
  ]);
  const { house, locale, now } = ctx;
  return {
    ...{ brand: house.brand, locale, madeAt: now, items, identifiers, choices, requests },
    rows: (item) => rowsOf(ctx, item),
    activity: () => readAllActivity(ctx),
  };
}

async function itemOf(ctx: Ctx, card: HeldCard): Promise<CopyItem> {
  const whole = await readWholeItem(ctx, { item: card.id });
  const kept = "kept" in whole ? whole.kept : { date: null, past: false, lockedUntil: null };
  return { card, kept, content: contentOf(whole) };
}

function contentOf(whole: WholeItem): CopyContent {
  return whole.kind === "unavailable" ? { kind: "missing", why: missingOf(whole.why) } : whole;
}

/** What the reader is told of a failure; its details are in our logs. */
function missingOf(kind: string): Missing {
  if (kind === "slow") return "slow";
  return kind === "unreachable" ? "unreachable" : "broken";
}

async function* rowsOf(ctx: Ctx, item: string): AsyncGenerator<CopyValue[][]> {
  try {
    yield* readWholeRows(ctx, { item });
  } catch (error) {
    if (!isSourceFailure(error)) throw error;
    throw new ListBroke(missingOf(error.kind));
  }
}
