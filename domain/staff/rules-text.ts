import { createHash } from "node:crypto";
import { addDuration, type Brand, matchLocale, type StaffRules } from "../brand";
import type { Role } from "../context";

/** How long a signature counts, by the calendar where the brand is. */
const COUNTS = "P12M";
/** From how long before its end it can be renewed. */
const RENEWABLE_DAYS = 30;

type RulesOf = Pick<Brand, "staffRules" | "locales">;

/** The texts of a role, one per language. */
export const rulesOf = ({ staffRules }: RulesOf, role: Role): StaffRules[] =>
  staffRules.filter((text) => text.role === role);

/** The text a reader gets: in their language, else in the brand's first that has one. Undefined: the role has none. */
export function textFor(brand: RulesOf, role: Role, locale: string): StaffRules | undefined {
  const texts = rulesOf(brand, role);
  const tags = texts.map((text) => text.locale);
  for (const wanted of [locale, ...brand.locales]) {
    const found = matchLocale(wanted, tags);
    if (found !== undefined) return texts.find((text) => text.locale === found);
  }
  return texts[0];
}

/**
 * What a signature binds to: the SHA-256 over all texts of the role, so that a change in one language counts for
 * everybody. Null where the role has no text and nobody signs anything.
 */
export function rulesHash(brand: RulesOf, role: Role): string | null {
  const texts = rulesOf(brand, role).map(({ locale, hash }) => `${locale}\0${hash}\n`);
  if (texts.length === 0) return null;
  return createHash("sha256").update(texts.sort().join("")).digest("hex");
}

/** Until when a signature counts. */
export const countsUntil = (signedAt: Date, timeZone: string): Date =>
  addDuration(signedAt, COUNTS, timeZone);

/** Whether it is time to sign again: there is no signature, it is over, or it soon will be. */
export const isDue = (until: Date | null, now: Date): boolean =>
  until === null || until.getTime() - now.getTime() < RENEWABLE_DAYS * 86_400_000;
