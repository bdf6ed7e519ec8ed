import { parsePhoneNumberFromString } from "libphonenumber-js";

const DOTS = "•••";
const HIDDEN = "••••••";

/** What a page may show of an address, so that its owner knows it again. `a•••@example.com`, `+351 ••• ••42` */
export function maskIdentifier(kind: string, value: string): string {
  if (kind === "email") return maskMail(value);
  return kind === "phone" ? maskNumber(value) : HIDDEN;
}

function maskMail(email: string): string {
  const at = email.lastIndexOf("@");
  if (at < 1) return HIDDEN;
  const [first = ""] = email;
  return `${at > 1 ? first : ""}${DOTS}${email.slice(at)}`;
}

function maskNumber(phone: string): string {
  const code = parsePhoneNumberFromString(phone)?.countryCallingCode;
  const digits = phone.replace(/\D/g, "");
  if (digits.length < 7) return HIDDEN;
  return `${code ? `+${code} ` : ""}${DOTS} ••${digits.slice(-2)}`;
}
