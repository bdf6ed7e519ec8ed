import type { Answer } from "./browserless";

/** An answer without what is new in each: the nonce, the moment, the request's number, random secrets. */
export function bytesOf({ status, headers, text }: Answer): string[] {
  const nonce = /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1] ?? "no nonce";
  const told = [...headers].filter(([name]) => !["date", "x-request-id"].includes(name)).flat();
  const all = [status, ...told, text].join("\n").replaceAll(nonce, "N");
  const same = all
    .replaceAll(headers.get("x-request-id") ?? "-", "R")
    .replace(/asked=[A-Za-z0-9_-]{43}/g, "asked=S")
    .replace(/expires=[^;"\n]*/gi, "expires=T");
  // The framework sends the parts of a page in the order in which they are done, and numbers them so.
  return same
    .split(/\\n|</)
    .map((part) => part.replace(ROW, "$1#:").replace(REFERENCE, "$1#"))
    .sort();
}

/** The number of a part, where it begins: `1a:`. */
const ROW = /(^|push\(\[1,")[0-9a-f]{1,3}:/g;
/** Where a part names another: `$1f`, `$L23`, `$h20`. */
const REFERENCE = /(\$[A-Zh@]?)[0-9a-f]{1,3}(?![\w-])/g;
