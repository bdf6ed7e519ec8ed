import type { Ctx } from "@/domain/context";
import { readHeldItem } from "@/domain/held-data";
import type { HeldCard, HeldDataView, HeldValue, ReadHeldItemInput } from "@/domain/held-data/catalog";

/** How long the page waits for sources before it begins: most are there by then, and nothing moves later. */
const HEAD_START_MS = 400;

export interface ValuesAsked {
  /** The list that the reader turned to another page or order. */
  list: ReadHeldItemInput | null;
  /** The item or row that the reader asked to see unmasked. */
  reveal: ReadHeldItemInput | null;
  /** Wait for every source: the page is to be sent whole. */
  whole: boolean;
}

export type HeldValues = Map<string, HeldValue | Promise<HeldValue>>;

/** Reads every item at once. What is slower than the head start stays a promise, unless the page is to be whole. */
export async function readValues(ctx: Ctx, view: HeldDataView, asked: ValuesAsked): Promise<HeldValues> {
  const values: HeldValues = new Map();
  const cards = view.groups.flatMap((group) => group.cards);
  const reads = cards.map(async (card) => {
    const read = readOne(ctx, card, asked);
    values.set(card.id, read);
    values.set(card.id, await read);
  });
  const all = Promise.all(reads);
  await (asked.whole ? all : Promise.race([all, headStart()]));
  return values;
}

async function readOne(ctx: Ctx, card: HeldCard, { list, reveal }: ValuesAsked): Promise<HeldValue> {
  const item = card.id;
  const input = {
    ...(list?.item === item ? list : { item }),
    ...(reveal?.item === item ? { reveal: reveal.reveal } : {}),
  };
  try {
    return await readHeldItem(ctx, input);
  } catch (error) {
    const reason = error instanceof Error ? error.name : "unknown";
    ctx.house.log.error("held_data.failed", { requestId: ctx.requestId, item, reason });
    return { kind: "unavailable", item, sourceName: card.source.name, at: ctx.now.toISOString() };
  }
}

const headStart = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, HEAD_START_MS).unref());
