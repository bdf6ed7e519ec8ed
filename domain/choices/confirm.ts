import { withSight } from "@/db/client";
import { byId, say } from "@/domain/brand";
import { type Ctx, subjectIds } from "../context";
import { DomainError } from "../errors";
import { tokenHash } from "./asking";
import type { ConfirmChoiceInput } from "./catalog";
import { readJoins } from "./store";
import { findPresented, findToken, isWaiting, type Token } from "./token-store";
import type { ChoiceResult, ConfirmView } from "./view";
import { writeChoices } from "./write";

/** Finds whose link it is: the transaction sees just the token that has exactly this hash. */
async function resolve(ctx: Ctx, secret: string): Promise<Token | null> {
  const token = tokenHash(ctx, secret);
  const found = await withSight(ctx.house.db, { token }, findPresented);
  return found?.scope === "confirm" ? found : null;
}

const isOver = (token: Token, now: Date): boolean => token.usedAt !== null || token.expiresAt <= now;

/** The context of whoever holds the link: they act for its person, on the oldest of their records, and only confirm. */
async function holder(ctx: Ctx, { token, secret }: { token: Token; secret: string }): Promise<Ctx> {
  const joins = await withSight(ctx.house.db, { subjects: [token.customerId] }, (tx) =>
    readJoins(tx, [token.customerId]),
  );
  const [id = token.customerId, ...linked] = [
    token.customerId,
    ...joins.map(({ otherId }) => otherId),
  ].sort();
  return {
    ...ctx,
    actor: { kind: "token", tokenId: token.id, scope: "confirm", proof: tokenHash(ctx, secret) },
    subject: { id, linked },
    authTime: null,
  };
}

/**
 * What the page of a confirm link shows. Reading changes nothing, so a mail scanner may open it; a link that
 * is wrong, used, replaced or too old is `over` alike.
 */
export async function readConfirm(ctx: Ctx, { token: secret }: ConfirmChoiceInput): Promise<ConfirmView> {
  const token = await resolve(ctx, secret);
  if (token === null || isOver(token, ctx.now)) return { state: "over" };
  const { brand, db } = ctx.house;
  const subjects = subjectIds((await holder(ctx, { token, secret })).subject);
  const waits = await withSight(db, { subjects }, (tx) => isWaiting(tx, token, subjects));
  const purpose = byId(brand.purposes, token.purpose);
  if (!waits || !purpose) return { state: "over" };
  const channel = byId(brand.channels, token.channel);
  return {
    state: "open",
    purpose: purpose.id,
    purposeName: say(purpose.name, ctx.locale, brand),
    channelName: channel ? say(channel.name, ctx.locale, brand) : null,
    until: token.expiresAt,
  };
}

/**
 * Completes the one choice that a link was sent for; by POST only, with or without a session.
 * @throws DomainError `gone` when the link is wrong, used, replaced or too old.
 */
export async function confirmChoice(ctx: Ctx, { token: secret }: ConfirmChoiceInput): Promise<ChoiceResult> {
  const token = await resolve(ctx, secret);
  const purpose = token && byId(ctx.house.brand.purposes, token.purpose);
  if (!token || !purpose || isOver(token, ctx.now)) throw new DomainError("gone");
  const theirs = await holder(ctx, { token, secret });
  return writeChoices(theirs, {
    act: "choice.confirm",
    plan: async (_, tx) => {
      const current = await findToken(tx, token);
      if (!current || isOver(current, ctx.now)) throw new DomainError("gone");
      if (!(await isWaiting(tx, current, subjectIds(theirs.subject)))) throw new DomainError("gone");
      return [{ purpose, channel: token.channel, act: "confirm" }];
    },
  });
}
