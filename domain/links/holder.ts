import { randomBytes } from "node:crypto";
import { withSight } from "@/db/client";
import type { Ctx } from "../context";
import type { House } from "../house";
import { type LinkRow, selectOthers, selectPresented } from "./store";

/** A new secret: 256 random bits. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is stored of a link's secret. */
export const linkHash = (house: House, secret: string): Buffer => house.keys.hash("tokens", `link/${secret}`);

/** Whoever holds an open link, as they act for its person. */
export interface Holder {
  ctx: Ctx;
  link: LinkRow;
}

/**
 * Finds whose link it is: one transaction sees just the link that has exactly this hash. Wrong, old and used up
 * are nobody's alike.
 */
export async function openLink(
  ctx: Ctx,
  { secret, scopes }: { secret: string; scopes: readonly ("stop" | "why" | "undo")[] },
): Promise<Holder | null> {
  const { house } = ctx;
  const token = linkHash(house, secret);
  const link = await withSight(house.db, { token }, selectPresented);
  const scope = scopes.find((one) => one === link?.scope);
  if (!link || !scope || link.usedAt !== null || link.expiresAt <= ctx.now) return null;
  const others = await withSight(house.db, { subjects: [link.customerId] }, (tx) =>
    selectOthers(tx, link.customerId),
  );
  const [id = link.customerId, ...linked] = [...new Set([link.customerId, ...others])].sort();
  const actor = { kind: "token", tokenId: link.id, scope, proof: token } as const;
  return { link, ctx: { ...ctx, actor, subject: { id, linked }, authTime: null } };
}
