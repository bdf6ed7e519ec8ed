import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import type pg from "pg";
import { randomPart } from "./random";

/**
 * What each of the installation's keys is for. `lookup` never changes, or nobody would be found again.
 * The secret only wraps them, so it can be rotated without touching a person's row.
 */
export const purposes = [
  "lookup",
  "tokens",
  "sessions",
  "customers",
  "messages",
  "stamps",
  "staff",
  "webhooks",
] as const;
export type KeyPurpose = (typeof purposes)[number];

/** The installation's keys, unwrapped, for the life of the process. */
export interface Keys {
  /** Keyed hash of a normalised identifier, for finding it again without storing it. */
  lookup(kind: string, normalised: string): Buffer;
  /** Keyed hash of a secret that somebody holds: a link, a code, a session id. */
  hash(purpose: KeyPurpose, value: string): Buffer;
  /** Seals text under one of our own keys; `about` binds it to its place, so that it cannot be moved. */
  seal(purpose: KeyPurpose, text: string, about: string): Buffer;
  open(purpose: KeyPurpose, sealed: Buffer, about: string): string;
  /** A secret string for a library that wants one, such as next-auth. */
  secret(purpose: KeyPurpose): string;
}

/**
 * Seals bytes with AES-256-GCM. Layout: version 1, 12 bytes nonce, 16 bytes tag, text.
 * `about` is authenticated, so a value moved to another row or field no longer opens.
 */
export function sealWith(key: Buffer | KeyObject, text: string | Buffer, about: string): Buffer {
  const nonce = randomPart(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), body]);
}

/** Opens what `sealWith` sealed. @throws when the key, the place or a byte is another. */
export function openWith(key: Buffer | KeyObject, sealed: Buffer, about: string): Buffer {
  if (sealed[0] !== 1 || sealed.length < 29) throw new Error("sealed in a way this version does not know");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 13));
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(13, 29));
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]);
}

const wrapping = (secret: string) =>
  Buffer.from(hkdfSync("sha256", secret, "forthright", "wrap stored keys", 32));

/** Makes the keys that are missing, wrapped by the secret. Runs as the owner, at migrate. */
export async function makeKeys(owner: pg.Client, secret: string): Promise<void> {
  for (const purpose of purposes) {
    const wrapped = sealWith(wrapping(secret), randomBytes(32), purpose);
    await owner.query("insert into keys (purpose, wrapped) values ($1, $2) on conflict do nothing", [
      purpose,
      wrapped,
    ]);
  }
}

/**
 * Wraps the stored keys with a new secret, all or none.
 * @returns how many were wrapped anew; those already under the new secret are left.
 * @throws an Error when neither secret opens a key.
 */
export async function rotateKeys(
  owner: pg.Client,
  secrets: { now: string; before: string },
): Promise<number> {
  await owner.query("begin");
  try {
    const { rows } = await owner.query("select purpose, wrapped from keys for update");
    let count = 0;
    for (const row of rows) {
      if (opens(row, secrets.now)) continue;
      const key = unwrap(row, secrets.before);
      await owner.query("update keys set wrapped = $2 where purpose = $1", [
        row.purpose,
        sealWith(wrapping(secrets.now), key, row.purpose),
      ]);
      count += 1;
    }
    await owner.query("commit");
    return count;
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

type Wrapped = { purpose: string; wrapped: Buffer };

function opens(row: Wrapped, secret: string): boolean {
  try {
    return openWith(wrapping(secret), row.wrapped, row.purpose).length === 32;
  } catch {
    return false;
  }
}

function unwrap(row: Wrapped, secret: string): Buffer {
  if (!opens(row, secret))
    throw new Error(
      `FORTHRIGHT_SECRET does not open the stored key “${row.purpose}”. Start with the secret that it was made with, or run: forthright rotate`,
    );
  return openWith(wrapping(secret), row.wrapped, row.purpose);
}

/** Reads and unwraps the keys. @throws an Error that says what to do when the secret is not the right one. */
export async function loadKeys(
  pool: { query(text: string): Promise<{ rows: Wrapped[] }> },
  secret: string,
): Promise<Keys> {
  const { rows } = await pool.query("select purpose, wrapped from keys");
  // A key made ready once: from bytes each hash would make it anew, which takes ten times as long as the hash.
  const held = new Map<string, KeyObject>(
    rows.map((row: Wrapped) => [row.purpose, createSecretKey(unwrap(row, secret))]),
  );
  const key = (purpose: KeyPurpose): KeyObject => {
    const found = held.get(purpose);
    if (!found) throw new Error(`The key “${purpose}” is missing. Run: forthright migrate`);
    return found;
  };
  for (const purpose of purposes) key(purpose);
  const hmac = (purpose: KeyPurpose, value: string) =>
    createHmac("sha256", key(purpose)).update(value).digest();
  return {
    lookup: (kind, normalised) => hmac("lookup", `${kind}\0${normalised}`),
    hash: (purpose, value) => hmac(purpose, value),
    seal: (purpose, text, about) => sealWith(key(purpose), text, about),
    open: (purpose, sealed, about) => openWith(key(purpose), sealed, about).toString("utf8"),
    secret: (purpose) => hmac(purpose, "as a secret string").toString("base64url"),
  };
}
