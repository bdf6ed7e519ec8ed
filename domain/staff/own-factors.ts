import type { Tx } from "@/db/client";
import { changed, mutate, observe } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { sendMessage } from "../messages";
import { staffOf } from "./again";
import type { TotpInput, TotpSetup } from "./catalog";
import { replaceRecovery } from "./factor-store";
import { shownSetup } from "./first";
import { hashRecovery, newRecoveryCodes, openEmail, plainRecovery, sealTotp } from "./keys";
import { requireRecentSecondFactor } from "./rules";
import { endStaffSessions, readPresented, setSessionSetup } from "./session-store";
import { openSetup, type Setup, sealSetup } from "./setup";
import { holdActive, type StaffRecord, setTotp } from "./store";
import { newTotpKey, stepOf } from "./totp";

/** How long a setup that was begun can be finished. */
const SETUP_MS = 10 * 60_000;

/** Begins to renew the authenticator: the old one counts until a code of the new one was right. */
export async function startNewTotp(ctx: Ctx): Promise<void> {
  const until = ctx.now.getTime() + SETUP_MS;
  await changeOwn(ctx, async (tx) => {
    await keep(tx, ctx, { kind: "totp", key: newTotpKey(), until });
    return { event: "totp_begun" };
  });
}

/** What is being set up in this session, for its page; null when nothing is. Reads only. */
export async function readOwnSetup(
  ctx: Ctx,
): Promise<{ kind: "totp"; setup: TotpSetup } | { kind: "codes"; codes: readonly string[] } | null> {
  staffOf(ctx);
  return observe(ctx, "staff.read", async (tx) => {
    const { setup, person } = await presented(tx, ctx);
    if (setup?.kind === "totp") return { kind: "totp", setup: shownSetup(ctx.house, person, setup.key) };
    return setup?.kind === "codes" ? { kind: "codes", codes: setup.codes } : null;
  });
}

/**
 * The new authenticator's first code: from now on it is the one, and every other sign-in is over.
 * @throws DomainError `expired` when nothing is being set up; `invalid` when the code is not right.
 */
export async function proveNewTotp(ctx: Ctx, input: TotpInput): Promise<void> {
  const { house, now } = ctx;
  await changeOwn(ctx, async (tx, person) => {
    const { setup } = await presented(tx, ctx);
    if (setup?.kind !== "totp") throw new DomainError("expired");
    const step = stepOf(setup.key, input.code, { now, after: null });
    if (step === null) throw new DomainError("invalid", { field: "code" });
    await setTotp(tx, person.id, { sealed: sealTotp(house.keys, person.id, setup.key), step });
    await keep(tx, ctx, null);
    return factorChanged(tx, ctx, { person, kind: "totp", event: "totp_set" });
  });
}

/** Makes new recovery codes in the place of the old ones, to be shown until they are kept. */
export async function makeRecoveryCodes(ctx: Ctx): Promise<void> {
  const { keys } = ctx.house;
  const codes = newRecoveryCodes();
  const until = ctx.now.getTime() + SETUP_MS;
  await changeOwn(ctx, async (tx, person) => {
    const hashes = codes.map((code) => hashRecovery(keys, person.id, plainRecovery(code)));
    await replaceRecovery(tx, person.id, hashes);
    await keep(tx, ctx, { kind: "codes", codes, until });
    return factorChanged(tx, ctx, { person, kind: "recovery", event: "recovery_made" });
  });
}

/** The recovery codes are kept elsewhere; here they are shown no more. */
export async function keepRecoveryCodes(ctx: Ctx): Promise<void> {
  await mutate(ctx, "staff.factor", async (tx) => {
    await keep(tx, ctx, null);
    return changed(null, { event: "recovery_kept" });
  });
}

/**
 * A change of one's own factors: a second step just done, the person held, one line in the audit.
 * @throws DomainError `step_up_required`; `not_offered` for whoever comes by the brand's own sign-in.
 */
export async function changeOwn(
  ctx: Ctx,
  change: (tx: Tx, person: StaffRecord) => Promise<Record<string, string | number>>,
): Promise<void> {
  const { staffId } = staffOf(ctx);
  requireRecentSecondFactor(ctx);
  await mutate(ctx, "staff.factor", async (tx) => {
    const person = await holdActive(tx, staffId);
    if (!person) throw new DomainError("signed_out");
    if (person.openIdLookup) throw new DomainError("not_offered");
    return changed(null, await change(tx, person));
  });
}

/** The session and person of this very request, and what is being set up in it. */
export async function presented(tx: Tx, ctx: Ctx) {
  const found = await readPresented(tx);
  if (!found) throw new DomainError("signed_out");
  const { session, person } = found;
  const row = { id: session.id, sealed: session.setupSealed };
  return { session, person, setup: openSetup(ctx.house.keys, row, ctx.now) };
}

const keep = (tx: Tx, ctx: Ctx, setup: Setup | null): Promise<void> => {
  const { sessionId: id } = staffOf(ctx);
  return setSessionSetup(tx, { id, sealed: setup && sealSetup(ctx.house.keys, id, setup) });
};

/** Whoever else is signed in as this person is signed out, and the person is told by mail. */
export async function factorChanged(
  tx: Tx,
  ctx: Ctx,
  at: { person: StaffRecord; kind: "totp" | "passkey" | "recovery"; event: string },
) {
  const { house, requestId, locale, now } = ctx;
  const { person, kind, event } = at;
  const sessions = await endStaffSessions(tx, { staffId: person.id, except: staffOf(ctx).sessionId });
  const params = { kind, when: now.toISOString() };
  const message = { to: openEmail(house.keys, person), template: "staff_factor_changed", params } as const;
  await sendMessage(tx, { house, requestId }, { ...message, locale });
  return { event, sessions };
}
