import { request } from "node:http";
import { Readable } from "node:stream";
import type { Client } from "./client";

export interface Sending {
  method: string;
  headers?: Record<string, string>;
  /** Sent in pieces, as long as the other side takes them; without a length where it is made of pieces. */
  body: Buffer | Iterable<Buffer>;
}

export interface Answered {
  /** 0: the connection was closed without an answer. */
  status: number;
  ms: number;
  text: string;
}

/** Sends a body that may be refused while it is still on its way. A closed connection is an answer too. */
export function sendAny(
  who: Client,
  path: string,
  { method, headers = {}, body }: Sending,
): Promise<Answered> {
  const { hostname, port } = new URL(who.url);
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const whole = Buffer.isBuffer(body);
  const length: Record<string, string> = whole ? { "content-length": String(body.length) } : {};
  const began = performance.now();
  return new Promise((resolve) => {
    let text = "";
    let status = 0;
    const done = () => {
      asked.destroy();
      resolve({ status, text, ms: performance.now() - began });
    };
    const said = { ...(cookie ? { cookie } : {}), ...length, ...headers };
    const asked = request({ hostname, port, method, path, headers: said, agent: false }, (answer) => {
      status = answer.statusCode ?? 0;
      answer.setEncoding("utf8").on("data", (part: string) => {
        if (text.length < 10_000) text += part;
      });
      answer.once("end", done).once("error", done);
    });
    asked.once("error", done).setTimeout(40_000, done);
    if (whole) asked.end(body);
    else Readable.from(body).once("error", done).pipe(asked);
  });
}

/** As many bytes as one wants, and no more than a piece of them at a time. */
export function* pieces(bytes: number, fill = "a"): Generator<Buffer> {
  const piece = Buffer.alloc(65_536, fill);
  for (let sent = 0; sent < bytes; sent += piece.length)
    yield piece.subarray(0, Math.min(piece.length, bytes - sent));
}
