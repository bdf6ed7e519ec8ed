import type { IncomingMessage } from "node:http";
import type { Exchange } from "./exchange";

/** How long, and how many bytes, of a refused body are still taken in, so that its sender hears the answer. */
const LINGER_MS = 1_000;
const LINGER_BYTES = 32 * 1024 * 1024;

/** On every answer: nothing of it is kept, framed, or run. A page says more of its own. */
const ALWAYS = {
  "cache-control": "private, no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
};

type Sending = Pick<Exchange, "request" | "response" | "headers" | "sent">;

/** Sends what was answered. A body that nobody read is not waited for longer than a moment. */
export async function send(exchange: Sending): Promise<void> {
  const { request, response, headers, sent } = exchange;
  if (!sent) throw new Error("nothing was answered");
  const whole = request.complete || !hasBody(request);
  const close: Record<string, string> = whole ? {} : { connection: "close" };
  const all = { ...ALWAYS, ...headers, ...sent.headers, ...close };
  if (sent.status !== 204) Object.assign(all, { "content-length": String(Buffer.byteLength(sent.bytes)) });
  response.writeHead(sent.status, all);
  const body = request.method === "HEAD" || sent.status === 204 ? undefined : sent.bytes;
  // A text leaves in one piece with the headers.
  if (whole) return void response.end(body);
  if (body) response.write(body);
  await linger(request);
  response.end();
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** A connection closed over unread bytes is torn down, and the answer with it. */
function linger(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let left = LINGER_BYTES;
    const timer = setTimeout(resolve, LINGER_MS);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    request.on("data", (part: Buffer) => {
      left -= part.length;
      if (left < 0) end();
    });
    request.once("end", end).once("close", end).once("error", end);
    request.resume();
  });
}
