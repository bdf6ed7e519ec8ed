import type { Tx } from "@/db/client";
import type { StaffFactors } from "./catalog";
import { countRecovery, listPasskeys, type PasskeyRecord } from "./factor-store";
import type { StaffRecord } from "./store";

/** What somebody of staff can prove a second step with. */
export async function factorsOf(
  tx: Tx,
  person: StaffRecord,
): Promise<{ factors: StaffFactors; passkeys: PasskeyRecord[] }> {
  const passkeys = await listPasskeys(tx, person.id);
  const recovery = await countRecovery(tx, person.id);
  return {
    factors: { totp: person.totpSealed !== null, passkeys: passkeys.length, recovery },
    passkeys,
  };
}
