import { withSight } from "@/db/client";
import type { Ctx } from "../context";
import type { Asking } from "../sessions/catalog";
import { hashSecret } from "../sessions/keys";
import { findAtSecond, keepSetup } from "./asked-store";
import type { StaffSignInResult, TotpInput } from "./catalog";
import { replaceRecovery } from "./factor-store";
import { hashRecovery, newRecoveryCodes, plainRecovery, sealTotp } from "./keys";
import { atSecondStep, finish } from "./second";
import { openSetup, sealSetup } from "./setup";
import { findActive, setTotp } from "./store";
import { stepOf } from "./totp";

const refused: StaffSignInResult = { outcome: "refused", why: "not_accepted" };

/**
 * The first sign-in of somebody without a second factor: the code that their new authenticator shows. Recovery
 * codes are made now and shown until they are kept; nothing is stored of them or of the key before.
 */
export async function proveFirstTotp(ctx: Ctx, input: TotpInput, asking: Asking): Promise<StaffSignInResult> {
  const { house, now } = ctx;
  const at = await atSecondStep(ctx, asking);
  const setup = at && openSetup(house.keys, at.asked, now);
  if (!at || setup?.kind !== "enrol") return refused;
  const step = stepOf(setup.key, input.code, { now, after: null });
  if (step === null) return refused;
  const { id } = at.asked;
  const codes = newRecoveryCodes();
  const sealed = sealSetup(house.keys, id, { kind: "keep", key: setup.key, step, codes });
  const kept = await withSight(house.db, {}, (tx) => keepSetup(tx, { id, sealed }));
  return kept && asking.browser ? { outcome: "onward", browser: asking.browser } : refused;
}

/** The recovery codes are kept: authenticator and codes are stored and the session begins, all at once. */
export async function finishEnrolment(ctx: Ctx, asking: Asking): Promise<StaffSignInResult> {
  const { house, now } = ctx;
  const at = await withSight(house.db, {}, async (tx) => {
    const asked = await findAtSecond(tx, hashSecret(asking.browser ?? ""));
    const person = asked?.staffId ? await findActive(tx, asked.staffId) : undefined;
    return asked && person ? { asked, person } : null;
  });
  const setup = at && openSetup(house.keys, at.asked, now);
  if (!at || setup?.kind !== "keep") return refused;
  const { key, step, codes } = setup;
  const hashes = codes.map((code) => hashRecovery(house.keys, at.person.id, plainRecovery(code)));
  return finish(ctx, {
    at,
    asking,
    method: "totp",
    use: async (tx, person) => {
      if (person.totpSealed) return false;
      await setTotp(tx, person.id, { sealed: sealTotp(house.keys, person.id, key), step });
      await replaceRecovery(tx, person.id, hashes);
      return true;
    },
  });
}
