import type { IncomingMessage, ServerResponse } from "node:http";
import { wordsFor } from "@/web/i18n";

const LANGUAGES = ["en", "de", "zh-Hans", "zh-Hant"] as const;

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
}

/**
 * Tells a fault of ours as one, in every language and without scripts: what Next sends when even the frame of a
 * page fails is empty until a script fills it. Answers to scripts of ours stay as they are.
 */
export function tellFaults({ request, response, requestId }: Exchange): void {
  if (request.headers.rsc || request.headers["next-action"]) return;
  const original = { write: response.write, end: response.end, flush: response.flushHeaders };
  let told = false;
  const tell = (): boolean => {
    if (told || response.headersSent || !isFault(response)) return told;
    told = true;
    for (const name of ["content-encoding", "content-length", "etag", "transfer-encoding"])
      response.removeHeader(name);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("cache-control", "private, no-store");
    Reflect.apply(original.end, response, [faultPage(requestId)]);
    return true;
  };
  response.flushHeaders = () => (tell() ? undefined : Reflect.apply(original.flush, response, []));
  response.write = ((...sent: unknown[]) =>
    tell() ? true : Reflect.apply(original.write, response, sent)) as typeof response.write;
  response.end = ((...sent: unknown[]) =>
    tell() ? response : Reflect.apply(original.end, response, sent)) as typeof response.end;
}

/** An answer of another type is meant for something else than a person. */
const isFault = (response: ServerResponse): boolean =>
  response.statusCode >= 500 && /^text\/html|^$/.test(String(response.getHeader("content-type") ?? ""));

function faultPage(requestId: string): string {
  const told = LANGUAGES.map((locale) => {
    const { t } = wordsFor({ locale, timeZone: "UTC", now: new Date() });
    return `<section lang="${locale}"><h1>${t("errors.faultTitle")}</h1><p>${t("errors.faultText")}</p>
<p><a href="?">${t("errors.again")}</a></p><p>${t("errors.reference", { number: requestId })}</p></section>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>500</title></head><body><main>${told.join("\n")}</main></body></html>\n`;
}
