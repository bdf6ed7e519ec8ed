import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "@/domain/house";
import { answer, fail } from "./answer";
import { readNetworks } from "./client-address";
import { Crowd, type CrowdLimits } from "./crowd";
import type { Health } from "./health";
import type { Watching } from "./metrics";
import type { OwnPlace } from "./warm-up";

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
  /** How many pages are drawn at the same time, where something else than usual. */
  crowd?: Partial<CrowdLimits>;
  log: Log;
  /** Counts requests and answers `/metrics`; absent: there is nothing at that address. */
  watching?: Watching;
  /** The brand's systems' face: which requests it takes, and how it answers them. */
  api?: { takes(method: string, path: string): boolean; face: Face };
  /** Made once the port is known, because pages follow their own redirects to it. */
  pages: (at: OwnPlace) => Promise<Face>;
  /** Done once there are pages. They are served meanwhile; that it is ready is only said afterwards. */
  warmUp?: (at: OwnPlace) => Promise<void>;
}

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
  let isWarm = false;
  const networks = readNetworks(options.trustedProxies);
  const crowd = new Crowd(options.crowd);
  // Next hears of upgrades by itself and leaves most without an answer, for as long as the other side likes.
  const shouldUpgradeCallback = () => options.dev === true;
  const server = createServer({ ...LIMITS, shouldUpgradeCallback }, (request, response) => {
    void answer({ request, response, options, face, isWarm, networks, crowd }).catch(() => fail(response));
  });
  // Whoever reads nothing of what they asked for keeps a connection, and the answer in memory, for only so long.
  server.setTimeout(options.silenceMs ?? SILENCE_MS);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const at = { hostname: isAny(options.host) ? "127.0.0.1" : options.host, port };
  face = await options.pages(at);
  await options.warmUp?.(at);
  isWarm = true;
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

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const end = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(end);
}
