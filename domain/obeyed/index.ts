import type { Tx } from "@/db/client";
import { changed, mutate, observe, unchanged } from "../access";
import { type Brand, byId, say } from "../brand";
import { type Ctx, subjectIds } from "../context";
import { DomainError } from "../errors";
import {
  AHEAD_MS,
  BEHIND_MS,
  type ObeyedResult,
  type ObeyedView,
  type TellObeyedInput,
  type Unobeyed,
} from "./catalog";
import {
  findLane,
  insertObeyed,
  markObeyed,
  type ObeyedRow,
  selectEvent,
  selectObeyed,
  selectUnobeyed,
} from "./store";

/**
 * A system says that it obeyed: from `at` on it acts on what the event told. Said again by the same system it
 * changes nothing. A clock that is a little off is taken for right, so that no customer reads of the future.
 * @throws DomainError `not_found` for an event that no endpoint was to hear of; `invalid` with `pointer` for a
 * moment before the event or more than five minutes ahead.
 */
export async function tellObeyed(
  ctx: Ctx,
  { event: id, at, system }: TellObeyedInput,
): Promise<ObeyedResult> {
  const { actor, now } = ctx;
  const customerId = await observe({ ...ctx, subject: null }, "obeyed.tell", (tx) => findLane(tx, id));
  if (customerId === undefined || actor.kind !== "api_key") throw new DomainError("not_found");
  const about: Ctx = { ...ctx, subject: { id: customerId, linked: [] } };
  const { value } = await mutate(about, "obeyed.tell", async (tx) => {
    const event = await selectEvent(tx, { customerId, id });
    if (!event) throw new DomainError("not_found");
    const when = momentOf(at, { event: event.at, now });
    const row = { customerId, eventId: id, system, at: when };
    if (!(await insertObeyed(tx, { ...row, keyId: actor.keyId })))
      return unchanged({ event: id, recorded: false });
    await markObeyed(tx, row);
    return changed({ event: id, recorded: true }, { event: id, type: event.type, system });
  });
  return value;
}

function momentOf(at: Date, { event, now }: { event: Date; now: Date }): Date {
  const wrong = (detail: string) => new DomainError("invalid", { pointer: "/at", detail });
  if (at.getTime() < event.getTime() - BEHIND_MS) throw wrong("not before the event");
  if (at.getTime() > now.getTime() + AHEAD_MS) throw wrong("not more than five minutes ahead");
  return new Date(Math.max(Math.min(at.getTime(), now.getTime()), event.getTime()));
}

/** What systems said of a cell's newest act; none where that act is another, or nobody said anything. */
export type ObeyedBook = (cell: { purpose: string; channel: string; at: Date }) => ObeyedView[];

/** What the subject's systems said, in the caller's transaction and the reader's words. */
export async function readObeyed(tx: Tx, ctx: Ctx): Promise<ObeyedBook> {
  const rows = await selectObeyed(tx, subjectIds(ctx.subject));
  const { brand } = ctx.house;
  return ({ purpose, channel, at }) =>
    rows
      .filter((row) => row.purpose === purpose && row.channel === channel && +row.actAt === +at)
      .map((row: ObeyedRow) => ({ system: nameOf(row.system, ctx.locale, brand), at: row.at }));
}

/** A system that calls itself by the id of a recipient or a source is called as the brand calls that one. */
function nameOf(system: string, locale: string, brand: Brand): ObeyedView["system"] {
  const known = byId(brand.recipients, system) ?? byId(brand.sources, system);
  return known ? say(known.name, locale, brand) : { text: system, lang: null };
}

/** Per endpoint what its system has not said within the time it was given; endpoints without are not listed. */
export const listUnobeyed = (ctx: Ctx): Promise<Unobeyed[]> =>
  observe(ctx, "webhook.read", (tx) => selectUnobeyed(tx, { now: ctx.now }));
