import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Ctx } from "@/domain/context";
import { house } from "@/domain/house";
import { resolveSession } from "@/domain/sessions";
import { chooseLocale } from "./locale";
import { ownPath } from "./own-path";
import { readSessionCookie } from "./session";

/** Where the reader's own choice of language is kept until they sign in. */
export const LOCALE_COOKIE = "locale";

/** Who is asking, in which language, at what time. One short transaction a request. */
export const requestContext = cache(async (): Promise<Ctx> => {
  const [jar, sent, sid] = await Promise.all([cookies(), headers(), readSessionCookie()]);
  const found = await resolveSession(house(), sid);
  const locale = chooseLocale({
    brand: house().brand,
    chosen: [jar.get(LOCALE_COOKIE)?.value, found.locale],
    acceptLanguage: sent.get("accept-language"),
  });
  const { actor, subject, now, authTime } = found;
  const requestId = sent.get("x-request-id") ?? "";
  return { actor, subject, now, authTime, locale, requestId, house: house() };
});

/** The context of a signed-in customer; anyone else is sent to sign in and comes back here. */
export async function requireContext(): Promise<Ctx> {
  const ctx = await requestContext();
  if (ctx.actor.kind === "customer") return ctx;
  const path = ownPath((await headers()).get("x-path"));
  redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
}
