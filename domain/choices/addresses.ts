import type { Tx } from "@/db/client";
import type { Ctx } from "../context";
import { readAddresses, readIdentifiers } from "../customers";
import { canText } from "../messages";
import type { Addresses } from "./cells";
import type { AddressKind } from "./states";

/** The person's addresses, masked, with their states. */
export async function readAddressBook(tx: Tx, ctx: Ctx): Promise<Addresses> {
  return new Map((await readAddresses(tx, ctx)).map(({ kind, masked, state }) => [kind, { masked, state }]));
}

/** The plain address of one kind, to write to it; null where there is none, or no way to write there. */
export async function openAddress(tx: Tx, ctx: Ctx, kind: AddressKind): Promise<string | null> {
  if (kind === "phone" && !canText(ctx.house)) return null;
  const known = await readIdentifiers(tx, ctx);
  return known.find((identifier) => identifier.kind === kind)?.value ?? null;
}
