import { domainToASCII } from "node:url";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { normaliseEmail } from "../customers/normalise";

/**
 * The address that mail may be handed to, exactly as it was written, or null. Only the plain form
 * `local@domain` passes: quoted local parts and lists are how one address becomes another on the way out.
 */
export function mailAddress(text: string): string | null {
  const address = text.trim().normalize("NFC");
  if (normaliseEmail(address) === null) return null;
  const [local = "", domain = ""] = address.split("@");
  if (local.startsWith(".") || local.endsWith(".") || local.includes("..")) return null;
  return isDomain(domain) ? address : null;
}

/** The number that a text may be sent to, in E.164, or null. It must be written so already. */
export function textNumber(text: string): string | null {
  if (!/^\+[1-9]\d{6,14}$/.test(text)) return null;
  return parsePhoneNumberFromString(text)?.isPossible() ? text : null;
}

function isDomain(domain: string): boolean {
  const ascii = domainToASCII(domain);
  if (!ascii || ascii.length > 253) return false;
  // A domain that changes under IDNA beyond case and encoding is not the one that was written.
  if (/^[\p{ASCII}]+$/u.test(domain) && ascii !== domain.toLowerCase()) return false;
  return ascii.split(".").every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
}

/** Whom mail comes from: `MAIL_FROM` as one address, or as `Name <address>`; `name` where it gives none. */
export function senderOf(mailFrom: string, name: string): { name: string; address: string } {
  const [, own, address] = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(mailFrom) ?? [];
  return address ? { name: own || name, address: address.trim() } : { name, address: mailFrom.trim() };
}
