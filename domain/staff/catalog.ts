import { z } from "zod";
import type { Device } from "../sessions/catalog";
import type { FullTextTree } from "../terms/catalog";

/** Minutes, hours and counts that the desk's pages tell of. */
export const STAFF_SIGN_IN_MINUTES = 10;
export const STAFF_IDLE_MINUTES = 15;
export const STAFF_HOURS = 8;
export const SECOND_FACTOR_MINUTES = 5;
export const RECOVERY_CODES = 10;
export const TOTP_DIGITS = 6;

/** What somebody of staff is there for, one each. */
export const ROLES = ["support", "privacy_officer", "admin", "auditor"] as const;

/** As people copy them: with spaces, dashes of all kinds, full-width. */
const pasted = (text: string) => text.normalize("NFKC").replace(/[\s\-\u2010-\u2015]/g, "");
const digits = (count: number) =>
  z
    .string()
    .max(40)
    .transform(pasted)
    .pipe(z.string().regex(new RegExp(`^[0-9]{${count}}$`)));

export const StartStaffSignInInput = z.strictObject({ email: z.string().trim().min(3).max(254) });
export type StartStaffSignInInput = z.infer<typeof StartStaffSignInInput>;

/** The code from the message. */
export const FirstStepInput = z.strictObject({ code: digits(8) });
export type FirstStepInput = z.infer<typeof FirstStepInput>;

/** What the authenticator shows. */
export const TotpInput = z.strictObject({ code: digits(TOTP_DIGITS) });
export type TotpInput = z.infer<typeof TotpInput>;

/** Twelve letters and digits in three groups; 0, 1, l and o are none of them. */
export const RecoveryInput = z.strictObject({
  code: z
    .string()
    .max(60)
    .transform((text) => pasted(text).toLowerCase())
    .pipe(z.string().regex(/^[2-9a-km-np-z]{12}$/)),
});
export type RecoveryInput = z.infer<typeof RecoveryInput>;

/** The browser's answer to a passkey's question, as JSON text. */
export const PasskeyInput = z.strictObject({ answer: z.string().min(2).max(20_000) });
export type PasskeyInput = z.infer<typeof PasskeyInput>;

export const NewPasskeyInput = PasskeyInput.extend({ name: z.string().trim().min(1).max(60) });
export type NewPasskeyInput = z.infer<typeof NewPasskeyInput>;

/** Names a passkey or a session of one's own. */
export const OwnIdInput = z.strictObject({ id: z.uuid() });
export type OwnIdInput = z.infer<typeof OwnIdInput>;

export const AddStaffInput = z.strictObject({
  email: z.string().trim().min(3).max(254),
  role: z.enum(ROLES),
  name: z.string().trim().min(1).max(80).optional(),
});
export type AddStaffInput = z.infer<typeof AddStaffInput>;

/** How a session began: by which second step, or by the brand's own sign-in. */
export type StaffMethod = "totp" | "passkey" | "recovery" | "open_id";

/** `not_accepted` covers wrong, old, used, too often and never sent alike. */
export type StaffRefusal =
  | "not_accepted"
  | "disabled"
  | "no_role"
  | "no_email"
  | "not_fresh"
  | "other_account";

/**
 * `onward`: the first step is done; `browser` replaces the secret that binds the sign-in to this browser.
 * `sid` is the session's secret for the cookie; `expiresAt` its absolute end.
 */
export type StaffSignInResult =
  | { outcome: "signed_in"; sid: string; expiresAt: Date }
  | { outcome: "onward"; browser: string }
  | { outcome: "refused"; why: StaffRefusal };

/** Which second factors somebody of staff has. */
export interface StaffFactors {
  totp: boolean;
  passkeys: number;
  /** Recovery codes that are left. */
  recovery: number;
}

/** What an authenticator app needs: the key as text, and as the address that a QR code carries. */
export interface TotpSetup {
  key: string;
  uri: string;
}

/** Where an unfinished sign-in stands. What is asked for before the code was right tells nothing of anybody. */
export type StaffSignInView =
  | { step: "start" }
  | { step: "second"; factors: StaffFactors; passkey: PasskeyQuestion | null }
  | { step: "enrol"; setup: TotpSetup }
  | { step: "keep"; codes: readonly string[] };

/** Options for the browser's passkey functions, as JSON that they take unread. */
export type PasskeyQuestion = Readonly<Record<string, unknown>>;

export interface PasskeyRow {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** One line of "where you are signed in" at the desk. Times by the database's clock. */
export interface StaffSessionRow {
  id: string;
  device: Device;
  method: StaffMethod;
  startedAt: Date;
  lastSeenAt: Date;
  endsAt: Date;
  current: boolean;
}

/** What somebody of staff sees of their own account. */
export interface StaffAccount {
  name: string;
  email: string;
  role: (typeof ROLES)[number];
  /** Comes by the brand's own sign-in: factors are that one's business. */
  byOpenId: boolean;
  factors: StaffFactors;
  totpAt: Date | null;
  passkeys: PasskeyRow[];
  sessions: StaffSessionRow[];
}

/** Who works at the desk, as the command line lists them. */
export interface StaffRow {
  id: string;
  email: string;
  name: string;
  role: (typeof ROLES)[number];
  byOpenId: boolean;
  secondFactor: boolean;
  createdAt: Date;
  disabledAt: Date | null;
}

/** The checkbox that was ticked, and the SHA-256 of the text that stood above it. */
export const SignHandlingRulesInput = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  agreed: z.literal("yes"),
});
export type SignHandlingRulesInput = z.infer<typeof SignHandlingRulesInput>;

/** The handling rules of one's role. `text` is null where the brand wrote none. */
export interface HandlingRulesView {
  role: (typeof ROLES)[number];
  text: { tree: FullTextTree; lang: string; hash: string } | null;
  /** The signature that counts now, and until when. */
  signed: { at: Date; until: Date; lang: string } | null;
  /** Time to sign: no signature counts, or it soon ends. */
  due: boolean;
  /** What was signed before, newest first. */
  earlier: { id: string; role: string; at: Date; lang: string }[];
}
