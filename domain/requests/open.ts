import type { Tx } from "@/db/client";
import { byId } from "@/domain/brand";
import { changed, mutate, unchanged } from "../access";
import type { AuditDetail } from "../access-line";
import type { Ctx } from "../context";
import { customerSealer, type Sealer } from "../customers/keys";
import { DomainError } from "../errors";
import { newId } from "../random";
import type { OpenRequestInput, RequestKind } from "./catalog";
import { queueDue } from "./due";
import { startClock } from "./lawful-date";
import { tellOpened } from "./notify";
import { referenceOf } from "./reference";
import { textOf } from "./show";
import { insertRequest, lockRequests, type RequestRow, selectOpen, selectSettings } from "./store";

/** Enough for anybody; more is a machine that fills the privacy officer's day. */
const MAX_OPEN = 50;

/** What came of asking. `due` is YYYY-MM-DD; not `changed`: the same was asked before and is still open. */
export interface OpenedRequest {
  id: string;
  reference: string;
  due: string;
  changed: boolean;
}

/**
 * Files a request of the person, with its lawful date, and mails the privacy officer. In a visit it says which.
 * Asking the same again while it is open files nothing new.
 * @throws DomainError `invalid` without the words it needs, `not_found` for an item we do not hold,
 * `rate_limited` with 50 open.
 */
export async function openRequest(
  ctx: Ctx,
  input: OpenRequestInput,
  { aboutVisit = null }: { aboutVisit?: string | null } = {},
): Promise<OpenedRequest> {
  checkAsked(ctx, input);
  const done = await mutate(ctx, "request.open", async (tx) => {
    const subject = subjectOf(ctx);
    await lockRequests(tx, subject);
    const sealer = await customerSealer(tx, ctx.house.keys, subject);
    const open = (await selectOpen(tx)).filter((row) => row.customerId === subject);
    const same = open.find((row) => row.aboutVisit === aboutVisit && isSame(row, input, sealer));
    if (same) return unchanged(same);
    if (open.length >= MAX_OPEN) throw new DomainError("rate_limited", { open: open.length });
    const row = await insertRequest(tx, {
      ...(await newRow(tx, ctx, input.kind)),
      item: input.item ?? null,
      aboutVisit,
      textSealed: input.text ? sealer.seal("requests.text", input.text) : null,
    });
    await tellOpened(tx, ctx, row);
    await queueDue(tx, ctx.house, row);
    const about: AuditDetail = aboutVisit === null ? {} : { about: aboutVisit };
    return changed(row, { request: row.id, kind: row.kind, item: row.item, ...about });
  });
  const { id, dueOn } = done.value;
  return { id, reference: referenceOf(id), due: dueOn, changed: done.changed };
}

/** A row for a request that comes in now: its id, law and dates. */
export async function newRow(tx: Tx, ctx: Ctx, kind: RequestKind) {
  const customerId = subjectOf(ctx);
  const place = await selectSettings(tx, customerId);
  const clock = startClock(ctx.house.brand, { kind, at: ctx.now, place });
  const identityAt = ctx.authTime ?? ctx.now;
  const openedIn = ctx.actor.kind === "staff" ? (ctx.actor.visit?.id ?? null) : null;
  return { customerId, id: newId(), kind, openedAt: ctx.now, identityAt, openedIn, ...clock };
}

function checkAsked(ctx: Ctx, input: OpenRequestInput): void {
  if (input.item !== undefined && !byId(ctx.house.brand.items, input.item))
    throw new DomainError("not_found");
  const needsWords = input.kind === "complain" || (input.kind === "correct" && input.item === undefined);
  if (needsWords && !input.text) throw new DomainError("invalid", { field: "text" });
}

const isSame = (row: RequestRow, input: OpenRequestInput, sealer: Sealer): boolean =>
  row.kind === input.kind &&
  row.item === (input.item ?? null) &&
  (textOf(row, sealer) ?? "") === (input.text ?? "");

/** @throws DomainError `signed_out` where nobody's data is meant. */
export function subjectOf(ctx: Ctx): string {
  if (!ctx.subject) throw new DomainError("signed_out");
  return ctx.subject.id;
}
