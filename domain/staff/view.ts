import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import type { Role } from "../context";
import type { Device } from "../sessions/catalog";

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

/** What a browser asks a passkey that it has. */
export type PasskeyQuestion = PublicKeyCredentialRequestOptionsJSON;
/** What it asks of a device that is to become one. */
export type NewPasskeyQuestion = PublicKeyCredentialCreationOptionsJSON;

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
  role: Role;
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
  role: Role;
  byOpenId: boolean;
  secondFactor: boolean;
  createdAt: Date;
  disabledAt: Date | null;
}
