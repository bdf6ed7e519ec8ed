import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { House } from "@/domain/house";
import { type Readings, takeReadings } from "@/domain/watch";
import { openMetrics } from "./registry";
import { builtPages, routesOf } from "./routes";

/** `/metrics` of this process, and how it hears of requests. */
export interface Watching {
  /** Answers whoever brings the token; to all others there is nothing at this address. */
  face(request: IncomingMessage, response: ServerResponse): Promise<void>;
  answered(request: { method: string; path: string; status: number; seconds: number }): void;
}

/** How old what the database said may be: however many ask, it is asked no more often than this. */
const READ_EVERY_MS = 10_000;
/** Longest that somebody who asks waits for the database. */
const PATIENCE_MS = 3_000;

interface WatchOptions {
  token: string;
  version: string;
  /** Patterns of the API's addresses. */
  routes: readonly string[];
}

/** Begins to count in this house. Pages are known once they are built, so they are looked up at the first request. */
export function watch(house: House, { token, version, routes }: WatchOptions): Watching {
  const { pool } = house.db;
  const metrics = openMetrics({
    readings: readingsOf(() => takeReadings(house)),
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    build: { version, node: process.versions.node },
  });
  house.meter = metrics.meter;
  let routeOf: ReturnType<typeof routesOf> | undefined;
  return {
    face: (request, response) => answer({ request, response, token, read: () => metrics.registry.metrics() }),
    answered: ({ path, ...request }) => {
      routeOf ??= routesOf([...routes, ...builtPages()]);
      metrics.answered({ ...request, route: routeOf(path) });
    },
  };
}

/** What `take` gives, kept for ten seconds; null where it does not answer in time. Nobody asks twice at once. */
export function readingsOf(
  take: () => Promise<Readings>,
  now: () => number = () => performance.now(),
): () => Promise<Readings | null> {
  let taken: { at: number; what: Promise<Readings | null> } | undefined;
  return () => {
    if (!taken || now() - taken.at >= READ_EVERY_MS) taken = { at: now(), what: within(take()) };
    return taken.what;
  };
}

async function within(work: Promise<Readings>): Promise<Readings | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  return Promise.race([work.catch(() => null), late]).finally(() => clearTimeout(timer));
}

async function answer(asked: {
  request: IncomingMessage;
  response: ServerResponse;
  token: string;
  read: () => Promise<string>;
}): Promise<void> {
  const { request, response, token, read } = asked;
  const fixed = { "cache-control": "no-store", "content-security-policy": "default-src 'none'" };
  if (request.method !== "GET" || !isToken(request.headers.authorization, token)) {
    response.writeHead(404, { ...fixed, "content-type": "text/plain; charset=utf-8" }).end("not found\n");
    return;
  }
  const text = await read();
  response.writeHead(200, { ...fixed, "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(text);
}

function isToken(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}
