import { createHmac, randomBytes } from "node:crypto";
import type { Keys } from "../keys";

/** A new secret of 32 random bytes, as Standard Webhooks 1.0.0 writes one: `whsec_` and base64. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

const place = (endpoint: string) => `webhook_endpoints/${endpoint}`;

/** Secrets are stored sealed with the installation's key and bound to their endpoint. */
export const sealSecret = (keys: Keys, endpoint: string, secret: string): Buffer =>
  keys.seal("webhooks", secret, place(endpoint));

export const openSecret = (keys: Keys, endpoint: string, sealed: Buffer): string =>
  keys.open("webhooks", sealed, place(endpoint));

/** What is signed: one attempt at one event. `at` in whole seconds counts. */
export interface Signed {
  id: string;
  at: Date;
  body: string;
}

/** The three headers of an attempt: one signature for each secret, the newest first. */
export function signedHeaders(secrets: readonly string[], { id, at, body }: Signed): Record<string, string> {
  const timestamp = Math.floor(at.getTime() / 1_000);
  const sign = (secret: string) =>
    createHmac("sha256", Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
      .update(`${id}.${timestamp}.${body}`)
      .digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": secrets.map((secret) => `v1,${sign(secret)}`).join(" "),
  };
}
