import type { ServerResponse } from "node:http";

/** What an answer says that never came to a page: the framework's own redirects and files that are not there. */
const BARE: readonly (readonly [name: string, value: string])[] = [
  ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
  ["referrer-policy", "same-origin"],
  ["x-frame-options", "DENY"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
];

/**
 * The last word on what may be kept. The framework answers actions without `private`, and redirects of its own,
 * which a cache may keep for ever, without a word; whatever is not `public` is nobody's to keep.
 */
export function guardAnswer(response: ServerResponse): void {
  const { writeHead } = response;
  response.writeHead = ((...sent: unknown[]) => {
    const status = Number(sent[0]);
    // A write that is caught by another hand on its way, or headers that come with the status, are left alone.
    if (!sent.some((one) => typeof one === "object")) settle(response, status);
    return Reflect.apply(writeHead, response, sent);
  }) as typeof response.writeHead;
}

function settle(response: ServerResponse, status: number): void {
  const said = String(response.getHeader("cache-control") ?? "");
  if (/\bpublic\b/.test(said) && status < 400) return;
  if (!/\bprivate\b/.test(said) || !/\bno-store\b/.test(said))
    response.setHeader("cache-control", "private, no-store");
  if (response.hasHeader("content-security-policy")) return;
  for (const [name, value] of BARE) response.setHeader(name, value);
}
