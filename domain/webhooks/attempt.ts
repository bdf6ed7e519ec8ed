import { type Dispatcher, request } from "undici";
import type { DeliveryReason } from "./catalog";
import type { Connections } from "./connections";
import { ANSWER_LIMIT, BODY_LIMIT, TIMEOUT_MS } from "./limits";

/** What came back: a status, or why none. */
export interface Answer {
  status: number | null;
  reason: DeliveryReason | null;
  /** As the answer has it. */
  retryAfter: string | null;
}

interface Attempt {
  endpoint: { id: string; url: string };
  headers: Record<string, string>;
  body: string;
  /** Set when the process is to end: its connections are closed, and that is nobody's failure. */
  stop?: AbortSignal | undefined;
  /** Milliseconds for all of it; `TIMEOUT_MS` when nothing is said. */
  patience?: number;
}

/**
 * One attempt: to an address that was checked, without following anywhere, within `TIMEOUT_MS`, and without keeping a
 * word of the answer. Never throws but after `stop`.
 */
export async function attempt(connections: Connections, work: Attempt): Promise<Answer> {
  const { endpoint, body } = work;
  const none = (reason: DeliveryReason): Answer => ({ status: null, reason, retryAfter: null });
  if (Buffer.byteLength(body) >= BODY_LIMIT) return none("too_large");
  const url = new URL(endpoint.url);
  const signal = AbortSignal.timeout(work.patience ?? TIMEOUT_MS);
  try {
    const dispatcher = await inTime(connections.to(endpoint.id, url), signal);
    const headers = {
      ...{ "content-type": "application/json", "user-agent": "Forthright-Webhooks/1" },
      ...work.headers,
    };
    const asked = request(url, { method: "POST", dispatcher, signal, body, headers });
    const answer = await inTime(asked, signal);
    await drop(answer.body, signal);
    return { status: answer.statusCode, reason: null, retryAfter: headerOf(answer, "retry-after") };
  } catch (error) {
    if (work.stop?.aborted) throw error;
    connections.doubt(endpoint.id, url);
    return none(reasonOf(error, signal));
  }
}

/** A resolver that never answers cannot be told to stop, nor a connection that is still being made. */
function inTime<T>(wait: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(signal.reason);
    signal.addEventListener("abort", late, { once: true });
    wait.then(resolve, reject).finally(() => signal.removeEventListener("abort", late));
  });
}

/** The rest of an answer is read so that the connection can be used again, and no more than a little of it. */
async function drop(body: Dispatcher.ResponseData["body"], signal: AbortSignal): Promise<void> {
  await body.dump({ limit: ANSWER_LIMIT, signal }).catch(() => undefined);
}

function headerOf(answer: Dispatcher.ResponseData, name: string): string | null {
  const value = answer.headers[name];
  return typeof value === "string" ? value : (value?.[0] ?? null);
}

function reasonOf(error: unknown, timeout: AbortSignal): DeliveryReason {
  if (timeout.aborted) return "timeout";
  const code = error instanceof Error && "code" in error ? String(error.code) : null;
  // What the guard refuses is the one error without a code.
  if (code === null) return "refused_address";
  if (/TIMEOUT|ETIMEDOUT/.test(code)) return "timeout";
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) ? "certificate" : "unreachable";
}
