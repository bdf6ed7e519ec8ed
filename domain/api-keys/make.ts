import { randomBytes, randomInt } from "node:crypto";
import type { Tx } from "@/db/client";
import { addDuration, isDuration } from "../brand";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { newId } from "../random";
import { type ApiKeyView, type NewApiKey, SCOPES, type Scope } from "./catalog";
import { type ApiKeyRow, insertKey } from "./store";

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Writes a new key. Its secret leaves in the answer and is stored nowhere. */
export async function newKey(
  tx: Tx,
  ctx: Ctx,
  of: { name: string; scopes: readonly Scope[]; expiresAt: Date | null },
): Promise<NewApiKey> {
  const prefix = `frt_${Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join("")}`;
  const secret = `${prefix}_${randomBytes(32).toString("base64url")}`;
  const row = await insertKey(tx, {
    ...{ id: newId(), name: of.name, scopes: [...of.scopes], expiresAt: of.expiresAt },
    ...{ prefix, createdBy: makerOf(ctx), createdAt: ctx.now, hash: ctx.house.keys.hash("tokens", secret) },
  });
  return { key: viewOf(row, ctx.now), secret };
}

/** Who made a key, as the list of keys says it. */
const makerOf = ({ actor }: Ctx): string => (actor.kind === "staff" ? actor.name : "forthright key");

const LONGEST = "P100Y";

/** When a period that begins now is over; null without one. @throws DomainError `invalid` where it is none. */
export function endOf(ctx: Ctx, period: string | undefined): Date | null {
  if (!period) return null;
  const after = (time: string) => addDuration(ctx.now, time, ctx.house.brand.timeZone);
  const end = isPeriod(period) ? after(period) : null;
  if (end === null || end > after(LONGEST)) throw new DomainError("invalid", { period });
  return end;
}

/** At most four digits each, so that no period leads beyond the calendar. */
const isPeriod = (text: string): boolean => isDuration(text) && !/\d{5}/u.test(text);

/** A stored key as people see it. */
export function viewOf(row: ApiKeyRow, now: Date): ApiKeyView {
  const over = row.expiresAt !== null && row.expiresAt <= now;
  return {
    ...row,
    scopes: SCOPES.filter((scope) => row.scopes.includes(scope)),
    standing: row.revokedAt ? "revoked" : over ? "expired" : "open",
  };
}
