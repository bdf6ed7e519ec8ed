import { withSight } from "@/db/client";
import type { House } from "../house";
import { sealTotp } from "./keys";
import { setTotp } from "./store";

/**
 * Gives somebody an authenticator whose key is known, for the demo alone.
 * @throws an Error anywhere else: there a key is known to its owner only.
 */
export async function giveKnownTotp(house: House, at: { id: string; key: string }): Promise<void> {
  if (!house.settings.demo) throw new Error("only the demo has authenticators whose keys are known");
  const sealed = sealTotp(house.keys, at.id, at.key);
  await withSight(house.db, {}, (tx) => setTotp(tx, at.id, { sealed, step: null }));
}
