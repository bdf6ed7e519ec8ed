import { createHmac, timingSafeEqual } from "node:crypto";

/** What is told: names of things, never values or addresses. `id` is the same for every delivery of one event. */
export interface WebhookEvent {
  id: string;
  type: string;
  /** When it happened. */
  timestamp: Date;
  data: WebhookData;
}

export interface WebhookData {
  /** Missing where it concerns nobody in particular, such as new terms. */
  customer?: { id: string; customer_number?: string };
  /** The customer's ledger position at that moment. */
  seq?: number;
  [more: string]: unknown;
}

/** Why what came is not taken for an event. */
export type WebhookFault = "headers" | "timestamp" | "signature" | "body" | "too-large";

/** What came is no event of Forthright's. Its message names nothing that was sent. */
export class WebhookError extends Error {
  override readonly name = "WebhookError";
  constructor(readonly fault: WebhookFault) {
    super(`The webhook was refused: ${fault}`);
  }
}

/** Headers as Node gives them, or of a Fetch request. */
export type WebhookHeaders = Readonly<Record<string, string | string[] | undefined>> | Headers;

/** What came in, unchanged: a body that was parsed and written anew has another signature. */
export interface Delivered {
  headers: WebhookHeaders;
  body: string | Uint8Array;
}

const TOLERANCE_S = 5 * 60;
const PREFIX = "whsec_";

/** The keys of one secret or several, as they are while a secret is replaced. @throws TypeError */
export function keysOf(secret: string | readonly string[]): Buffer[] {
  const secrets = typeof secret === "string" ? [secret] : secret;
  const keys = secrets.map((one) => Buffer.from(String(one).replace(PREFIX, ""), "base64"));
  if (keys.length === 0 || keys.some(({ length }) => length < 24 || length > 64))
    throw new TypeError("secret: whsec_ and base64, as it was shown when the endpoint was made");
  return keys;
}

/**
 * Proves by Standard Webhooks 1.0.0 that this came from whoever holds the secret, within five minutes, and reads it.
 * `now` is for tests. @throws WebhookError; TypeError for a secret that is none
 */
export function verifyWebhook(
  secret: string | readonly string[],
  delivered: Delivered,
  now = new Date(),
): WebhookEvent {
  return verifyWith(keysOf(secret), delivered, now);
}

/** The same, with keys that were read before. */
export function verifyWith(keys: readonly Buffer[], { headers, body }: Delivered, now: Date): WebhookEvent {
  const [id, timestamp, signatures] = NAMES.map((name) => headerOf(headers, name));
  if (!id || !timestamp || !signatures) throw new WebhookError("headers");
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() / 1_000 - Number(timestamp)) > TOLERANCE_S)
    throw new WebhookError("timestamp");
  const bytes = typeof body === "string" ? Buffer.from(body) : Buffer.from(body);
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), bytes]);
  const wanted = keys.map((key) => createHmac("sha256", key).update(signed).digest());
  if (!isSigned(wanted, signatures)) throw new WebhookError("signature");
  return eventOf(id, bytes);
}

const NAMES = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;

function headerOf(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  return typeof value === "string" ? value : "";
}

/** Each signature that came is compared with each that would be right, whatever was found before. */
function isSigned(wanted: readonly Buffer[], signatures: string): boolean {
  let found = false;
  for (const signature of signatures.split(" ")) {
    if (!signature.startsWith("v1,")) continue;
    const given = Buffer.from(signature.slice(3), "base64");
    for (const one of wanted) if (given.length === one.length && timingSafeEqual(given, one)) found = true;
  }
  return found;
}

function eventOf(id: string, bytes: Buffer): WebhookEvent {
  const { type, timestamp, data } = readObject(bytes);
  const at = new Date(typeof timestamp === "string" ? timestamp : Number.NaN);
  if (typeof type !== "string" || Number.isNaN(at.getTime()) || !isData(data)) throw new WebhookError("body");
  return { id, type, timestamp: at, data };
}

function readObject(bytes: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(bytes.toString("utf8")) ?? {};
  } catch {
    throw new WebhookError("body");
  }
}

function isData(value: unknown): value is WebhookData {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { customer } = value as Record<string, unknown>;
  if (customer === undefined || customer === null) return true;
  return typeof customer === "object" && "id" in customer && typeof customer.id === "string";
}
