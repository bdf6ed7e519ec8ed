import { generateSecret, generateURI, verifySync } from "otplib";
import type { TotpSetup } from "./catalog";

/** One step before and one after: clocks differ, and people type slowly. */
const TOLERANCE_SECONDS = 30;

/** 160 random bits in base32, as authenticator apps take them. */
export const newTotpKey = (): string => generateSecret();

/** What an authenticator needs to know, as text and as the address in a QR code. */
export const totpSetup = (key: string, about: { issuer: string; label: string }): TotpSetup => ({
  key: key.replace(/(.{4})(?=.)/g, "$1 "),
  uri: generateURI({ secret: key, ...about }),
});

/**
 * The time step that a code is right for, or null. A step at or before `after` was used up already.
 * `now` is the database's clock, so that all processes agree.
 */
export function stepOf(key: string, code: string, at: { now: Date; after: number | null }): number | null {
  const result = verifySync({
    secret: key,
    token: code,
    epoch: Math.floor(at.now.getTime() / 1_000),
    epochTolerance: TOLERANCE_SECONDS,
    ...(at.after === null ? {} : { afterTimeStep: at.after }),
  });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}
