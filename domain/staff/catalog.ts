import { z } from "zod";
import type { FullTextTree } from "../terms/catalog";

export * from "./view";

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
