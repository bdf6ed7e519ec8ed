import type { IncomingMessage } from "node:http";
import { Problem } from "./problem";

/** Most bytes of a body, counted as they arrive. */
export const SIZES = { single: 256 * 1024, batch: 5 * 1024 * 1024, form: 64 * 1024 } as const;
const ARRIVES_WITHIN_MS = 15_000;
export type Size = keyof typeof SIZES;

/**
 * Reads a body whole. What the sender says of its length only makes the refusal sooner.
 * @throws Problem `too-large`; `unsupported-media-type` for a compressed body, which could be of any size.
 */
export async function readBody(request: IncomingMessage, size: Size): Promise<Buffer> {
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== "identity")
    throw new Problem("unsupported-media-type", {
      detail: "Content-Encoding is not taken.",
      headers: { "accept-encoding": "identity" },
    });
  const most = SIZES[size];
  if (Number(request.headers["content-length"]) > most) throw tooLarge(most);
  return collect(request, most);
}

const tooLarge = (most: number) =>
  new Problem("too-large", { detail: `At most ${most} bytes are taken here.` });

function collect(request: IncomingMessage, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    const leave = () => {
      clearTimeout(timer);
      request.off("data", take).off("end", done).off("error", fail).off("close", fail);
    };
    const take = (part: Buffer) => {
      length += part.length;
      if (length <= most) return void parts.push(part);
      leave();
      request.pause();
      reject(tooLarge(most));
    };
    const done = () => {
      leave();
      resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts, length));
    };
    const fail = () => {
      leave();
      reject(new Problem("not-json", { detail: "The body ended too soon." }));
    };
    const timer = setTimeout(() => {
      leave();
      reject(new Problem("too-slow"));
    }, ARRIVES_WITHIN_MS);
    request.on("data", take).once("end", done).once("error", fail).once("close", fail);
  });
}

/** Whether the body says that it is JSON in UTF-8. */
export function isJson(contentType: string | undefined): boolean {
  return /^application\/json(\s*;\s*charset\s*=\s*"?utf-8"?)?\s*$/i.test(contentType ?? "");
}
