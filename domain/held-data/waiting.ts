import type { Tx } from "@/db/client";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import { maskEmail } from "./mask";
import type { WaitingRow } from "./store";
import type { WaitingCorrection } from "./view";

/** Where a new address is sealed. */
export const WAITING_FIELD = "waiting_corrections.value";

/** Corrections that wait for a code, as a page shows them: the new address masked. */
export async function showWaiting(
  tx: Tx,
  ctx: Ctx,
  rows: readonly WaitingRow[],
): Promise<WaitingCorrection[]> {
  const shown: WaitingCorrection[] = [];
  for (const row of rows) {
    const sealer = await customerSealer(tx, ctx.house.keys, row.customerId);
    const sentTo = maskEmail(sealer.open(WAITING_FIELD, row.sealed));
    shown.push({ id: row.id, item: row.item, sentTo, expiresAt: row.expiresAt });
  }
  return shown;
}
