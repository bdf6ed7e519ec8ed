import { byId, milliseconds } from "@/domain/brand";
import type { Ctx } from "@/domain/context";
import { readHeldItem } from "@/domain/held-data";
import type { HeldCard, HeldDataView, HeldValue, ReadHeldItemInput } from "@/domain/held-data/catalog";

/** How long a page of a visit waits for sources before it begins: what staff see of it is noted before it is sent. */
const VISIT_HEAD_START_MS = 400;

export interface ValuesAsked {
  /** The list that the reader turned to another page or order. */
  list: ReadHeldItemInput | null;
  /** The item or row that the reader asked to see unmasked. */
  reveal: ReadHeldItemInput | null;
  /** Wait for every source: the page is to be sent whole. */
  whole: boolean;
}

export type HeldValues = Map<string, HeldValue | Promise<HeldValue>>;

/** How many items of one source are read at the same time: as many as it is given connections. */
const AT_ONCE = 6;

/**
 * Reads every item, all sources at the same time. What has not come by the time the page is drawn stays a promise,
 * so that the page waits for no source, unless it is to be whole. A source that let its time pass once is asked for nothing
 * more of this page.
 */
export async function readValues(ctx: Ctx, view: HeldDataView, asked: ValuesAsked): Promise<HeldValues> {
  const values: HeldValues = new Map();
  const cards = view.groups.flatMap((group) => group.cards);
  const began = performance.now();
  const reads = [...Map.groupBy(cards, (card) => card.source.id)].flatMap(([source, some]) => {
    const over = began + timeOf(ctx, source);
    let failed = false;
    const isGone = () => failed && performance.now() >= over;
    const lanes: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
    return some.map((card, index) => {
      const read = Promise.resolve(lanes[index % AT_ONCE]).then(() =>
        isGone() ? notAvailable(ctx, card) : readOne(ctx, card, asked),
      );
      lanes[index % AT_ONCE] = read;
      values.set(card.id, read);
      return read.then((value) => {
        failed ||= value.kind === "unavailable";
        values.set(card.id, value);
      });
    });
  });
  const all = Promise.all(reads);
  if (asked.whole) await all;
  else if (ctx.actor.kind === "staff") await Promise.race([all, headStart()]);
  return values;
}

/** Whether the page is sent before every source has answered. */
export const stillReading = (values: HeldValues): boolean =>
  [...values.values()].some((value) => value instanceof Promise);

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
    return notAvailable(ctx, card);
  }
}

const notAvailable = (ctx: Ctx, { id, source }: HeldCard): HeldValue => ({
  kind: "unavailable",
  item: id,
  sourceName: source.name,
  at: ctx.now.toISOString(),
});

/** How long a source may take, in milliseconds. */
const timeOf = ({ house }: Ctx, id: string): number => {
  const source = byId(house.brand.sources, id);
  return source ? milliseconds(source.timeout) : 0;
};

const headStart = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, VISIT_HEAD_START_MS).unref());
