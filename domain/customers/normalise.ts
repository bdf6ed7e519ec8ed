import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";

/**
 * An email address as it is compared: NFC, lower case, no space around it. Null when it is not one address
 * of the plain form `local@domain` (quoted local parts, two @, control characters and blanks are refused).
 */
export function normaliseEmail(text: string | null | undefined): string | null {
  if (!text?.isWellFormed()) return null;
  const email = text.trim().normalize("NFC").toLowerCase();
  return email.length <= 254 &&
    /^[^\s@"<>(),:;\\[\]\p{Cc}\p{Cf}]{1,64}@[^\s@"<>(),:;\\[\]\p{Cc}\p{Cf}]{1,253}$/u.test(email)
    ? email
    : null;
}

/**
 * A phone number in E.164, or null when it cannot be read as one. A number without `+` is read by
 * `country` (the person's own, ISO 3166-1 alpha-2), else by `phoneCountry` (the brand's). Not checked for
 * being in use: two numbers are the same person's when this gives the same text.
 */
export function normalisePhone(
  text: string | null | undefined,
  by: { country?: string | null; phoneCountry: string },
): string | null {
  if (!text || text.length > 60) return null;
  for (const country of [by.country, by.phoneCountry]) {
    const code = country?.trim().toUpperCase();
    if (!code || !isSupportedCountry(code)) continue;
    return parsePhoneNumberFromString(text, { defaultCountry: code, extract: false })?.number ?? null;
  }
  return parsePhoneNumberFromString(text, { extract: false })?.number ?? null;
}

/** A customer number as it is compared: NFC, no space around it. Null when there is nothing left. */
export function normaliseCustomerNumber(text: string | null | undefined): string | null {
  if (!text?.isWellFormed() || text.includes("\0")) return null;
  const number = text.trim().normalize("NFC");
  return number.length > 0 && number.length <= 200 ? number : null;
}
