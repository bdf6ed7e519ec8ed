import { Temporal } from "temporal-polyfill";
import { validate } from "uuid";
import type { Tx } from "@/db/client";
import type { AuditDetail } from "../access-line";
import type { Ctx } from "../context";
import { referenceLookup } from "../customers";
import type { ExportAuditInput, SearchAuditInput } from "./catalog";
import { type AuditRow, type Filter, ownersOf, type Place, personsOf } from "./store";

type Asked = Omit<ExportAuditInput, "format"> | SearchAuditInput;

/**
 * What was asked for, as the store finds it. Whoever is named by an address or a number is found by its keyed
 * hash; what is typed is written nowhere.
 */
export async function filterOf(tx: Tx, ctx: Ctx, asked: Asked): Promise<Filter> {
  const day = (text: string, plus: number) => startOf(text, { plus, timeZone: ctx.house.brand.timeZone });
  return {
    customers: asked.customer ? await findCustomers(tx, ctx, asked.customer) : null,
    agent: asked.agent ?? null,
    acts: asked.act ? [asked.act] : null,
    ticket: asked.ticket ?? null,
    from: asked.from ? day(asked.from, 0) : null,
    until: asked.to ? day(asked.to, 1) : null,
  };
}

/** Our ids of whom a text names, with those proved to be the same person; none where nobody is known by it. */
export async function findCustomers(tx: Tx, ctx: Ctx, named: string): Promise<string[]> {
  const found = validate(named) ? [named.toLowerCase()] : [];
  for (const reference of [{ email: named }, { phone: named }, { customer_number: named }]) {
    const lookup = referenceLookup(ctx.house, reference);
    if (lookup) found.push(...(await ownersOf(tx, lookup)));
  }
  return found.length > 0 ? personsOf(tx, found) : [];
}

function startOf(day: string, { plus, timeZone }: { plus: number; timeZone: string }): Date {
  const start = Temporal.PlainDate.from(day).add({ days: plus }).toZonedDateTime({ timeZone });
  return new Date(start.epochMilliseconds);
}

/** What the audit says of a search: our ids and days. A ticket only where lines have it, for it is typed. */
export function detailOf(filter: Filter, { lines }: { lines: number | null }): AuditDetail {
  const { customers, agent, acts, ticket, from, until } = filter;
  return {
    ...(customers && { customers }),
    ...(agent && { agent }),
    ...(acts && { acts: [...acts] }),
    ...(ticket && (lines ? { ticket } : { asked: "ticket" })),
    ...(from && { from: from.toISOString() }),
    ...(until && { until: until.toISOString() }),
    ...(lines !== null && { lines }),
  };
}

export const cursorOf = ({ at, id }: Pick<AuditRow, "at" | "id">): string =>
  Buffer.from(`${at.getTime()} ${id}`).toString("base64url");

/** Where a page begins; a cursor that is none of ours gives the first page. */
export function placeOf(cursor: string | undefined): Place | null {
  const [time = "", id = ""] = Buffer.from(cursor ?? "", "base64url")
    .toString("latin1")
    .split(" ");
  return /^\d{1,13}$/u.test(time) && validate(id) ? { at: new Date(Number(time)), id } : null;
}
