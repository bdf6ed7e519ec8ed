import type { Actor, Ctx, OpenVisit } from "../context";
import { DomainError } from "../errors";

export type StaffActor = Extract<Actor, { kind: "staff" }>;

/** Whoever of staff acts. @throws DomainError `signed_out`, or `forbidden` for anybody else. */
export function staffOf(ctx: Ctx): StaffActor {
  const { actor } = ctx;
  if (actor.kind === "staff") return actor;
  throw new DomainError(actor.kind === "nobody" ? "signed_out" : "forbidden");
}

/** The visit that is acted in. @throws DomainError `signed_out`, or `forbidden` outside of one. */
export function visitOf(ctx: Ctx): OpenVisit {
  const { visit } = staffOf(ctx);
  if (!visit) throw new DomainError("forbidden");
  return visit;
}
