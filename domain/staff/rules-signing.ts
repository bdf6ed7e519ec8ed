import type { Tx } from "@/db/client";
import { changed, mutate, observe, unchanged } from "../access";
import type { Actor, Ctx } from "../context";
import { DomainError } from "../errors";
import { newId } from "../random";
import type { HandlingRulesView, SignHandlingRulesInput } from "./catalog";
import { insertSignature, listSignatures, newestSignature } from "./rules-store";
import { countsUntil, isDue, rulesHash, rulesOf, textFor } from "./rules-text";

const SHOWN = 5;

/**
 * The handling rules of the reader's role in their language, whether they signed them, and what they signed before.
 * @throws DomainError `signed_out` or `forbidden`.
 */
export async function readHandlingRules(ctx: Ctx): Promise<HandlingRulesView> {
  const { brand } = ctx.house;
  const actor = staffOf(ctx);
  const text = textFor(brand, actor.role, ctx.locale);
  return observe(ctx, "rules.read", async (tx) => {
    const signed = await signedBy(tx, ctx);
    const earlier = await listSignatures(tx, actor.staffId, SHOWN);
    return {
      role: actor.role,
      text: text ? { tree: text.tree, lang: text.locale, hash: text.hash } : null,
      signed,
      due: text !== undefined && isDue(signed?.until ?? null, ctx.now),
      earlier: earlier.map(({ id, role, signedAt, locale }) => ({ id, role, at: signedAt, lang: locale })),
    };
  });
}

/**
 * Signs the rules of one's role. `hash` is that of the text that was read. A signature that still counts for more
 * than 30 days is not made twice.
 * @throws DomainError `conflict` when the text has changed since it was read; `signed_out`, `forbidden`.
 */
export async function signHandlingRules(
  ctx: Ctx,
  input: Pick<SignHandlingRulesInput, "hash">,
): Promise<{ changed: boolean }> {
  const { brand } = ctx.house;
  const actor = staffOf(ctx);
  const done = await mutate(ctx, "rules.sign", async (tx) => {
    const text = rulesOf(brand, actor.role).find(({ hash }) => hash === input.hash);
    const whole = rulesHash(brand, actor.role);
    if (!text || whole === null) throw new DomainError("conflict");
    const before = await signedBy(tx, ctx);
    if (!isDue(before?.until ?? null, ctx.now)) return unchanged(null);
    const who = { staffId: actor.staffId, id: newId(), role: actor.role, signedAt: ctx.now };
    await insertSignature(tx, { ...who, rulesHash: whole, textHash: text.hash, locale: text.locale }, text);
    return changed(null, { role: actor.role, rules: whole, text: text.hash, lang: text.locale });
  });
  return { changed: done.changed };
}

/** Whether the reader has signed the rules of their role as they are now, within 12 months. No rules: nothing to sign. */
export async function hasSigned(ctx: Ctx): Promise<boolean> {
  const { brand } = ctx.house;
  if (rulesHash(brand, staffOf(ctx).role) === null) return true;
  return observe(ctx, "rules.read", async (tx) => (await signedBy(tx, ctx)) !== null);
}

/**
 * For acts at the desk that nobody does without having signed, such as opening a visit.
 * @throws DomainError `rules_unsigned`; `signed_out` without a session of staff.
 */
export async function requireSignedRules(ctx: Ctx): Promise<void> {
  if (!(await hasSigned(ctx))) throw new DomainError("rules_unsigned");
}

/** The signature that counts now, or null. */
async function signedBy(tx: Tx, ctx: Ctx): Promise<HandlingRulesView["signed"]> {
  const { staffId, role } = staffOf(ctx);
  const { brand } = ctx.house;
  const whole = rulesHash(brand, role);
  const found = whole === null ? undefined : await newestSignature(tx, { staffId, role, rulesHash: whole });
  if (!found) return null;
  const until = countsUntil(found.signedAt, brand.timeZone);
  return until.getTime() > ctx.now.getTime() ? { at: found.signedAt, until, lang: found.locale } : null;
}

function staffOf(ctx: Ctx): Extract<Actor, { kind: "staff" }> {
  const { actor } = ctx;
  if (actor.kind === "staff") return actor;
  throw new DomainError(actor.kind === "nobody" ? "signed_out" : "forbidden");
}
