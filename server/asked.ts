import type { IncomingMessage } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";
import { isLoopback } from "./env";

/** Next's time for a query grows with the square of its parameters; no page of ours takes a fifth of these. */
const MOST_PARAMETERS = 100;

/** Whether what the request's first lines say can be read at all; a page would take it for a fault of ours. */
export function isReadable(request: IncomingMessage): boolean {
  return toOriginForm(request) && hasSoundPath(request) && hasSoundState(request);
}

/** Whether the query has an end, and the path's escapes are UTF-8; where a part of it is a parameter, Next fails at any other. */
function hasSoundPath({ url = "/" }: IncomingMessage): boolean {
  if (url.split("&").length > MOST_PARAMETERS) return false;
  try {
    decodeURIComponent(url.replace(/[?#].*$/s, ""));
    return true;
  } catch {
    return false;
  }
}

/** What a page of ours sends of where it stands, read as Next will read it. */
function hasSoundState({ headers }: IncomingMessage): boolean {
  try {
    parseAndValidateFlightRouterState(headers["next-router-state-tree"]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads an address in full, as a proxy sends it, as the path and the host that it names: that host counts and not the
 * header's (RFC 9112, 3.2.2), so that nothing leads to it later. @returns whether anything of ours can be meant.
 */
function toOriginForm(request: IncomingMessage): boolean {
  const { url = "/" } = request;
  if (url.startsWith("/")) return true;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return false;
  const { host, pathname, search } = new URL(url);
  request.url = pathname + search;
  request.headers.host = host;
  return true;
}

/** On loopback a foreign name in Host is a page elsewhere whose name was made to lead here. */
export function namesThisMachine(request: IncomingMessage, host: string): boolean {
  if (!isLoopback(host)) return true;
  return isLoopback((request.headers.host ?? "").replace(/:\d+$/, ""));
}
