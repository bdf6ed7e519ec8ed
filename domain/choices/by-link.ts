import type { Tx } from "@/db/client";
import { byId } from "@/domain/brand";
import { observe } from "../access";
import { type Ctx, subjectIds } from "../context";
import { DomainError } from "../errors";
import { chainOf, readBook } from "./book";
import { type Cell, cellsOf, recordedFor } from "./cells";
import { cellKind } from "./kinds";
import { endOfPause, pauseOptions } from "./pause";
import { marketingCells, planPause, planStop, type Situation, type Step, stand } from "./plan";
import { toChange } from "./present";
import type { Standing } from "./rules";
import { type LedgerEvent, readAct, readDeciding } from "./store";
import { undoUntil } from "./undo";
import type { ChangedBy, ChangeView, ChoiceResult } from "./view";
import { writeChoices } from "./write";

/** One purpose by one channel, as a link names it; "" is the one switch. */
export interface LinkTarget {
  purpose: string;
  channel: string;
}

/** What the holder of a link may ask for. */
export type LinkAct = "stop" | "monthly" | "pause" | "all";

const OFTEN = ["every", "weekly", "monthly"];

/** @throws DomainError `gone` for a purpose that the brand no longer has. */
function cellOf(ctx: Ctx, { purpose, channel }: LinkTarget): Cell {
  const found = byId(ctx.house.brand.purposes, purpose);
  if (!found) throw new DomainError("gone");
  return { purpose: found, channel };
}

/** The day that a pause by a link ends, YYYY-MM-DD: the first that Your choices offers. */
const pauseDay = (ctx: Ctx): string => pauseOptions(ctx.now, ctx.house.brand.timeZone)[0]?.until ?? "";

/** Once a month where it is more often now; one setting for all channels of the purpose. */
function planMonthly(situation: Situation, cell: Cell): Step[] {
  if (!cell.purpose.frequency.includes("monthly") || !stand(situation, cell).chosen) return [];
  return cellsOf(cell.purpose)
    .filter((one) => {
      const { frequency } = stand(situation, one);
      return frequency !== null && OFTEN.indexOf(frequency) < OFTEN.indexOf("monthly");
    })
    .map((one) => ({ ...one, act: "frequency" as const, frequency: "monthly" as const }));
}

/** A pause only where it ends later than one that holds already. */
function planLongerPause(ctx: Ctx, situation: Situation, cell: Cell): Step[] {
  const now = stand(situation, cell);
  const until = endOfPause(pauseDay(ctx), { now: ctx.now, timeZone: ctx.house.brand.timeZone });
  const held = recordedFor(situation.book, cell)?.pausedUntil ?? null;
  if (now.locked || !now.offered || (held !== null && held >= until)) return [];
  return planPause(situation, cell, until);
}

function planOf(ctx: Ctx, act: LinkAct, cell: Cell): (situation: Situation) => Step[] {
  if (act === "monthly") return (situation) => planMonthly(situation, cell);
  if (act === "pause") return (situation) => planLongerPause(ctx, situation, cell);
  if (act === "stop") return (situation) => planStop(situation, cell);
  return (situation) => marketingCells(ctx.house.brand).flatMap((one) => planStop(situation, one));
}

/**
 * What the holder of a link asks for, as one act. Nothing of it raises; what is so already is not written again.
 * @throws DomainError `gone`, `forbidden`; as `writeChoices`.
 */
export async function lowerByLink(
  ctx: Ctx,
  { act, target }: { act: LinkAct; target: LinkTarget },
): Promise<ChoiceResult> {
  const plan = planOf(ctx, act, cellOf(ctx, target));
  return writeChoices(ctx, { act: "choice.lower", plan });
}

/**
 * Puts back just what one act by a link changed, where nothing newer stands on it.
 * @throws DomainError `expired` after ten minutes, `not_found`; as `writeChoices`.
 */
export async function undoByLink(ctx: Ctx, act: string): Promise<ChoiceResult> {
  return writeChoices(ctx, {
    act: "choice.undo",
    plan: async (situation, tx) => {
      const events = await readAct(tx, chainOf(ctx), act);
      if (!events[0]) throw new DomainError("not_found");
      if (undoUntil(events[0].at) < ctx.now) throw new DomainError("expired");
      return events.filter((event) => isNewest(situation, event)).flatMap((event) => stepBack(ctx, event));
    },
  });
}

const isNewest = ({ book }: Situation, event: LedgerEvent): boolean =>
  book.choices.get(`${event.purpose}/${event.channel}`)?.seq === event.seq;

function stepBack(ctx: Ctx, event: LedgerEvent): Step[] {
  const purpose = byId(ctx.house.brand.purposes, event.purpose);
  if (!purpose || cellKind(purpose, event.channel) === "locked") return [];
  return [{ purpose, channel: event.channel, act: "undo", undoes: event.seq }];
}

/** Where a cell stands, as far as a link's page shows it. */
export interface ByLink {
  cell: Cell;
  stands: Standing;
  /** Who said what holds now, and when; null where nobody ever did. */
  decided: { at: Date; by: ChangedBy } | null;
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
): Promise<{ changes: ChangeView[]; open: boolean }> {
  return observe(ctx, "choice.read", async (tx) => {
    const { brand } = ctx.house;
    const book = await readBook(tx, ctx);
    const reader = { brand, book, locale: ctx.locale, now: ctx.now };
    const events = await readAct(tx, chainOf(ctx), act);
    const open = events.some((event) => isNewest({ brand, book, now: ctx.now }, event));
    return { changes: events.map((event) => toChange(reader, event)), open };
  });
}
