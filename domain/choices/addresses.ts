import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { identifiers } from "@/db/schema/customers";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import type { Addresses } from "./cells";
import type { AddressKind, AddressState } from "./states";

const isAddress = (kind: string): kind is AddressKind => kind === "email" || kind === "phone";

async function readOwn(tx: Tx, ctx: Ctx) {
  if (ctx.subject === null) return [];
  const customerId = ctx.subject.id;
  const rows = await tx.select().from(identifiers).where(eq(identifiers.customerId, customerId));
  if (rows.length === 0) return [];
  const sealer = await customerSealer(tx, ctx.house.keys, customerId);
  return rows.flatMap(({ kind, sealed, changedAt }) => {
    if (!isAddress(kind)) return [];
    const state: AddressState = changedAt === null ? "ok" : "unverified";
    return [{ kind, address: sealer.open(`identifiers.${kind}`, sealed), state }];
  });
}

/** The person's addresses, masked, with their states. */
export async function readAddressBook(tx: Tx, ctx: Ctx): Promise<Addresses> {
  const own = await readOwn(tx, ctx);
  return new Map(own.map(({ kind, address, state }) => [kind, { masked: mask(kind, address), state }]));
}

/** The plain address of one kind, to write to it; null where there is none. */
export async function openAddress(tx: Tx, ctx: Ctx, kind: AddressKind): Promise<string | null> {
  const own = await readOwn(tx, ctx);
  return own.find((entry) => entry.kind === kind)?.address ?? null;
}

const mask = (kind: AddressKind, address: string): string =>
  kind === "email"
    ? `${address.slice(0, 1)}•••${address.slice(address.lastIndexOf("@"))}`
    : `•••${address.slice(-2)}`;
