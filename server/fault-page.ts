import type { IncomingMessage, ServerResponse } from "node:http";
import { pageOfWords } from "./page-of-words";

/** Seconds after which it is worth another try when the database could not be had. */
const RETRY_AFTER = 5;

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
  /** Whether the database could not be had at some moment since then, by this process's steady clock. */
  awaySince: (began: number) => boolean;
}

/**
 * Tells a fault of ours as one, in every language and without scripts: what Next sends when even the frame of a
 * page fails is empty until a script fills it. Answers to scripts of ours stay as they are, but for their status:
 * while the database cannot be had, nothing is broken here, and whoever balances is told so by 503.
 */
export function tellFaults({ request, response, requestId, awaySince }: Exchange): void {
  const began = performance.now();
  const forScripts = Boolean(request.headers.rsc || request.headers["next-action"]);
  const { write, end, writeHead } = response;
  let told = false;
  // Only the door itself says 503 by its own word, before anything was begun.
  let begun = true;
  // The last place that still sees the headers, also those that compressing adds.
  response.writeHead = ((...sent: unknown[]) => {
    begun = Number(sent[0]) !== 503;
    if (Number(sent[0]) === 500 && awaySince(began)) {
      sent[0] = 503;
      response.setHeader("retry-after", String(RETRY_AFTER));
    }
    told = !forScripts && isFault(response, sent);
    if (!told) return Reflect.apply(writeHead, response, sent);
    for (const name of ["content-encoding", "content-length", "etag"]) response.removeHeader(name);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("cache-control", "private, no-store");
    return Reflect.apply(writeHead, response, [sent[0]]);
  }) as typeof response.writeHead;
  const settle = () => {
    if (response.statusCode >= 500 && !response.headersSent) response.writeHead(response.statusCode);
    return told;
  };
  response.write = ((...sent: unknown[]) =>
    settle() || Reflect.apply(write, response, sent)) as typeof response.write;
  response.end = ((...sent: unknown[]) => {
    settle();
    const done = sent.filter((one) => typeof one === "function");
    return Reflect.apply(end, response, told ? [faultPage(requestId, begun), ...done] : sent);
  }) as typeof response.end;
}

/** An answer of another type is meant for something else than a person. */
function isFault(response: ServerResponse, [status, ...rest]: unknown[]): boolean {
  const given = rest.find((one) => typeof one === "object" && one !== null) ?? {};
  const type = "content-type" in given ? given["content-type"] : response.getHeader("content-type");
  return Number(status) >= 500 && /^text\/html|^$/.test(String(type ?? ""));
}

/** Only where nothing was begun is it known that nothing was changed. */
const faultPage = (requestId: string, begun: boolean): string =>
  pageOfWords({
    ...{ status: 500, requestId },
    part: (
      t,
    ) => `<h1>${t("errors.faultTitle")}</h1><p>${t(begun ? "errors.faultText" : "errors.turnedAwayText")}</p>
<p><a href="?">${t("errors.again")}</a></p>`,
  });
