import { parsePhoneNumberFromString } from "libphonenumber-js";
import type { Ctx } from "../context";

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

/** The same for staff in a visit: enough to be known again, too little to write to. `a•••@e•••`, `•••42` */
export function maskIdentifierForStaff(kind: string, value: string): string {
  const hint = maskIdentifier(kind, value);
  if (hint === HIDDEN) return HIDDEN;
  if (kind === "phone") return `${DOTS}${hint.slice(-2)}`;
  const at = hint.lastIndexOf("@");
  return `${hint.slice(0, at)}@${[...hint.slice(at + 1)][0] ?? ""}${DOTS}`;
}

/** How an address is masked for whoever reads. */
export const maskFor = (ctx: Ctx): ((kind: string, value: string) => string) =>
  ctx.actor.kind === "staff" ? maskIdentifierForStaff : maskIdentifier;
