import { asc, gt } from "drizzle-orm";
import { type Tx, withSight } from "@/db/client";
import { choices } from "@/db/schema/choices";
import { customerKeys, customers } from "@/db/schema/customers";
import { cellKey, readBook } from "../choices";
import type { Ctx } from "../context";
import { listIdentifiers, listJoins } from "../customers";
import { sealerOf } from "../customers/keys";

/** As many customers as are read at once. */
const PAGE = 500;

export interface ExportedCell {
  purpose: string;
  channel: string;
  state: string;
  since: Date | null;
  pausedUntil: Date | null;
  frequency: string | null;
}

export interface ExportedCustomer {
  email: string;
  phone: string;
  customerNumber: string;
  cells: ExportedCell[];
}

/** The ids of all customers, page by page. */
export async function* customerPages({ house }: Ctx): AsyncGenerator<string[]> {
  let last = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await house.db.orm
      .select({ id: customers.id })
      .from(customers)
      .where(gt(customers.id, last))
      .orderBy(asc(customers.id))
      .limit(PAGE);
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows.map(({ id }) => id);
    last = end.id;
  }
}

/** What is recorded of a page of customers; of a person with several records once, by the oldest. */
export async function readPage(ctx: Ctx, ids: readonly string[]): Promise<ExportedCustomer[]> {
  const { house } = ctx;
  const page = await withSight(house.db, { subjects: ids }, async (tx) => ({
    joins: await listJoins(tx, ids),
    known: await readKnown(tx, ctx, ids),
    rows: await tx.select().from(choices),
  }));
  const exported: ExportedCustomer[] = [];
  for (const id of ids) {
    const others = page.joins.filter((join) => join.customerId === id).map(({ otherId }) => otherId);
    if (others.some((other) => other < id)) continue;
    if (others.length > 0) exported.push(await readJoined(ctx, id, others.sort()));
    else
      exported.push({ ...known(page.known, [id]), cells: page.rows.filter((row) => row.customerId === id) });
  }
  return exported.filter(({ email, phone, customerNumber }) => email || phone || customerNumber);
}

async function readJoined(ctx: Ctx, id: string, linked: string[]): Promise<ExportedCustomer> {
  const subjects = [id, ...linked];
  return withSight(ctx.house.db, { subjects }, async (tx) => {
    const book = await readBook(tx, { ...ctx, subject: { id, linked } });
    const rows = await tx.select().from(choices);
    const names = new Map(rows.map((row) => [cellKey(row.purpose, row.channel), row]));
    const cells = [...book.choices].flatMap(([key, choice]) => {
      const row = names.get(key);
      return row ? [{ ...choice, purpose: row.purpose, channel: row.channel }] : [];
    });
    return { ...known(await readKnown(tx, ctx, subjects), subjects), cells };
  });
}

/** Customer and kind to the value in the clear. */
type Known = ReadonlyMap<string, string>;

function known(all: Known, ids: readonly string[]): Omit<ExportedCustomer, "cells"> {
  const first = (kind: string) => ids.map((id) => all.get(`${id}/${kind}`) ?? "").find(Boolean) ?? "";
  return { email: first("email"), phone: first("phone"), customerNumber: first("customer_number") };
}

async function readKnown(tx: Tx, { house }: Ctx, ids: readonly string[]): Promise<Known> {
  const sealed = await tx.select().from(customerKeys);
  const sealers = new Map(
    sealed.map((row) => [row.customerId, sealerOf(house.keys, row.customerId, row.sealed)]),
  );
  const found = new Map<string, string>();
  for (const row of await listIdentifiers(tx, ids)) {
    const value = sealers.get(row.customerId)?.open(`identifiers.${row.kind}`, row.sealed);
    if (value) found.set(`${row.customerId}/${row.kind}`, value);
  }
  return found;
}
