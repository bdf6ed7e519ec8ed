import { timingSafeEqual } from "node:crypto";
import type { Tx } from "@/db/client";
import { say } from "@/domain/brand/text";
import { changed, mutate, unchanged } from "../access";
import type { Ctx } from "../context";
import { readIdentifiers } from "../customers";
import { normaliseEmail } from "../customers/normalise";
import { DomainError } from "../errors";
import { reachable, sendMessage } from "../messages";
import type { CancelCorrectionInput, ConfirmCorrectionInput } from "./catalog";
import { type Correctable, readCorrectable } from "./correctable";
import { refreshIdentity } from "./identities";
import { itemOf } from "./read";
import { refusalOf } from "./refusal";
import { type Seen, writeToSource } from "./sources/write";
import { countWrongCode, deleteWaiting, selectOneWaiting, type WaitingRow } from "./store";
import type { Correction } from "./view";
import { type Asked, codeHash, openAsked } from "./waiting";

/** Wrong codes before one is void. */
const MOST_WRONG = 5;

/**
 * Makes a waiting correction when its code is right: the source is written, the old address is told, the new
 * one counts as verified.
 * @throws DomainError `not_found`, `expired`, `gone` after 5 wrong codes, `invalid` (`field: code`),
 * `source_unavailable`, `not_saved`: then it still waits, and the code still works.
 */
export async function confirmCorrection(ctx: Ctx, input: ConfirmCorrectionInput): Promise<Correction> {
  const { row, asked } = await checkCode(ctx, input);
  const item = itemOf(ctx, row.item);
  try {
    const now = await readCorrectable(ctx, { item, act: "held_data.confirm_correction" });
    await writeProved(ctx, { row, asked, now });
  } catch (error) {
    throw refusalOf(ctx, { item, error });
  }
  await refreshIdentity(ctx, { kind: "email", value: asked.address });
  return { outcome: "corrected", item: item.id };
}

/** Forgets a waiting correction; nothing was changed. Unknown ids are forgotten too. */
export async function cancelCorrection(
  ctx: Ctx,
  input: CancelCorrectionInput,
): Promise<{ item: string | null }> {
  const { value } = await mutate<{ item: string | null }>(ctx, "held_data.correct", async (tx) => {
    const row = await selectOneWaiting(tx, ctx, input.correction);
    if (!row || !(await deleteWaiting(tx, row))) return unchanged({ item: null });
    return changed({ item: row.item }, { item: row.item, event: "correction_cancelled" });
  });
  return value;
}

interface Right {
  row: WaitingRow;
  asked: Asked;
}

/** A wrong code is counted and kept, so it is judged only after that transaction. */
async function checkCode(ctx: Ctx, input: ConfirmCorrectionInput): Promise<Right> {
  const { value } = await mutate<Right | null>(ctx, "held_data.confirm_correction", async (tx) => {
    const row = await selectOneWaiting(tx, ctx, input.correction);
    if (!row) throw new DomainError("not_found");
    if (row.expiresAt <= ctx.now) throw new DomainError("expired");
    if (row.attempts >= MOST_WRONG) throw new DomainError("gone");
    const isRight = timingSafeEqual(codeHash(ctx, { id: row.id, code: input.code }), row.codeHash);
    if (!isRight) await countWrongCode(tx, row);
    return unchanged(isRight ? { row, asked: await openAsked(tx, ctx, row) } : null);
  });
  if (!value) throw new DomainError("invalid", { field: "code" });
  return value;
}

async function writeProved(ctx: Ctx, at: { row: WaitingRow; asked: Asked; now: Correctable }): Promise<void> {
  const { row, asked, now } = at;
  const item = itemOf(ctx, row.item);
  if (item.correct.by !== "self") throw new DomainError("not_offered", { item: item.id });
  const beforeKept = async ({ identity }: Seen) => {
    const reached = normaliseEmail(identity?.email);
    if (identity && reached !== normaliseEmail(asked.address))
      throw new DomainError("not_saved", { item: item.id });
    await mutate(ctx, "held_data.confirm_correction", async (tx) => {
      if (!(await deleteWaiting(tx, row))) throw new DomainError("gone");
      await tellElsewhere(tx, ctx, { item: item.id, address: now.identity?.email ?? null });
      return changed(null, { item: item.id, event: "correction_confirmed" });
    });
  };
  const { source, key, nothingHeld } = now;
  const write = { sql: item.correct.write, values: asked.values, rows: 1, nothingHeld };
  await writeToSource({ house: ctx.house, source, key }, { write, beforeKept });
}

/** Tells the old address; where there was none, the phone: whoever else is signed in does not add one unseen. */
async function tellElsewhere(tx: Tx, ctx: Ctx, at: { item: string; address: string | null }): Promise<void> {
  const known = at.address === null ? await readIdentifiers(tx, ctx) : [];
  const to =
    at.address ??
    reachable(
      ctx.house,
      known.filter(({ kind }) => kind === "phone"),
    )?.value;
  if (to === undefined) return;
  const item = say(itemOf(ctx, at.item).name, ctx.locale, ctx.house.brand).text;
  const params = { item, when: ctx.now.toISOString() };
  await sendMessage(tx, ctx, { to, template: "address_changed", params, locale: ctx.locale });
}
