import type { IncomingMessage, ServerResponse } from "node:http";
import type { Cache } from "./cache.ts";
import { keysOf, verifyWith, WebhookError, type WebhookEvent, type WebhookHeaders } from "./webhook.ts";

export interface ReceiverOptions {
  /** The endpoint's secret, `whsec_…`; both while it is replaced. */
  secret: string | readonly string[];
  /**
   * Does what has to be done. The same event may come more than once, with the same `id`. When it throws, the event
   * is sent again later.
   */
  onEvent?: (event: WebhookEvent) => unknown;
  /** Told why something was not taken for an event, or what `onEvent` threw. */
  onFault?: (error: unknown) => void;
}

/** An endpoint's handler, for both kinds of server. */
export interface Receiver {
  /** For `node:http`, before anything that reads the body. */
  node(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** For servers that give a Fetch request. */
  fetch(request: Request): Promise<Response>;
}

/** More than the largest event. */
const MOST_BYTES = 64 * 1024;

interface Arrived {
  method: string | undefined;
  headers: WebhookHeaders;
  parts: AsyncIterable<Uint8Array>;
}

/** Takes events: proves each, drops what is kept about its customer, and only then tells of it. */
export function openReceiver(cache: Cache, options: ReceiverOptions): Receiver {
  const { onEvent = () => undefined, onFault = () => undefined } = options;
  const keys = keysOf(options.secret);
  const take = async ({ method, headers, parts }: Arrived): Promise<number> => {
    if (method !== "POST") return 405;
    try {
      const event = verifyWith(keys, { headers, body: await wholeOf(parts) }, new Date());
      forgetIn(cache, event);
      await onEvent(event);
      return 204;
    } catch (error) {
      onFault(error);
      return error instanceof WebhookError ? (error.fault === "too-large" ? 413 : 400) : 500;
    }
  };
  return {
    async node(request, response) {
      const status = await take({ method: request.method, headers: request.headers, parts: request });
      response.writeHead(status, status === 413 ? { connection: "close" } : {}).end();
    },
    async fetch(request) {
      const parts = request.body ?? new Blob([]).stream();
      return new Response(null, { status: await take({ ...at(request), parts }) });
    },
  };
}

const at = ({ method, headers }: Request) => ({ method, headers });

async function wholeOf(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const taken: Uint8Array[] = [];
  let length = 0;
  for await (const part of parts) {
    length += part.length;
    if (length > MOST_BYTES) throw new WebhookError("too-large");
    taken.push(part);
  }
  return Buffer.concat(taken, length);
}

/**
 * An event names its customer by id and number alone. Answers that were asked for by an email address or a phone
 * may be about the same person, so all of those go; what concerns nobody in particular may change every answer.
 */
function forgetIn(cache: Cache, { data }: WebhookEvent): void {
  const { id, customer_number } = data.customer ?? {};
  const named = [JSON.stringify({ id }), JSON.stringify({ customer_number })];
  cache.forgetAll(
    (reference) => id === undefined || named.includes(reference) || /^\{"(email|phone)"/.test(reference),
  );
}
