import type { Ctx } from "@/domain/context";
import { type Correction, type Filed, ReadHeldItemInput, type Stopped } from "@/domain/held-data/catalog";
import { type Flash, keepFlash, readFlash } from "./flash";

/** What the address of What we hold says about one item. */
export interface HeldNews {
  item: string;
  done: string | null;
  request: string | null;
  problem: string | null;
}

type Asked = Record<string, string | undefined>;

/** The list that the address turns to another page or order, or null. */
export function listAsked(query: Asked): ReadHeldItemInput | null {
  const { item, page, sort } = query;
  const parsed = ReadHeldItemInput.safeParse({ item, page, sort });
  return parsed.success && (page ?? sort) !== undefined ? parsed.data : null;
}

/** What a form about one item has just come to, or null. */
export function newsOf(query: Asked, flash: Flash | null): HeldNews | null {
  const item = query.item ?? flash?.values.item;
  if (!item || !(query.done ?? query.problem)) return null;
  const request = /^[0-9a-f-]{36}$/u.test(query.request ?? "") ? (query.request ?? null) : null;
  return { item, done: query.done ?? null, request, problem: query.problem ?? null };
}

const REVEAL = "reveal";

/** Revealing is a POST: what is to be shown is kept sealed for two minutes, and never stands in an address. */
export async function keepReveal({ item, reveal }: ReadHeldItemInput, { back }: From): Promise<string> {
  await keepFlash({
    form: REVEAL,
    problem: "",
    params: {},
    fields: [],
    values: { item, reveal: reveal ?? "" },
  });
  return `/data?${new URLSearchParams({ ...wholeOf(back), item })}#${item}`;
}

/** Nothing is read yet: the page that follows reads it, for the person themselves. */
export const toBeRevealed = async (_ctx: Ctx, input: ReadHeldItemInput): Promise<ReadHeldItemInput> => input;

/** What the reader asked to see a moment ago, or null. */
export async function revealAsked(): Promise<ReadHeldItemInput | null> {
  const parsed = ReadHeldItemInput.safeParse((await readFlash(REVEAL))?.values);
  return parsed.success ? parsed.data : null;
}

/** Where a form was sent from. */
interface From {
  back: string;
}

/** Whoever has no scripts was given the page whole, and gets it so again: it is not asked for twice. */
function wholeOf(back: string): Record<string, string> {
  return /[?&]whole=1(?:[&#]|$)/u.test(back) ? { whole: "1" } : {};
}

/** Back to the item, with what came of the form. */
function toItem(item: string, done: string, { back, request }: From & { request?: string }): string {
  const query = new URLSearchParams({ ...wholeOf(back), item, done, ...(request ? { request } : {}) });
  return `/data?${query}#${item}`;
}

export const afterCorrection = (done: Correction, { back }: From): string =>
  toItem(done.item, done.outcome, {
    back,
    ...(done.outcome === "request_filed" ? { request: done.requestId } : {}),
  });

export const afterStop = ({ item, stopped }: Stopped, { back }: From): string =>
  toItem(item, stopped.length > 0 ? "stopped" : "stopped_already", { back });

export const afterNotMe = ({ item, requestId }: Filed, { back }: From): string =>
  toItem(item, "not_me", { back, request: requestId });

export const afterFiling = ({ item, requestId }: Filed, { back }: From): string =>
  toItem(item, "filed", { back, request: requestId });
