import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "@/domain/house";
import { isReadable, namesThisMachine } from "./asked";
import { clientAddress, readNetworks, settleHeaders } from "./client-address";
import { Crowd } from "./crowd";
import { tellFaults } from "./fault-page";
import { guardAnswer } from "./guard-answer";
import type { Health } from "./health";
import type { Watching } from "./metrics";

export interface FrontDoor {
  port: number;
  /** Takes no new request, lets those in flight end, and gives up on what is left after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

export type Face = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface FrontDoorOptions {
  host: string;
  port: number;
  /** The public address when one was given; without it the request's own Host is believed. */
  publicUrl: string | undefined;
  trustedProxies: readonly string[];
  /** Pages in development are told of changes over a WebSocket; otherwise there is none. */
  dev?: boolean;
  health: Health;
  /** Whether the database could not be had at some moment since then, by this process's steady clock. */
  awaySince?: (began: number) => boolean;
  /** Longest that nothing may move on a connection while it is answered; a minute when nothing is said. */
  silenceMs?: number;
  /** Pages drawn at the same time; a hundred when nothing is said. */
  mostPages?: number;
  log: Log;
  /** Counts requests and answers `/metrics`; absent: there is nothing at that address. */
  watching?: Watching;
  /** The brand's systems' face: which requests it takes, and how it answers them. */
  api?: { takes(method: string, path: string): boolean; face: Face };
  /** Made once the port is known, because pages follow their own redirects to it. */
  pages: (at: { hostname: string; port: number }) => Promise<Face>;
}

const never = () => false;
const SILENCE_MS = 60_000;

/** Longest a request may take to arrive, its headers, and how much of those: against slow and endless ones. */
const LIMITS = {
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
};

/** One HTTP server in front: health itself, the API to the API, everything else to the pages. */
export async function openFrontDoor(options: FrontDoorOptions): Promise<FrontDoor> {
  let face: Face | undefined;
  const networks = readNetworks(options.trustedProxies);
  const crowd = new Crowd(options.mostPages);
  // Next hears of upgrades by itself and leaves most without an answer, for as long as the other side likes.
  const shouldUpgradeCallback = () => options.dev === true;
  const server = createServer({ ...LIMITS, shouldUpgradeCallback }, (request, response) => {
    void answer({ request, response, options, face, networks, crowd }).catch(() => fail(response));
  });
  // Whoever reads nothing of what they asked for keeps a connection, and the answer in memory, for only so long.
  server.setTimeout(options.silenceMs ?? SILENCE_MS);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  face = await options.pages({ hostname: isAny(options.host) ? "127.0.0.1" : options.host, port });
  return { port, close: (graceMs) => close(server, graceMs) };
}

const isAny = (host: string) => host === "" || host === "0.0.0.0" || host === "::";

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const taken = "code" in error && error.code === "EADDRINUSE";
      reject(taken ? new Error(`Port ${port} is taken. Choose another, such as PORT=${port + 1}.`) : error);
    });
    server.listen(port, host || undefined, () => resolve());
  });
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  options: FrontDoorOptions;
  face: Face | undefined;
  networks: ReturnType<typeof readNetworks>;
  crowd: Crowd;
}

async function answer({ request, response, options, face, networks, crowd }: Exchange): Promise<void> {
  const requestId = randomUUID();
  response.setHeader("x-request-id", requestId);
  response.setHeader("x-content-type-options", "nosniff");
  if (!isReadable(request)) return plain(response, 400, "this cannot be read");
  const path = (request.url ?? "/").replace(/[?#].*$/s, "");
  if (path === "/livez") return plain(response, 200, "alive");
  if (path === "/readyz") {
    const ready = await options.health.ready();
    return plain(response, ready ? 200 : 503, ready ? "ready" : "not ready");
  }
  if (path === "/metrics")
    return options.watching?.face(request, response) ?? plain(response, 404, "not found");
  if (path.startsWith("/_next/image")) return plain(response, 404, "not found");
  if (!options.publicUrl && !namesThisMachine(request, options.host))
    return plain(response, 421, "not this host");
  if (!face) return plain(response, 503, "starting", { "retry-after": "1" });
  const client = clientAddress(request, networks);
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
  guardAnswer(response);
  tellFaults({ request, response, requestId, awaySince: options.awaySince ?? never });
  if (crowd.admits(path, response)) await face(request, response);
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

function fail(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else plain(response, 500, "something went wrong");
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const end = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(end);
}
