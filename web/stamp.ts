import { timingSafeEqual } from "node:crypto";
import { type Ctx, subjectIds } from "@/domain/context";
import { DomainError } from "@/domain/errors";

/** The name of the hidden field that every form of a signed-in page carries. */
export const STAMP = "stamp";

/**
 * Binds a form to who it was drawn for, so that a page left open cannot act on the next person.
 * Not a secret of its own: it is worth nothing without the session's cookie.
 */
export function stampOf(ctx: Ctx): string {
  const session = ctx.actor.kind === "customer" ? ctx.actor.sessionId : "";
  return ctx.house.keys
    .hash("stamps", [session, ...subjectIds(ctx.subject)].join("\0"))
    .toString("base64url");
}

/** @throws DomainError `other_person` when the form was drawn for another session or person. */
export function checkStamp(ctx: Ctx, given: FormDataEntryValue | null): void {
  const [want, got] = [Buffer.from(stampOf(ctx)), Buffer.from(typeof given === "string" ? given : "")];
  if (want.length === got.length && timingSafeEqual(want, got)) return;
  throw new DomainError("other_person");
}
