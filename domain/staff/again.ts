import { type Tx, withSight } from "@/db/client";
import { changed, mutate, observe, unchanged } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { countWithin } from "../limits";
import { newSecret } from "../sessions/keys";
import type {
  PasskeyInput,
  PasskeyQuestion,
  RecoveryInput,
  StaffFactors,
  StaffMethod,
  StaffSignInResult,
  TotpInput,
} from "./catalog";
import { listPasskeys, usePasskey, useRecovery } from "./factor-store";
import { factorsOf } from "./factors";
import { hashRecovery, openTotp, staffProof } from "./keys";
import { askPasskey, checkPasskey, sessionAbout } from "./passkeys";
import type { StaffActor } from "./resolve";
import { renewStaffSession } from "./session-store";
import { findActive, useTotpStep } from "./store";
import { stepOf } from "./totp";

const refused: StaffSignInResult = { outcome: "refused", why: "not_accepted" };

/** Whoever of staff acts. @throws DomainError `signed_out`. */
export function staffOf(ctx: Pick<Ctx, "actor">): StaffActor {
  if (ctx.actor.kind !== "staff") throw new DomainError("signed_out");
  return ctx.actor;
}

/** By what somebody who is signed in can prove a second step again. Reads only. */
export async function readAgain(
  ctx: Ctx,
): Promise<{ byOpenId: boolean; factors: StaffFactors; passkey: PasskeyQuestion | null }> {
  const { house, now } = ctx;
  const actor = staffOf(ctx);
  return observe(ctx, "staff.read", async (tx) => {
    const person = await findActive(tx, actor.staffId);
    if (!person) throw new DomainError("signed_out");
    const { factors, passkeys } = await factorsOf(tx, person);
    const question = { about: sessionAbout(actor), passkeys, now };
    const passkey = passkeys.length ? await askPasskey(house, question) : null;
    return { byOpenId: person.openIdLookup !== null, factors, passkey };
  });
}

/** Proves the second step again by what the authenticator shows. @throws DomainError `rate_limited`. */
export async function againByTotp(ctx: Ctx, input: TotpInput): Promise<StaffSignInResult> {
  const { staffId } = await oneMoreTry(ctx);
  const { house, now } = ctx;
  const person = await withSight(house.db, {}, (tx) => findActive(tx, staffId));
  const key = person && openTotp(house.keys, person);
  const step = key ? stepOf(key, input.code, { now, after: person.totpStep }) : null;
  return step === null
    ? refused
    : renew(ctx, { method: "totp", use: (tx) => useTotpStep(tx, staffId, step) });
}

/** The same by a passkey. */
export async function againByPasskey(ctx: Ctx, input: PasskeyInput): Promise<StaffSignInResult> {
  const actor = await oneMoreTry(ctx);
  const { house, now } = ctx;
  const passkeys = await withSight(house.db, {}, (tx) => listPasskeys(tx, actor.staffId));
  const used = await checkPasskey(house, { about: sessionAbout(actor), passkeys, now, answer: input.answer });
  return used ? renew(ctx, { method: "passkey", use: (tx) => usePasskey(tx, used) }) : refused;
}

/** The same by a recovery code, which is then gone. */
export async function againByRecovery(ctx: Ctx, input: RecoveryInput): Promise<StaffSignInResult> {
  const { staffId } = await oneMoreTry(ctx);
  const hash = hashRecovery(ctx.house.keys, staffId, input.code);
  return renew(ctx, { method: "recovery", use: (tx) => useRecovery(tx, { staffId, hash }) });
}

async function oneMoreTry(ctx: Ctx): Promise<StaffActor> {
  const actor = staffOf(ctx);
  const limit = { name: "staff_again", key: actor.staffId, points: 60, seconds: 3_600 };
  if (!(await countWithin(ctx.house, [limit]))) throw new DomainError("rate_limited");
  return actor;
}

/** The session goes on under a new secret, which the caller puts into the cookie. */
export async function renew(
  ctx: Ctx,
  by: { method: StaffMethod; at?: Date; use: (tx: Tx) => Promise<boolean> },
): Promise<StaffSignInResult> {
  const { sessionId: id } = staffOf(ctx);
  const sid = newSecret();
  const idHash = staffProof(ctx.house, sid);
  const { value } = await mutate<StaffSignInResult>(ctx, "staff.renew", async (tx) => {
    if (!(await by.use(tx))) return unchanged(refused);
    const row = await renewStaffSession(tx, { id, idHash, secondAt: by.at ?? ctx.now });
    if (!row) throw new DomainError("signed_out");
    return changed({ outcome: "signed_in", sid, expiresAt: row.expiresAt }, { method: by.method });
  });
  return value;
}
