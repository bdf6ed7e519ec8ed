import { type Moment, momentNow } from "./cache.ts";
import { ForthrightError, readProblem } from "./fault.ts";

/** More than the largest batch of decisions answers. */
const MOST_BYTES = 16 * 1024 * 1024;

/** One request as it goes over the wire. */
export interface Attempt {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Longest until the last byte of the answer is there. */
  limitMs: number;
}

/** A good answer. */
export interface Reply {
  value: unknown;
  headers: Headers;
  /** Before the request left: what the answer says of time counts from no later than this. */
  sentAt: Moment;
}

/** Asks once. Follows no redirect, because the key is for one server. @throws ForthrightError, nothing else. */
export async function attempt({ url, headers, body, limitMs }: Attempt): Promise<Reply> {
  const signal = AbortSignal.timeout(limitMs);
  const sentAt = momentNow();
  try {
    const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
    const value = await readJson(response);
    if (response.ok && value !== undefined) return { value, headers: response.headers, sentAt };
    throw refusal(response, value);
  } catch (error) {
    if (error instanceof ForthrightError) throw error;
    throw new ForthrightError(signal.aborted ? "timeout" : "unreachable", { cause: error });
  }
}

function refusal({ status, ok, headers }: Response, value: unknown): ForthrightError {
  const { fault, ...said } = readProblem(ok ? undefined : value);
  const retryAfter = secondsOf(headers.get("retry-after"));
  return new ForthrightError(fault, { ...said, status, retryAfter, requestId: headers.get("x-request-id") });
}

/** Undefined for anything that is no JSON of this API. */
async function readJson(response: Response): Promise<unknown> {
  const type = (response.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== (response.ok ? "application/json" : "application/problem+json")) {
    await response.body?.cancel();
    return undefined;
  }
  const text = await readText(response);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let [text, length] = ["", 0];
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length;
    if (length > MOST_BYTES) {
      await reader?.cancel();
      throw new ForthrightError("unexpected", { status: response.status, detail: "it is too long" });
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

/** Retry-After in seconds, from now on; it may be a date. */
function secondsOf(header: string | null): number | null {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(seconds, 0) : null;
}
