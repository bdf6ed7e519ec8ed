import { withSight, withSightNow } from "@/db/client";
import { say } from "../brand";
import type { Ctx } from "../context";
import type { House } from "../house";
import { countWithin, networkOf } from "../limits";
import type { Asking } from "../sessions/catalog";
import { hashSecret, newSecret } from "../sessions/keys";
import { attemptFirst, findAtSecond, passFirst } from "./asked-store";
import type { FirstStepInput, StaffSignInResult, StaffSignInView } from "./catalog";
import { factorsOf } from "./factors";
import { isStaffCode, openEmail } from "./keys";
import { askPasskey, signInAbout } from "./passkeys";
import { openSetup, sealSetup } from "./setup";
import { findActive, type StaffRecord } from "./store";
import { newTotpKey, totpSetup } from "./totp";

const refused: StaffSignInResult = { outcome: "refused", why: "not_accepted" };

/**
 * The first step: the code from the message, in the browser that asked for it. Wrong, old, used, replaced, never
 * sent or disabled since: one answer. What comes next is bound to the browser by a new secret.
 */
export async function passFirstStep(
  ctx: Ctx,
  input: FirstStepInput,
  asking: Asking,
): Promise<StaffSignInResult> {
  const { house } = ctx;
  const network = { name: "staff_code_network", key: networkOf(asking.network), points: 100, seconds: 3_600 };
  if (!(await countWithin(house, [network]))) return refused;
  const asked = await withSight(house.db, {}, (tx) => attemptFirst(tx, hashSecret(asking.browser ?? "")));
  if (!asked || !isStaffCode(house.keys, asked, input.code)) return refused;
  const browser = newSecret();
  return withSight(house.db, {}, async (tx) => {
    const person = asked.staffId ? await findActive(tx, asked.staffId) : undefined;
    if (!person) return refused;
    const setup = person.totpSealed ? null : ({ kind: "enrol", key: newTotpKey() } as const);
    const sealed = setup && sealSetup(house.keys, asked.id, setup);
    const passed = await passFirst(tx, { id: asked.id, browserHash: hashSecret(browser), sealed });
    return passed ? { outcome: "onward", browser } : refused;
  });
}

/** Where this browser's sign-in stands, for the page of the second step. Reads only. */
export async function readStaffSignIn(house: House, browser: string | null): Promise<StaffSignInView> {
  if (!browser) return { step: "start" };
  return withSightNow(house.db, {}, async (tx, now): Promise<StaffSignInView> => {
    const asked = await findAtSecond(tx, hashSecret(browser));
    const person = asked?.staffId ? await findActive(tx, asked.staffId) : undefined;
    if (!asked || !person) return { step: "start" };
    const setup = openSetup(house.keys, asked, now);
    if (setup?.kind === "enrol") return { step: "enrol", setup: shownSetup(house, person, setup.key) };
    if (setup?.kind === "keep") return { step: "keep", codes: setup.codes };
    const { factors, passkeys } = await factorsOf(tx, person);
    const about = signInAbout(asked.id);
    const passkey = passkeys.length ? await askPasskey(house, { about, passkeys, now }) : null;
    return { step: "second", factors, passkey };
  });
}

/** An authenticator's key as its page shows it. */
export const shownSetup = (house: House, person: StaffRecord, key: string) =>
  totpSetup(key, { issuer: brandName(house), label: openEmail(house.keys, person) });

/** The brand as an authenticator app and a device name it. */
export const brandName = ({ brand }: House): string => say(brand.name, brand.locales[0] ?? "en", brand).text;
