import type { Item } from "@/domain/brand";
import { changed, mutate } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { openRequest } from "../requests";
import { cardOf } from "./cards";
import type { CorrectItemInput } from "./catalog";
import { startWaiting } from "./correct-email";
import { type Correctable, expectedReach, type Reach, reachChange, readCorrectable } from "./correctable";
import { refreshIdentity } from "./identities";
import { itemOf } from "./read";
import { refusalOf } from "./refusal";
import { type Seen, writeToSource } from "./sources/write";
import { type Values, valuesOf } from "./typed";
import type { Correction } from "./view";

/**
 * Corrects an item the way the brand allows: through to its source, or as a request for staff. A new email
 * that `identity` would give changes nothing until the code sent to it is entered; such a phone files a request.
 * @throws DomainError `not_offered`, `not_found`, `invalid` (with `field`, perhaps `max`), `step_up_required`,
 * `rate_limited`, `source_unavailable`, `not_saved`.
 */
export async function correctItem(ctx: Ctx, input: CorrectItemInput): Promise<Correction> {
  const item = itemOf(ctx, input.item);
  switch (item.correct.by) {
    case "nobody":
      throw new DomainError("not_offered", { item: item.id });
    case "request":
      return fileCorrection(ctx, { item, text: textOf(ctx, { item, input }) });
    case "self":
      return correctSelf(ctx, { item, input }).catch((error) => {
        throw refusalOf(ctx, { item, error });
      });
  }
}

async function correctSelf(ctx: Ctx, at: { item: Item; input: CorrectItemInput }): Promise<Correction> {
  const { item, input } = at;
  const { phoneCountry } = ctx.house.brand;
  const now = await readCorrectable(ctx, { item, act: "held_data.correct" });
  const values = valuesOf(item, { boxes: input.boxes, held: now.held, phoneCountry });
  if (Object.entries(values).every(([name, value]) => value === (now.held[name] ?? null))) {
    return { outcome: "unchanged", item: item.id };
  }
  const expected = expectedReach(ctx, { item, values, held: now.held, identity: now.identity });
  const reach = expected === "none" ? await writeNow(ctx, { item, values, now }) : expected;
  if (reach === "email") return startWaiting(ctx, { item, values, now });
  if (reach === "nothing") return { outcome: "unchanged", item: item.id };
  if (reach === "phone") return fileCorrection(ctx, { item, text: textOf(ctx, at) });
  await refreshIdentity(ctx);
  return { outcome: "corrected", item: item.id };
}

/** Writes, unless the write would change where the person is reached: then nothing is kept. `nothing`: no row. */
async function writeNow(
  ctx: Ctx,
  at: { item: Item; values: Values; now: Correctable },
): Promise<Reach | "nothing"> {
  const { item, values, now } = at;
  if (item.correct.by !== "self") throw new DomainError("not_offered", { item: item.id });
  const { source, key, nothingHeld } = now;
  let reach: Reach | "nothing" = "none";
  const elsewhere = new Error("reaches the person elsewhere");
  const beforeKept = async ({ identity, touched }: Seen) => {
    if (touched === 0) {
      reach = "nothing";
      return;
    }
    reach = reachChange(ctx, { before: now.identity, after: identity });
    if (reach !== "none") throw elsewhere;
    await mutate(ctx, "held_data.correct", async () => changed(null, { item: item.id }));
  };
  const write = { sql: item.correct.write, values, rows: 1, nothingHeld };
  try {
    await writeToSource({ house: ctx.house, source, key }, { write, beforeKept });
  } catch (error) {
    if (error !== elsewhere) throw error;
  }
  return reach;
}

async function fileCorrection(ctx: Ctx, at: { item: Item; text: string | undefined }): Promise<Correction> {
  const { item, text } = at;
  const { id } = await openRequest(ctx, { kind: "correct", item: item.id, text });
  return { outcome: "request_filed", item: item.id, requestId: id };
}

/** What the person asked for, in the words of the form: each box by its name. */
function textOf(ctx: Ctx, { item, input }: { item: Item; input: CorrectItemInput }): string | undefined {
  const card = cardOf(item, { brand: ctx.house.brand, locale: ctx.locale });
  const labels = card.correct.by === "self" ? card.correct.boxes : [];
  const lines = Object.entries(input.boxes)
    .filter(([, text]) => text.trim() !== "")
    .map(
      ([name, text]) => `${labels.find((box) => box.name === name)?.label.text ?? card.name.text}: ${text}`,
    );
  return [...lines, ...(input.note ? [input.note] : [])].join("\n").slice(0, 4_000) || undefined;
}
