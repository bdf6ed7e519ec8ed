import { randomBytes } from "node:crypto";
import { changed, mutate } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { STEP_UP_MINUTES } from "../sessions/catalog";
import { COPY_MINUTES, type CopyLinkInput, type PreparedCopy } from "./catalog";
import { dayOf } from "./deadline";
import { tellCopyReady } from "./notify";
import { newRow, subjectOf } from "./open";
import { countCopiesSince, insertCopy, insertRequest, lockRequests, selectCopy, spendCopy } from "./store";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Each reads every source from end to end. */
const MAX_A_DAY = 20;

/**
 * Files a request for a copy, already ready, and makes the link that fetches it: once, within 15 minutes.
 * @throws DomainError `step_up_required` when the sign-in is older than 5 minutes; `rate_limited` after 20
 * copies in a day.
 */
export async function prepareCopy(ctx: Ctx): Promise<PreparedCopy> {
  requireFreshSignIn(ctx);
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(ctx.now.getTime() + COPY_MINUTES * MINUTE);
  const { value } = await mutate(ctx, "copy.prepare", async (tx) => {
    await lockRequests(tx, subjectOf(ctx));
    const made = await countCopiesSince(tx, ctx, new Date(expiresAt.getTime() - DAY));
    if (made >= MAX_A_DAY) throw new DomainError("rate_limited", { copies: made });
    const base = await newRow(tx, ctx, "copy");
    const row = await insertRequest(tx, { ...base, outcome: "done", answeredAt: ctx.now });
    const tokenHash = ctx.house.keys.hash("tokens", token);
    await insertCopy(tx, { customerId: row.customerId, requestId: row.id, tokenHash, expiresAt });
    await tellCopyReady(tx, ctx, { row, minutes: COPY_MINUTES });
    return changed(row.id, { request: row.id, kind: "copy" });
  });
  return { requestId: value, token, expiresAt, fileName: fileNameOf(ctx) };
}

/**
 * Uses up the link of a copy, for the one who then makes the copy.
 * @throws DomainError `not_found`, for another person's link too; `gone` when it was used; `expired`.
 */
export async function spendCopyLink(ctx: Ctx, input: CopyLinkInput): Promise<{ fileName: string }> {
  const tokenHash = ctx.house.keys.hash("tokens", input.token);
  await mutate(ctx, "copy.download", async (tx) => {
    const copy = await selectCopy(tx, ctx, tokenHash);
    if (!copy) throw new DomainError("not_found");
    if (copy.usedAt) throw new DomainError("gone");
    if (copy.expiresAt <= ctx.now) throw new DomainError("expired");
    if (!(await spendCopy(tx, ctx, tokenHash))) throw new DomainError("gone");
    return changed(null, { request: copy.requestId, kind: "copy" });
  });
  return { fileName: fileNameOf(ctx) };
}

function requireFreshSignIn(ctx: Ctx): void {
  const age = ctx.authTime ? ctx.now.getTime() - ctx.authTime.getTime() : Number.POSITIVE_INFINITY;
  if (age > STEP_UP_MINUTES * MINUTE) throw new DomainError("step_up_required");
}

/** Names the day and nothing else, so that a file list tells nobody whose it is. */
const fileNameOf = (ctx: Ctx): string => `my-data-${dayOf(ctx.now, ctx.house.brand.timeZone).toString()}.zip`;
