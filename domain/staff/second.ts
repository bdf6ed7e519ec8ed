import { type Tx, withSight } from "@/db/client";
import type { Ctx } from "../context";
import { countWithin, networkOf } from "../limits";
import { deviceOf, packDevice } from "../sessions";
import type { Asking } from "../sessions/catalog";
import { hashSecret } from "../sessions/keys";
import { attemptSecond, consumeStaffAsked, type StaffAsked } from "./asked-store";
import { beginStaffSession } from "./begin";
import type { PasskeyInput, RecoveryInput, StaffMethod, StaffSignInResult, TotpInput } from "./catalog";
import { listPasskeys, usePasskey, useRecovery } from "./factor-store";
import { hashRecovery, openTotp } from "./keys";
import { checkPasskey, signInAbout } from "./passkeys";
import { findActive, type StaffRecord, useTotpStep } from "./store";
import { stepOf } from "./totp";

const refused: StaffSignInResult = { outcome: "refused", why: "not_accepted" };
const HOUR = 3_600;

/** A sign-in at its second step, and whose it is. */
interface AtSecond {
  asked: StaffAsked;
  person: StaffRecord;
}

/** The second step by what the authenticator shows. Each of its codes works once. */
export async function signInByTotp(ctx: Ctx, input: TotpInput, asking: Asking): Promise<StaffSignInResult> {
  const at = await atSecondStep(ctx, asking);
  const key = at && openTotp(ctx.house.keys, at.person);
  const step = key ? stepOf(key, input.code, { now: ctx.now, after: at.person.totpStep }) : null;
  if (!at || step === null) return refused;
  return finish(ctx, { at, asking, method: "totp", use: (tx) => useTotpStep(tx, at.person.id, step) });
}

/** The second step by a passkey, whose owner the device has verified. */
export async function signInByPasskey(
  ctx: Ctx,
  input: PasskeyInput,
  asking: Asking,
): Promise<StaffSignInResult> {
  const at = await atSecondStep(ctx, asking);
  if (!at) return refused;
  const { house, now } = ctx;
  const passkeys = await withSight(house.db, {}, (tx) => listPasskeys(tx, at.person.id));
  const question = { about: signInAbout(at.asked.id), passkeys, now };
  const used = await checkPasskey(house, { ...question, answer: input.answer });
  if (!used) return refused;
  return finish(ctx, { at, asking, method: "passkey", use: (tx) => usePasskey(tx, used) });
}

/** The second step by a recovery code, which is then gone. */
export async function signInByRecovery(
  ctx: Ctx,
  input: RecoveryInput,
  asking: Asking,
): Promise<StaffSignInResult> {
  const at = await atSecondStep(ctx, asking);
  if (!at) return refused;
  const staffId = at.person.id;
  const hash = hashRecovery(ctx.house.keys, staffId, input.code);
  return finish(ctx, { at, asking, method: "recovery", use: (tx) => useRecovery(tx, { staffId, hash }) });
}

/** This browser's sign-in after its first step, with one more try counted: by sign-in, by network, by person. */
export async function atSecondStep(ctx: Ctx, asking: Asking): Promise<AtSecond | null> {
  const { house } = ctx;
  const network = {
    name: "staff_second_network",
    key: networkOf(asking.network),
    points: 100,
    seconds: HOUR,
  };
  if (!(await countWithin(house, [network]))) return null;
  const asked = await withSight(house.db, {}, (tx) => attemptSecond(tx, hashSecret(asking.browser ?? "")));
  if (!asked?.staffId) return null;
  const one = { name: "staff_second", key: asked.staffId, points: 20, seconds: HOUR };
  if (!(await countWithin(house, [one]))) return null;
  const { staffId } = asked;
  const person = await withSight(house.db, {}, (tx) => findActive(tx, staffId));
  return person ? { asked, person } : null;
}

interface Finish {
  at: AtSecond;
  asking: Asking;
  method: StaffMethod;
  /** Uses the factor up; false: somebody was faster. */
  use: (tx: Tx, person: StaffRecord) => Promise<boolean>;
}

/** Both steps are proved: a session, unless one of them was used meanwhile. */
export function finish(ctx: Ctx, { at, asking, method, use }: Finish): Promise<StaffSignInResult> {
  return beginStaffSession(ctx, {
    staffId: at.person.id,
    method,
    device: packDevice(deviceOf(asking.userAgent)),
    secondAt: ctx.now,
    consume: async (tx, person) => (await use(tx, person)) && consumeStaffAsked(tx, at.asked.id),
  });
}
