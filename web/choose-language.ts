import { cookies } from "next/headers";
import { matchLocale } from "@/domain/brand";
import type { Ctx } from "@/domain/context";
import { setLocale } from "@/domain/customers";
import type { SetLocaleInput } from "@/domain/customers/catalog";
import { DomainError } from "@/domain/errors";
import { house } from "@/domain/house";
import { LOCALE_COOKIE, offeredLocales } from "./locale";

const YEAR = 365 * 24 * 3600;

/**
 * Keeps the language with the customer, where there is one.
 * @throws DomainError `invalid` for a language that is not offered.
 */
export async function chooseLanguage(ctx: Ctx, input: SetLocaleInput): Promise<string> {
  const locale = matchLocale(input.locale, offeredLocales(ctx.house.brand));
  if (!locale) throw new DomainError("invalid");
  if (ctx.actor.kind === "customer") await setLocale(ctx, { locale });
  return locale;
}

/** Keeps the language in this browser, for the time before signing in. @returns where to go. */
export async function keepLanguage(locale: string, back: string): Promise<string> {
  const jar = await cookies();
  const secure = house().settings.publicUrl.startsWith("https:");
  jar.set(LOCALE_COOKIE, locale, { httpOnly: true, sameSite: "lax", path: "/", maxAge: YEAR, secure });
  return back;
}
