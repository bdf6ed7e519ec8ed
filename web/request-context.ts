import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Ctx } from "@/domain/context";
import { house } from "@/domain/house";
import { resolveSession } from "@/domain/sessions";
import { visitContext } from "./desk-context";
import { offeredTo } from "./locale";
import { ownPath } from "./own-path";
import { readSessionCookie } from "./session";

/** Who is asking, in which language, at what time: a customer, staff in an open visit, or nobody. */
export const requestContext = cache(async (): Promise<Ctx> => {
  const [jar, sent, visit] = await Promise.all([cookies(), headers(), visitContext()]);
  if (typeof visit === "object") return visit;
  const found = await resolveSession(house(), visit === "over" ? null : await readSessionCookie());
  const locale = offeredTo({ jar, sent, person: found.locale });
  const { actor, subject, now, authTime } = found;
  const requestId = sent.get("x-request-id") ?? "";
  return { actor, subject, now, authTime, locale, requestId, house: house() };
});

/** The context of a signed-in customer, or of staff in a visit to one; anyone else is sent to sign in and comes back here. */
export async function requireContext(): Promise<Ctx> {
  const ctx = await requestContext();
  if (ctx.actor.kind === "customer" || ctx.actor.kind === "staff") return ctx;
  if ((await visitContext()) === "over") redirect("/desk/visit-over");
  const path = ownPath((await headers()).get("x-path"));
  redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
}
