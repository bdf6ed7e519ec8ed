import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isReadable, namesThisMachine } from "./asked";
import { clientAddress, isOwn, type readNetworks, settleHeaders } from "./client-address";
import type { Crowd } from "./crowd";
import { tellFaults } from "./fault-page";
import { guardAnswer } from "./guard-answer";
import { inTurn } from "./in-turn";
import { readPosted } from "./posted";
import type { Face, FrontDoorOptions } from "./server";

const never = () => false;

/** One request with all that it takes to answer it. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  options: FrontDoorOptions;
  face: Face | undefined;
  /** Whether its first pages are drawn, which take longest. */
  isWarm: boolean;
  networks: ReturnType<typeof readNetworks>;
  crowd: Crowd;
}

/** To health itself, to the API, or to the pages; what none of them can take is refused before. */
export async function answer(exchange: Exchange): Promise<void> {
  const { request, response, options, face, isWarm, networks, crowd } = exchange;
  if (!response.socket) await inTurn(request, response);
  const requestId = randomUUID();
  response.setHeader("x-request-id", requestId);
  response.setHeader("x-content-type-options", "nosniff");
  if (!isReadable(request)) return plain(response, 400, "this cannot be read");
  const path = (request.url ?? "/").replace(/[?#].*$/s, "");
  if (path === "/livez") return plain(response, 200, "alive");
  if (path === "/readyz") {
    // The port is open before the pages are, which must know it.
    const ready = isWarm && (await options.health.ready());
    return plain(response, ready ? 200 : 503, ready ? "ready" : "not ready");
  }
  if (path === "/metrics")
    return options.watching?.face(request, response) ?? plain(response, 404, "not found");
  if (path.startsWith("/_next/image")) return plain(response, 404, "not found");
  if (!options.publicUrl && !namesThisMachine(request, options.host))
    return plain(response, 421, "not this host");
  if (!face) return plain(response, 503, "starting", { "retry-after": "1" });
  const guest = { request, response, client: clientAddress(request, networks), isOwn: isOwn(request) };
  const { client } = guest;
  settleHeaders(request.headers, {
    client,
    requestId,
    path: request.url ?? "/",
    publicUrl: options.publicUrl,
  });
  note({ request, response, path, requestId, options });
  if (options.api?.takes(request.method ?? "", path)) return options.api.face(request, response);
  // The framework cannot carry this one, and fails.
  if (request.method === "TRACE") return plain(response, 405, "not this method");
  const posted = await readPosted({ request, response, requestId });
  if (!posted) return;
  guardAnswer(response);
  tellFaults({ request, response, requestId, awaySince: options.awaySince ?? never });
  if (await crowd.enters(path, guest)) await face(posted, response);
}

function note(
  line: Pick<Exchange, "request" | "response" | "options"> & { path: string; requestId: string },
): void {
  const { request, response, path, requestId, options } = line;
  if (path.startsWith("/_next/static/")) return;
  const began = performance.now();
  response.once("finish", () => {
    const took = performance.now() - began;
    const { method = "" } = request;
    const { statusCode: status } = response;
    options.log.info("request", { requestId, method, path, status, ms: Math.round(took) });
    options.watching?.answered({ method, path, status, seconds: took / 1_000 });
  });
}

function plain(
  response: ServerResponse,
  status: number,
  text: string,
  more: Record<string, string> = {},
): void {
  const headers = {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "private, no-store",
    ...more,
  };
  response
    .writeHead(status, { ...headers, "content-security-policy": "default-src 'none'" })
    .end(`${text}\n`);
}

/** The last word, where even refusing failed. */
export function fail(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else plain(response, 500, "something went wrong");
}
