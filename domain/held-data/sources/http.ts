import { request } from "undici";
import { type HttpSource, milliseconds } from "@/domain/brand";
import { agentTo, guardAddress, type Reached, type Resolve } from "@/domain/outgoing";
import { SourceFailure, toSourceFailure } from "./failure";
import { type Json, parseJson } from "./raw";
import type { SourceHouse } from "./source-house";

/** A person's whole document from one source may be this large, in bytes. */
export const HTTP_LIMIT = 2_000_000;

/** The address for one customer. @throws Error when the key would lead elsewhere than into its place. */
export function addressFor(source: HttpSource, key: string): URL {
  if (/^\.{0,2}$/u.test(key) || !key.isWellFormed())
    throw new Error("the customer key cannot stand in an address");
  const filled = (text: string) => new URL(source.url.replaceAll("{customer_key}", encodeURIComponent(text)));
  const url = filled(key);
  if (url.origin !== filled("x").origin) throw new Error("the customer key would change the host");
  return url;
}

interface Fetch {
  house: SourceHouse;
  source: HttpSource;
  key: string;
  resolve?: Resolve;
}

/**
 * Fetches one customer's document. undefined: the source knows no such customer (404 or 410). No redirects,
 * no compression, nothing over `HTTP_LIMIT`, all within the source's timeout.
 * @throws SourceFailure
 */
export async function fetchDocument(wanted: Fetch): Promise<Json | undefined> {
  const { source } = wanted;
  const signal = AbortSignal.timeout(milliseconds(source.timeout));
  try {
    return await raced(load(wanted, signal), signal);
  } catch (error) {
    if (signal.aborted) throw failure(source, { kind: "slow", reason: `no answer within ${source.timeout}` });
    throw toSourceFailure(source.id, error, [
      ...Object.values(source.headers),
      encodeURIComponent(wanted.key),
    ]);
  }
}

/** Finding an address cannot be aborted, so it is raced. */
async function raced<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => undefined);
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("too late")), { once: true });
  });
  return Promise.race([work, late]);
}

const failure = (source: HttpSource, what: ConstructorParameters<typeof SourceFailure>[1]) =>
  new SourceFailure(source.id, what);

async function load(wanted: Fetch, signal: AbortSignal): Promise<Json | undefined> {
  const { source, house } = wanted;
  const url = addressFor(source, wanted.key);
  const reached = await admitted(wanted, { url, allowed: house.settings.allowPrivateHosts });
  const dispatcher = agentTo(reached, { timeout: milliseconds(source.timeout), connections: 1 });
  try {
    const headers = { accept: "application/json", "accept-encoding": "identity", ...source.headers };
    const answer = await request(url, { dispatcher, signal, headers });
    const status = answer.statusCode;
    if (status === 404 || status === 410) return await answer.body.dump().then(() => undefined);
    if (status !== 200) {
      await answer.body.dump().catch(() => undefined);
      throw failure(source, { kind: kindOfStatus(status), reason: `answered ${status}` });
    }
    if (answer.headers["content-encoding"])
      throw failure(source, { kind: "wrong_shape", reason: "is compressed" });
    return parse(source, await readBody(source, answer.body));
  } finally {
    await dispatcher.destroy();
  }
}

async function admitted(wanted: Fetch, at: { url: URL; allowed: readonly string[] }): Promise<Reached> {
  try {
    return await guardAddress(at.url, { allowed: at.allowed, resolve: wanted.resolve });
  } catch (error) {
    if (error instanceof Error && "code" in error) throw error;
    const reason = error instanceof Error ? error.message : "address refused";
    throw failure(wanted.source, { kind: "not_allowed", reason });
  }
}

const kindOfStatus = (status: number) =>
  status === 401 || status === 403 ? "not_let_in" : status >= 300 && status < 400 ? "not_allowed" : "failed";

async function readBody(source: HttpSource, body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    if (size > HTTP_LIMIT)
      throw failure(source, { kind: "too_large", reason: `gave more than ${HTTP_LIMIT} bytes` });
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function parse(source: HttpSource, text: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw failure(source, { kind: "wrong_shape", reason: "did not give JSON" });
  }
}
