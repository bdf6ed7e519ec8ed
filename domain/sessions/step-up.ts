import { v7 as uuid } from "uuid";
import { withSight } from "@/db/client";
import { changed, mutate, observe, unchanged } from "../access";
import type { Ctx } from "../context";
import { maskIdentifier, proveAddress, readIdentifiers } from "../customers";
import { DomainError } from "../errors";
import { countWithin } from "../limits";
import { sendMessage } from "../messages";
import { hashCode, isCode, openAbout, sealAbout } from "./asked-seal";
import { attemptBySession, consume, insertAsked } from "./asked-store";
import { SIGN_IN_MINUTES, type SignInByCodeInput, type SignInResult } from "./catalog";
import { hashSecret, newCode, newSecret } from "./keys";
import { renewSession } from "./store";

/** The customer and session that act. @throws DomainError `signed_out`. */
function whoActs(ctx: Ctx): { customerId: string; id: string } {
  if (ctx.actor.kind !== "customer") throw new DomainError("signed_out");
  return { customerId: ctx.actor.customerId, id: ctx.actor.sessionId };
}

/**
 * Sends a code to the person's own address, to prove again who they are.
 * @returns the address, masked, or null when there is none to write to.
 * @throws DomainError `rate_limited` after ten in an hour.
 */
export async function startStepUp(ctx: Ctx): Promise<{ address: string | null }> {
  const { house, requestId, locale } = ctx;
  const { id: sessionId, customerId } = whoActs(ctx);
  const known = await observe(ctx, "session.read", (tx) => readIdentifiers(tx, ctx));
  const to = known.find(({ kind }) => kind === "email")?.value;
  if (!to) return { address: null };
  const limit = { name: "step_up", key: customerId, points: 10, seconds: 3_600 };
  if (!(await countWithin(house, [limit]))) throw new DomainError("rate_limited");
  const [id, code] = [uuid(), newCode()];
  await withSight(house.db, {}, async (tx) => {
    await insertAsked(tx, {
      id,
      sessionId,
      lookup: house.keys.lookup("asked/session", sessionId),
      browserHash: hashSecret(newSecret()),
      codeHash: hashCode(house, id, code),
      sealed: sealAbout(house, id, { typed: null, email: to }),
      device: "",
      locale,
    });
    const params = { code, minutes: SIGN_IN_MINUTES };
    await sendMessage(tx, { house, requestId }, { to, template: "step_up", params, locale });
  });
  return { address: maskIdentifier("email", to) };
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
    const { email } = openAbout(house, asked);
    if (email) await proveAddress(tx, ctx, { kind: "email", value: email });
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
