import { byId, type Item } from "@/domain/brand";
import { say } from "@/domain/brand/text";
import { observe } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { cardOf } from "./cards";
import type { ReadHeldItemInput } from "./catalog";
import { NO_DATE } from "./kept";
import { keyIn } from "./places";
import { readValue } from "./read-value";
import { isSeenByStaff, sightOf } from "./sight";
import { isSourceFailure, type SourceFailure } from "./sources/failure";
import { openReading } from "./sources/open";
import { selectLastUses, selectWaiting } from "./store";
import type { HeldValue } from "./value";
import { type HeldDataView, type HeldGroup, ORIGINS } from "./view";
import { showWaiting } from "./waiting";

/**
 * Everything the brand declares to hold about the subject, by origin, without a value: no source is asked.
 * @throws DomainError `signed_out`, `forbidden`.
 */
export async function listHeldData(ctx: Ctx): Promise<HeldDataView> {
  const { brand } = ctx.house;
  const { lastUses, waiting } = await observe(ctx, "held_data.read", async (tx) => ({
    lastUses: await selectLastUses(tx, ctx),
    waiting: isSeenByStaff(ctx) ? [] : await showWaiting(tx, ctx, await selectWaiting(tx, ctx)),
  }));
  const reader = { brand, locale: ctx.locale };
  const cards = brand.items.map((item) => ({
    ...cardOf(item, reader),
    lastUsed: lastUses.get(item.id) ?? null,
  }));
  const groups = ORIGINS.map(
    (origin): HeldGroup => ({ origin, cards: cards.filter((card) => card.origin === origin) }),
  );
  const inPlay = new Set(brand.items.map(({ source }) => source));
  return {
    groups: groups.filter((group) => group.cards.length > 0),
    total: cards.length,
    sources: brand.sources
      .filter(({ id }) => inPlay.has(id))
      .map(({ id, name }) => ({ id, name: say(name, ctx.locale, brand) })),
    waiting,
  };
}

/** @throws DomainError `not_found` for an item that the brand does not declare. */
export function itemOf(ctx: Ctx, id: string): Item {
  const item = byId(ctx.house.brand.items, id);
  if (!item) throw new DomainError("not_found", { item: id });
  return item;
}

/**
 * One item's live value, masked unless it is revealed; in a visit as `sight.ts` says. A source that fails is
 * told as `unavailable`, and why is logged. No transaction of ours is open while the source is read.
 * @throws DomainError `not_found`, `signed_out`, `forbidden`; never for a source.
 */
export async function readHeldItem(ctx: Ctx, input: ReadHeldItemInput): Promise<HeldValue> {
  const item = itemOf(ctx, input.item);
  try {
    const seen = sightOf(ctx, input);
    const sight = seen instanceof Promise ? await seen : seen;
    if (sight.visit && isNeverSeen(item)) return { kind: "withheld", item: item.id };
    const act = input.reveal === undefined || sight.visit ? "held_data.read" : "held_data.reveal";
    const key = await keyIn(ctx, { source: item.source, act });
    if (key === null) return { kind: "empty", item: item.id, kept: NO_DATE };
    const { house } = ctx;
    return await openReading({ house, source: item.source, key }, (reading) =>
      readValue(ctx, { item, input, reading, sight }),
    );
  } catch (error) {
    if (!isSourceFailure(error)) throw error;
    return unavailable(ctx, { item, error });
  }
}

/** What no visit shows or reveals. */
export const isNeverSeen = ({ special, format }: Item): boolean => special || format === "image";

function unavailable(ctx: Ctx, { item, error }: { item: Item; error: SourceFailure }): HeldValue {
  const { brand, log } = ctx.house;
  const { requestId } = ctx;
  log.warn("source.failed", {
    requestId,
    source: item.source,
    item: item.id,
    code: error.kind,
    reason: error.message,
  });
  const source = byId(brand.sources, item.source);
  const sourceName = say(source?.name ?? item.source, ctx.locale, brand);
  return { kind: "unavailable", item: item.id, sourceName, at: ctx.now.toISOString() };
}
