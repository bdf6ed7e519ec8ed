import type { Tx } from "@/db/client";
import { observe } from "../access";
import { type Ctx, subjectIds } from "../context";
import { readObeyed } from "../obeyed";
import type { ObeyedView } from "../obeyed/catalog";
import { chainOf, readBook } from "./book";
import { cellOf, isNewest, type LinkTarget, pauseDay, planLongerPause, planMonthly } from "./by-link";
import { type Cell, cellsOf, recordedFor } from "./cells";
import { obeyedAll } from "./confirmed";
import { feltOf } from "./felt";
import { planNo } from "./no";
import { marketingCells, planStop, stand } from "./plan";
import { toChange } from "./present";
import type { Standing } from "./rules";
import { readAct, readDeciding } from "./store";
import type { ChangedBy, ChangeView } from "./view";

/** Where a cell stands, as far as a link's page shows it. */
export interface ByLink {
  cell: Cell;
  stands: Standing;
  /** Who said what holds now, and when; null where nobody ever did. */
  decided: { at: Date; by: ChangedBy } | null;
  /** Whether a stop would be written: also where nobody ever said a word. */
  stops: boolean;
  monthly: boolean;
  /** Null where a pause would change nothing. */
  pauseUntil: string | null;
  /** Cells of marketing that are on. */
  marketing: Cell[];
  /** Everything else that comes through the same channel. */
  others: { cell: Cell; stands: Standing }[];
}

/** What the page of a link is drawn from. @throws DomainError `gone`, `forbidden`. */
export async function readByLink(ctx: Ctx, target: LinkTarget): Promise<ByLink> {
  const cell = cellOf(ctx, target);
  return observe(ctx, "choice.read", async (tx) => {
    const { brand } = ctx.house;
    const situation = { brand, book: await readBook(tx, ctx), now: ctx.now };
    const pauses = planLongerPause(ctx, situation, cell).length > 0;
    const others = brand.purposes
      .flatMap(cellsOf)
      .filter(({ purpose, channel }) => purpose.id !== cell.purpose.id && channel === cell.channel);
    return {
      cell,
      stands: stand(situation, cell),
      decided: await decidedBy(tx, ctx, { cell, since: recordedFor(situation.book, cell)?.since ?? null }),
      stops: planNo(situation, cell).length > 0,
      monthly: planMonthly(situation, cell).length > 0,
      pauseUntil: pauses ? pauseDay(ctx) : null,
      marketing: marketingCells(brand).filter((one) => planStop(situation, one).length > 0),
      others: others.map((one) => ({ cell: one, stands: stand(situation, one) })),
    };
  });
}

async function decidedBy(
  tx: Tx,
  ctx: Ctx,
  { cell, since }: { cell: Cell; since: Date | null },
): Promise<ByLink["decided"]> {
  if (since === null) return null;
  const of = { purpose: cell.purpose.id, channel: cell.channel, since };
  const event = await readDeciding(tx, { customerIds: subjectIds(ctx.subject), ...of });
  return event && { at: since, by: event.by };
}

/** What one act by a link changed, in the reader's words. */
export async function readActByLink(
  ctx: Ctx,
  act: string,
): Promise<{ changes: ChangeView[]; open: boolean; obeyed: ObeyedView[] }> {
  return observe(ctx, "choice.read", async (tx) => {
    const { brand } = ctx.house;
    const book = await readBook(tx, ctx);
    const reader = { brand, book, locale: ctx.locale, now: ctx.now };
    const events = await readAct(tx, chainOf(ctx), act);
    const open = events.some((event) => isNewest({ brand, book, now: ctx.now }, event));
    const felt = await feltOf(tx, ctx, events);
    const changes = felt.map((event) => toChange(reader, event));
    return { changes, open, obeyed: obeyedAll(changes, await readObeyed(tx, ctx)) };
  });
}
