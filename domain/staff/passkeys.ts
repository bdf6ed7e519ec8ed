import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { House } from "../house";
import type { NewPasskeyQuestion, PasskeyQuestion } from "./catalog";
import type { PasskeyRecord } from "./factor-store";
import { Assertion, Attestation, readAnswer } from "./passkey-answers";

/** A question is good for this long, and as long again if it was asked just before the turn. */
const WINDOW_MS = 5 * 60_000;

/** What a passkey's question is bound to, so that an answer works for nothing else, and once. */
export const signInAbout = (id: string): string => `sign_in/${id}`;
export const sessionAbout = (actor: { sessionId: string; secondFactorAt: Date | null }): string =>
  `session/${actor.sessionId}/${actor.secondFactorAt?.getTime() ?? 0}`;
export const newAbout = (actor: { sessionId: string }): string => `new/${actor.sessionId}`;

/** Ed25519, P-256 and RSA: what every device has; the library's own list asks Node for newer ones, with a warning. */
const ALGORITHMS = [-8, -7, -257];

/** Whom passkeys are for: our own host, and pages of ours alone. */
const partyOf = ({ settings }: House) => ({
  rpID: new URL(settings.publicUrl).hostname,
  origin: settings.publicUrl,
});

/**
 * The question itself. Derived instead of stored, so that drawing a page writes nothing; what it is bound to
 * changes with every use, so that an answer cannot be used again.
 */
const challengeOf = (house: House, about: string, window: number): Buffer =>
  house.keys.hash("tokens", `staff_passkey/${about}/${window}`);

const windowOf = (now: Date): number => Math.floor(now.getTime() / WINDOW_MS);

function isChallenge(house: House, at: { about: string; now: Date }) {
  const turn = windowOf(at.now);
  const good = [turn, turn - 1].map((one) => challengeOf(house, at.about, one).toString("base64url"));
  return (challenge: string) => good.includes(challenge);
}

interface Asked {
  about: string;
  passkeys: readonly PasskeyRecord[];
  now: Date;
}

const idOf = (passkey: PasskeyRecord): string => passkey.credentialId.toString("base64url");
const bytesOf = (buffer: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);

/** What the browser asks a passkey; the device must verify its owner. */
export function askPasskey(house: House, { about, passkeys, now }: Asked): Promise<PasskeyQuestion> {
  return generateAuthenticationOptions({
    rpID: partyOf(house).rpID,
    challenge: bytesOf(challengeOf(house, about, windowOf(now))),
    allowCredentials: passkeys.map((passkey) => ({ id: idOf(passkey) })),
    userVerification: "required",
  });
}

/** @returns which passkey answered and how often it was used, or null when the answer is not right. */
export async function checkPasskey(
  house: House,
  { about, passkeys, now, answer }: Asked & { answer: string },
): Promise<{ staffId: string; id: string; counter: number } | null> {
  const response = readAnswer(Assertion, answer);
  const passkey = passkeys.find((one) => idOf(one) === response?.id);
  if (!response || !passkey) return null;
  const { rpID, origin } = partyOf(house);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: isChallenge(house, { about, now }),
      expectedOrigin: origin,
      expectedRPID: rpID,
      credential: {
        id: idOf(passkey),
        publicKey: bytesOf(passkey.publicKey),
        counter: passkey.counter,
      },
      requireUserVerification: true,
    });
    const { staffId, id } = passkey;
    return verified ? { staffId, id, counter: authenticationInfo.newCounter } : null;
  } catch {
    return null;
  }
}

/** What the browser asks of a device that is to become a passkey. */
export function askNewPasskey(
  house: House,
  at: Asked & { staffId: string; email: string; name: string; brand: string },
): Promise<NewPasskeyQuestion> {
  return generateRegistrationOptions({
    rpName: at.brand,
    rpID: partyOf(house).rpID,
    userName: at.email,
    userDisplayName: at.name,
    userID: bytesOf(Buffer.from(at.staffId)),
    challenge: bytesOf(challengeOf(house, at.about, windowOf(at.now))),
    attestationType: "none",
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: at.passkeys.map((passkey) => ({ id: idOf(passkey) })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
  });
}

/** @returns what to store of a new passkey, or null when the answer is not right. */
export async function checkNewPasskey(
  house: House,
  at: { about: string; now: Date; answer: string },
): Promise<{ credentialId: Buffer; publicKey: Buffer; counter: number } | null> {
  const response = readAnswer(Attestation, at.answer);
  if (!response) return null;
  const { rpID, origin } = partyOf(house);
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: isChallenge(house, at),
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) return null;
    const { id, publicKey, counter } = registrationInfo.credential;
    return { credentialId: Buffer.from(id, "base64url"), publicKey: Buffer.from(publicKey), counter };
  } catch {
    return null;
  }
}
