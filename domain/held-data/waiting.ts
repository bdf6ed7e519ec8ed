import type { Tx } from "@/db/client";
import type { Item } from "@/domain/brand";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import { DomainError } from "../errors";
import { newId } from "../random";
import { maskEmail } from "./mask";
import { insertWaiting, type WaitingRow } from "./store";
import type { Values } from "./typed";
import type { WaitingCorrection } from "./view";

export const CODE_MINUTES = 10;

/** What a person asked for, kept sealed until the code is entered. */
export interface Asked {
  /** The new address, as it was typed. */
  address: string;
  /** All that the write is given. */
  values: Values;
}

const FIELD = "waiting_corrections.asked";

/** How a code is stored: bound to its row, so that it opens no other. */
export const codeHash = (ctx: Ctx, at: { id: string; code: string }): Buffer =>
  ctx.house.keys.hash("tokens", `correction\0${at.id}\0${at.code}`);

/** Keeps what was asked for until its code is entered, in the place of what waited for the same item. */
export async function keepWaiting(
  tx: Tx,
  ctx: Ctx,
  at: { item: Item; code: string; asked: Asked },
): Promise<WaitingCorrection> {
  const customerId = ctx.subject?.id;
  if (!customerId) throw new DomainError("signed_out");
  const sealer = await customerSealer(tx, ctx.house.keys, customerId);
  const id = newId();
  const row = {
    customerId,
    id,
    item: at.item.id,
    sealed: sealer.seal(FIELD, JSON.stringify(at.asked)),
    codeHash: codeHash(ctx, { id, code: at.code }),
    expiresAt: new Date(ctx.now.getTime() + CODE_MINUTES * 60_000),
  };
  await insertWaiting(tx, ctx, row);
  return { id, item: row.item, sentTo: maskEmail(at.asked.address), expiresAt: row.expiresAt };
}

/** What was asked for in one that waits. */
export async function openAsked(tx: Tx, ctx: Ctx, row: WaitingRow): Promise<Asked> {
  const sealer = await customerSealer(tx, ctx.house.keys, row.customerId);
  return JSON.parse(sealer.open(FIELD, row.sealed)) as Asked;
}

/** Corrections that wait for a code, as a page shows them: the new address masked. */
export async function showWaiting(
  tx: Tx,
  ctx: Ctx,
  rows: readonly WaitingRow[],
): Promise<WaitingCorrection[]> {
  const shown: WaitingCorrection[] = [];
  for (const row of rows) {
    const { address } = await openAsked(tx, ctx, row);
    shown.push({ id: row.id, item: row.item, sentTo: maskEmail(address), expiresAt: row.expiresAt });
  }
  return shown;
}
