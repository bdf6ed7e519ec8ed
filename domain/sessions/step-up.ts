import { withSight } from "@/db/client";
import { changed, mutate, observe, unchanged } from "../access";
import type { Ctx } from "../context";
import { type KnownIdentifier, maskIdentifier, proveAddress, readIdentifiers } from "../customers";
import { DomainError } from "../errors";
import { countWithin } from "../limits";
import { canText, type Reachable, reachable, sendMessage } from "../messages";
import { newId } from "../random";
import { hashCode, isCode, openAbout, sealAbout } from "./asked-seal";
import { attemptBySession, consume, insertAsked } from "./asked-store";
import {
  SIGN_IN_MINUTES,
  type SignInByCodeInput,
  type SignInResult,
  type StartedStepUp,
  type StartStepUpInput,
} from "./catalog";
import { hashSecret, newCode, newSecret } from "./keys";
import { renewSession } from "./store";

/** The customer and session that act. @throws DomainError `signed_out`. */
function whoActs(ctx: Ctx): { customerId: string; id: string } {
  if (ctx.actor.kind !== "customer") throw new DomainError("signed_out");
  return { customerId: ctx.actor.customerId, id: ctx.actor.sessionId };
}

/** Where the code goes: to the kind asked for, else by mail, else by text. */
function codeTo(ctx: Ctx, known: KnownIdentifier[], kind: Reachable["kind"] | undefined): Reachable | null {
  const wanted = known.find((one) => one.kind === kind);
  if (!kind || !wanted || (kind === "phone" && !canText(ctx.house))) return reachable(ctx.house, known);
  return { kind, value: wanted.value };
}

/** Where the code would go, without sending one; nowhere in a visit, in which nobody proves who they are. */
export async function readStepUp(ctx: Ctx, input: StartStepUpInput): Promise<StartedStepUp> {
  if (ctx.actor.kind !== "customer") return shown(null);
  const known = await observe(ctx, "session.read", (tx) => readIdentifiers(tx, ctx));
  return shown(codeTo(ctx, known, input.to));
}

const shown = (to: Reachable | null): StartedStepUp =>
  to ? { address: maskIdentifier(to.kind, to.value), kind: to.kind } : { address: null, kind: "email" };

/**
 * Sends a code to the person's own address, to prove again who they are, and that the address is theirs.
 * @returns the address, masked, or null when there is none to write to.
 * @throws DomainError `rate_limited` after ten in an hour.
 */
export async function startStepUp(ctx: Ctx, input: StartStepUpInput = {}): Promise<StartedStepUp> {
  const { house, requestId, locale } = ctx;
  const { id: sessionId, customerId } = whoActs(ctx);
  const known = await observe(ctx, "session.read", (tx) => readIdentifiers(tx, ctx));
  const to = codeTo(ctx, known, input.to);
  if (!to) return shown(null);
  const limit = { name: "step_up", key: customerId, points: 10, seconds: 3_600 };
  if (!(await countWithin(house, [limit]))) throw new DomainError("rate_limited");
  const [id, code] = [newId(), newCode()];
  await withSight(house.db, {}, async (tx) => {
    await insertAsked(tx, {
      id,
      sessionId,
      lookup: house.keys.lookup("asked/session", sessionId),
      browserHash: hashSecret(newSecret()),
      codeHash: hashCode(house, id, code),
      sealed: sealAbout(house, id, { typed: null, address: to }),
      device: "",
      locale,
    });
    const params = { code, minutes: SIGN_IN_MINUTES };
    await sendMessage(tx, { house, requestId }, { to: to.value, template: "step_up", params, locale });
  });
  return shown(to);
}

/**
 * Proves again who the person is, by the code that was sent, and that the address is theirs. The session goes
 * on under a new secret, which the caller puts into the cookie.
 */
export async function stepUpByCode(ctx: Ctx, input: SignInByCodeInput): Promise<SignInResult> {
  const { house } = ctx;
  const which = whoActs(ctx);
  const refused: SignInResult = { outcome: "refused", why: "not_accepted" };
  const asked = await withSight(house.db, {}, (tx) => attemptBySession(tx, which.id));
  if (!asked || !isCode(house, asked, input.code)) return refused;
  const sid = newSecret();
  const { value } = await mutate<SignInResult>(ctx, "session.renew", async (tx) => {
    if (!(await consume(tx, asked.id))) return unchanged(refused);
    const row = await renewSession(tx, { ...which, idHash: house.keys.hash("sessions", sid) });
    if (!row) throw new DomainError("signed_out");
    const { address } = openAbout(house, asked);
    if (address) await proveAddress(tx, ctx, address);
    const done: SignInResult = {
      outcome: "signed_in",
      sid,
      expiresAt: row.expiresAt,
      customerId: which.customerId,
    };
    return changed(done, { method: "code" });
  });
  return value;
}
