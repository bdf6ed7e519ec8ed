import { Temporal } from "temporal-polyfill";
import type { Tx } from "@/db/client";
import { dayIn, matchLocale } from "@/domain/brand";
import { observe } from "../access";
import type { Ctx } from "../context";
import { readIdentifiers } from "../customers";
import { customerSealer } from "../customers/keys";
import { isDomainError } from "../errors";
import type { DeskLine, LastWord } from "./desk-store";
import type { DeskCustomer, DeskRequest, DeskRequestView, NoMoreTime } from "./desk-view";
import { extendClock, kindFrom, lawfulDate } from "./lawful-date";
import { pseudonymOf, referenceOf } from "./reference";
import { itemName, viewOf } from "./show";
import { type RequestRow, selectMessages, selectOpenedFor, selectSettings } from "./store";

/** The context of the same officer about one person, whose rows it then sees. */
export const about = (ctx: Ctx, customerId: string): Ctx => ({
  ...ctx,
  subject: { id: customerId, linked: [] },
});

/** Lines of the queue, each with who it is by what the desk names people, and who has to write next. */
export async function queueOf(
  ctx: Ctx,
  { lines, last }: { lines: readonly DeskLine[]; last: ReadonlyMap<string, LastWord> },
): Promise<DeskRequest[]> {
  const customers = await whose(ctx, lines);
  return lines.map((line) => {
    const customer = customers.get(line.customerId) ?? nameless(line.customerId);
    return deskRequest(line, { ctx, customer, last: last.get(line.id) });
  });
}

interface Line {
  ctx: Ctx;
  customer: DeskCustomer;
  last: LastWord | undefined;
}

function deskRequest(line: DeskLine, { ctx, customer, last }: Line): DeskRequest {
  const { brand } = ctx.house;
  const open = line.answeredAt === null;
  return {
    ...{ id: line.id, reference: referenceOf(line.id), customer, kind: kindFrom(line.kind) },
    item: line.item === null ? null : itemName(brand, line.item, ctx.locale),
    openedAt: line.openedAt,
    due: lawfulDate(brand, line, ctx.now),
    daysLeft: daysLeft(ctx, line.dueOn),
    state: open ? "open" : "ready",
    outcome: (["done", "done_in_part", "refused"] as const).find((one) => one === line.outcome) ?? null,
    extended: line.extendedFrom !== null,
    waitingFor: open && last?.author === "brand" ? "customer" : "us",
    wroteAgain: line.answeredAt !== null && last?.author === "customer" && last.at > line.answeredAt,
  };
}

function daysLeft({ now, house }: Ctx, dueOn: string): number {
  const today = Temporal.PlainDate.from(dayIn(now, house.brand.timeZone));
  return today.until(Temporal.PlainDate.from(dueOn), { largestUnit: "days" }).days;
}

const nameless = (customerId: string): DeskCustomer => ({
  number: null,
  pseudonym: pseudonymOf(customerId),
});

/** By what the desk names the people of these requests: one transaction that sees them and nobody else. */
async function whose(ctx: Ctx, lines: readonly DeskLine[]): Promise<Map<string, DeskCustomer>> {
  const [first, ...others] = new Set(lines.map(({ customerId }) => customerId));
  const named = new Map<string, DeskCustomer>();
  if (first === undefined) return named;
  const everyone: Ctx = { ...ctx, subject: { id: first, linked: others } };
  return observe(everyone, "request.desk", async (tx) => {
    for (const id of [first, ...others]) named.set(id, await deskCustomer(tx, about(ctx, id)));
    return named;
  });
}

/** A person who was forgotten has no number any more, and the request still stands. */
async function deskCustomer(tx: Tx, ctx: Ctx): Promise<DeskCustomer> {
  const id = ctx.subject?.id ?? "";
  try {
    const known = await readIdentifiers(tx, ctx);
    const number = known.find(({ kind }) => kind === "customer_number")?.value ?? null;
    return { ...nameless(id), number };
  } catch (error) {
    if (isDomainError(error, "gone")) return nameless(id);
    throw error;
  }
}

/** One request as the officer works on it. `tx` must see the subject. */
export async function deskView(tx: Tx, ctx: Ctx, row: RequestRow): Promise<DeskRequestView> {
  const { brand, keys } = ctx.house;
  const sealer = await customerSealer(tx, keys, row.customerId);
  const reader = { brand, locale: ctx.locale, now: ctx.now };
  const { locale } = await selectSettings(tx, row.customerId);
  return {
    ...viewOf(row, await selectMessages(tx, row), {
      ...{ reader, sealer, openedFor: await selectOpenedFor(tx, row) },
    }),
    customer: await deskCustomer(tx, ctx),
    daysLeft: daysLeft(ctx, row.dueOn),
    customerLocale: (locale && matchLocale(locale, brand.locales)) || brand.locales[0] || "en",
    moreTime: moreTime(ctx, row),
  };
}

function moreTime(ctx: Ctx, row: RequestRow): DeskRequestView["moreTime"] {
  const not = (why: NoMoreTime) => ({ not: why });
  const { brand } = ctx.house;
  if (row.answeredAt) return not("answered");
  if (row.extendedFrom) return not("taken");
  if (dayIn(ctx.now, brand.timeZone) > row.dueOn) return not("too_late");
  try {
    return { until: extendClock(brand, row) };
  } catch (error) {
    if (isDomainError(error, "not_offered")) return not("no_law");
    throw error;
  }
}
