import { randomBytes, timingSafeEqual } from "node:crypto";
import type { House } from "../house";
import type { Keys } from "../keys";
import { RECOVERY_CODES } from "./catalog";

/** How the desk finds somebody by an address, without storing it in the clear. */
export const emailLookup = (keys: Keys, normalised: string): Buffer => keys.lookup("staff/email", normalised);

/** How it finds whom the brand's own sign-in names. */
export const openIdLookup = (keys: Keys, at: { issuer: string; subject: string }): Buffer =>
  keys.lookup("staff/open_id", `${at.issuer}\0${at.subject}`);

export const sealEmail = (keys: Keys, id: string, email: string): Buffer =>
  keys.seal("staff", email, `staff/${id}/email`);
export const openEmail = (keys: Keys, row: { id: string; emailSealed: Buffer }): string =>
  keys.open("staff", row.emailSealed, `staff/${row.id}/email`);

export const sealTotp = (keys: Keys, id: string, key: string): Buffer =>
  keys.seal("staff", key, `staff/${id}/totp`);
export const openTotp = (keys: Keys, row: { id: string; totpSealed: Buffer | null }): string | null =>
  row.totpSealed && keys.open("staff", row.totpSealed, `staff/${row.id}/totp`);

/** A code is short, so its hash is keyed, and bound to the one sign-in that it opens. */
export const hashStaffCode = (keys: Keys, id: string, code: string): Buffer =>
  keys.hash("tokens", `staff_sign_ins/${id}/${code}`);

/** Compares without telling by time how much was right; a sign-in without a code has none that fits. */
export function isStaffCode(keys: Keys, row: { id: string; codeHash: Buffer | null }, code: string): boolean {
  const entered = hashStaffCode(keys, row.id, code);
  return timingSafeEqual(entered, row.codeHash ?? Buffer.alloc(entered.length)) && row.codeHash !== null;
}

/** What a cookie's secret is known by; the database asks for it. */
export const staffProof = (house: House, sid: string): Buffer => house.keys.hash("sessions", `staff/${sid}`);

export const hashRecovery = (keys: Keys, staffId: string, code: string): Buffer =>
  keys.hash("tokens", `staff_recovery/${staffId}/${code}`);

/** Without 0, 1, l and o, which people mistake for each other. */
const LETTERS = "23456789abcdefghijkmnpqrstuvwxyz";

/** Ten codes of 60 random bits, in groups of four as people read them. */
export function newRecoveryCodes(): string[] {
  const one = () => [...randomBytes(12)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
  return Array.from({ length: RECOVERY_CODES }, () => one().replace(/(.{4})(?=.)/g, "$1-"));
}

/** A recovery code as it is compared. */
export const plainRecovery = (code: string): string => code.replaceAll("-", "");
