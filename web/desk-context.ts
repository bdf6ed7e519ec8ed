import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Actor, Ctx, Role } from "@/domain/context";
import { house } from "@/domain/house";
import { resolveStaff } from "@/domain/staff";
import { resolveVisit } from "@/domain/visits";
import { offeredTo } from "./locale";
import { ownPath } from "./own-path";
import { readStaffCookie, readVisitCookie } from "./staff-cookies";

type StaffActor = Extract<Actor, { kind: "staff" }>;

/** The context of whoever of staff asks, at the desk and outside of any visit. One short transaction a request. */
export const deskContext = cache(async (): Promise<Ctx> => {
  const [jar, sent, sid] = await Promise.all([cookies(), headers(), readStaffCookie()]);
  const { actor, now } = await resolveStaff(house(), sid);
  return {
    actor: actor ?? { kind: "nobody" },
    subject: null,
    now,
    locale: offeredTo({ jar, sent, person: null }),
    requestId: sent.get("x-request-id") ?? "",
    authTime: null,
    house: house(),
  };
});

/** A desk page's context: somebody of staff, of one of these roles if any are named. */
export async function requireDesk(...roles: Role[]): Promise<Ctx & { actor: StaffActor }> {
  const ctx = await deskContext();
  const { actor } = ctx;
  if (actor.kind !== "staff") {
    const path = ownPath((await headers()).get("x-path"));
    redirect(path === "/desk" ? "/desk/sign-in" : `/desk/sign-in?next=${encodeURIComponent(path)}`);
  }
  if (roles.length > 0 && !roles.includes(actor.role)) redirect("/desk?problem=forbidden");
  return { ...ctx, actor };
}

/**
 * What the visit cookie of this request comes to. `over`: it names a visit that is not open for this agent any
 * more; such a request is nobody's, so that it never turns into the agent's own page as a customer.
 */
export const visitContext = cache(async (): Promise<Ctx | "none" | "over"> => {
  const secret = await readVisitCookie();
  if (!secret) return "none";
  const ctx = await deskContext();
  const { actor } = ctx;
  if (actor.kind !== "staff") return "over";
  const found = await resolveVisit(house(), { staffProof: actor.proof, secret });
  if (!found) return "over";
  return { ...ctx, actor: { ...actor, visit: found.visit }, subject: found.subject };
});
