import { safeText } from "./safe-text";
import type { Raw } from "./sources/raw";

const DOTS = "•••";

/** Shown of what shows nothing, not even its length. */
export const HIDDEN = "••••••";

/** What may be seen of an email address: its first letter and where it is. `a•••@example.com` */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  if (at < 1) return HIDDEN;
  const [first = ""] = email;
  return safeText(`${at > 1 ? first : ""}${DOTS}${email.slice(at)}`).slice(0, 120);
}

/** What may be seen of a phone number: its country and last two digits. `+351 ••• ••42` */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/gu, "");
  if (digits.length < 7) return HIDDEN;
  const country = /^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/u.exec(
    phone.trim().replace(/^\+\D+/u, "+"),
  )?.[1];
  return `${country ? `+${country} ` : ""}${DOTS} ••${digits.slice(-2)}`;
}

/**
 * What may be seen of any value before it is revealed. An email or a phone number shows a little, so that its
 * owner knows it again; nothing is shown of anything else, not even its length. Special data shows nothing.
 */
export function maskRaw(raw: Raw, options: { format?: string; special: boolean }): string {
  if (raw?.type !== "text" || options.special) return HIDDEN;
  const text = raw.text.trim();
  if (/^[^\s@]{1,64}@[^\s@]{1,253}$/u.test(text)) return maskEmail(text);
  const looksLikePhone =
    /^\+?[\d\s()./-]{7,30}$/u.test(text) && (text.startsWith("+") || options.format === "phone");
  return looksLikePhone ? maskPhone(text) : HIDDEN;
}

/**
 * What staff may see of any value in a visit before it is revealed: enough for the person on the phone to know
 * it again, too little to write to. `a•••@e•••`, `•••42`
 */
export function maskForStaff(raw: Raw, options: { format?: string | undefined }): string {
  if (raw?.type !== "text") return HIDDEN;
  const hint = maskRaw(raw, { ...optionsOf(options.format), special: false });
  if (hint === HIDDEN) return HIDDEN;
  const [, domain] = hint.split("@");
  if (domain !== undefined) return `${hint.slice(0, hint.indexOf("@"))}@${[...domain][0] ?? ""}${DOTS}`;
  return `${DOTS}${hint.slice(-2)}`;
}

const optionsOf = (format: string | undefined) => (format === undefined ? {} : { format });
