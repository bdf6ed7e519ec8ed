import type { Item } from "@/domain/brand";
import { changed, mutate } from "../access";
import { stopChoices } from "../choices";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { openRequest } from "../requests";
import { stopsOf } from "./cards";
import type { DeleteItemInput, NotMeInput, StopUsingInput } from "./catalog";
import { keptOf } from "./kept";
import { keyIn } from "./places";
import { itemOf } from "./read";
import { isSourceFailure } from "./sources/failure";
import { openReading } from "./sources/open";
import type { Filed, Stopped, StopTarget } from "./view";

/**
 * Turns off what the item says "stop using" turns off: consent withdrawn, interests objected to.
 * @throws DomainError `not_found`, `not_offered` where nothing of it can be turned off.
 */
export async function stopUsing(ctx: Ctx, input: StopUsingInput): Promise<Stopped> {
  const item = itemOf(ctx, input.item);
  const stopped = await turnOff(ctx, item);
  if (stopped.length > 0)
    await mutate(ctx, "held_data.stop_using", async () => changed(null, { item: item.id }));
  return { item: item.id, stopped };
}

async function turnOff(ctx: Ctx, item: Item): Promise<StopTarget[]> {
  const targets = stopsOf(item, { brand: ctx.house.brand, locale: ctx.locale });
  if (targets.length === 0) throw new DomainError("not_offered", { item: item.id });
  const result = await stopChoices(
    ctx,
    targets.map(({ purpose, channel }) => ({ purpose: purpose.id, channel: channel?.id })),
  );
  return result.changes.map(({ purpose, purposeName, channel, channelName }) => ({
    purpose: { id: purpose, name: purposeName },
    channel: channelName ? { id: channel, name: channelName } : null,
  }));
}

/** What the privacy officer reads when a person gave no words of their own. */
const NOT_ME = "This is not me.";

/**
 * "This is not me": asks for the item to be corrected, and turns off what "stop using" would.
 * @throws DomainError `not_found`, `not_offered` for what was not worked out.
 */
export async function notMe(ctx: Ctx, input: NotMeInput): Promise<Filed> {
  const item = itemOf(ctx, input.item);
  if (item.origin !== "inferred") throw new DomainError("not_offered", { item: item.id });
  const { id } = await openRequest(ctx, { kind: "correct", item: item.id, text: input.note || NOT_ME });
  const canStop = stopsOf(item, { brand: ctx.house.brand, locale: ctx.locale }).length > 0;
  const stopped = canStop ? await turnOff(ctx, item) : [];
  await mutate(ctx, "held_data.stop_using", async () => changed(null, { item: item.id, event: "not_me" }));
  return { item: item.id, requestId: id, stopped };
}

/**
 * Asks for an item to be deleted. What law keeps is refused until its day; when the source cannot say, the
 * request is filed all the same, and people decide.
 * @throws DomainError `not_found`, `locked` with `until` (YYYY-MM-DD).
 */
export async function deleteItem(ctx: Ctx, input: DeleteItemInput): Promise<Filed> {
  const item = itemOf(ctx, input.item);
  const until = item.erase.by === "keep" ? await lockedUntil(ctx, item) : null;
  if (until !== null) throw new DomainError("locked", { item: item.id, until });
  const { id } = await openRequest(ctx, { kind: "delete", item: item.id, text: input.note || undefined });
  return { item: item.id, requestId: id, stopped: [] };
}

async function lockedUntil(ctx: Ctx, item: Item): Promise<string | null> {
  const { house } = ctx;
  try {
    const key = await keyIn(ctx, { source: item.source, act: "held_data.read" });
    if (key === null) return null;
    const look = { house, source: item.source, key };
    return (await openReading(look, (reading) => keptOf(ctx, { item, reading }))).lockedUntil;
  } catch (error) {
    if (!isSourceFailure(error)) throw error;
    house.log.warn("source.failed", {
      source: item.source,
      item: item.id,
      code: error.kind,
      reason: error.message,
    });
    return null;
  }
}
