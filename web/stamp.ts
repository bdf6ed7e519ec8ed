import { timingSafeEqual } from "node:crypto";
import { type Ctx, subjectIds } from "@/domain/context";
import { DomainError } from "@/domain/errors";

/** The name of the hidden field that every form of a signed-in page carries. */
export const STAMP = "stamp";

/**
 * Binds a form to the session or visit and the person it was drawn for, so that a page left open cannot act on
 * the next one.
 * Not a secret of its own: it is worth nothing without the session's cookie.
 */
export function stampOf(ctx: Ctx): string {
  const { actor } = ctx;
  const session = actor.kind === "customer" || actor.kind === "staff" ? actor.sessionId : "";
  const visit = actor.kind === "staff" ? (actor.visit?.id ?? "desk") : "";
  return ctx.house.keys
    .hash("stamps", [session, visit, ...subjectIds(ctx.subject)].join("\0"))
    .toString("base64url");
}

/** @throws DomainError `other_person` when the form was drawn for another session or person. */
export function checkStamp(ctx: Ctx, given: FormDataEntryValue | null): void {
  const [want, got] = [Buffer.from(stampOf(ctx)), Buffer.from(typeof given === "string" ? given : "")];
  if (want.length === got.length && timingSafeEqual(want, got)) return;
  throw new DomainError("other_person");
}
