import type { IncomingMessage, ServerResponse } from "node:http";
import type { House } from "@/domain/house";
import { type AppParts, BASE, buildApp } from "./app";
import { endpoints } from "./endpoints";
import type { Exchange, Sent } from "./exchange";
import { INBOUND_SMS } from "./inbound-sms";
import { openRoutes } from "./open-route";
import { Problem, problemAnswer } from "./problem";
import { PER_MINUTE, Rate } from "./rate";
import { Repeats } from "./repeats";
import { send } from "./send";
import { endsWithin } from "./within";

/** The API of this process. */
export interface Api {
  /** Whether a request is for the API; the path is without its query. */
  takes(method: string, path: string): boolean;
  face(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Settles what was counted; called when no request is in flight any more. */
  close(): Promise<void>;
}

export interface ApiOptions extends Partial<Pick<AppParts, "endpoints" | "openRoutes">> {
  /** Requests of one key in a minute. */
  perMinute?: number;
  /** Requests of one network without a key or link that opens anything, in a minute. */
  strangersPerMinute?: number;
  /** Longest that a call may take once its body is there, in milliseconds. */
  longestMs?: number;
  /** How long a repeat waits for the first of its kind, in milliseconds. */
  patienceMs?: number;
}

/** Requests of one network without a key or link that opens anything, in a minute. */
const STRANGERS_PER_MINUTE = 300;
const LONGEST_MS = 30_000;
/** How the server in front says who asks; whatever a client sends under these names is dropped there. */
const REQUEST_ID = "x-request-id";
const CLIENT_ADDRESS = "x-forthright-client";

/** Opens the API on a house. */
export function openApi(house: House, options: ApiOptions = {}): Api {
  const rate = new Rate(house, options.perMinute ?? PER_MINUTE);
  const strangers = new Rate(house, options.strangersPerMinute ?? STRANGERS_PER_MINUTE);
  const secure = house.settings.publicUrl.startsWith("https:");
  const repeats = new Repeats(house, options.patienceMs);
  const app = buildApp({
    doors: { house, rate, strangers, repeats },
    endpoints: options.endpoints ?? endpoints,
    openRoutes: options.openRoutes ?? openRoutes,
  });
  rate.start();
  strangers.start();
  return {
    takes: (method, path) => path === BASE || path.startsWith(`${BASE}/`) || isElsewhere(method, path),
    face: async (request, response) => {
      const exchange = exchangeOf({ request, response, secure });
      const work = app(exchange);
      if (!(await endsWithin(work, options.longestMs ?? LONGEST_MS))) exchange.sent = slow(house, exchange);
      await send(exchange);
    },
    close: async () => {
      await Promise.all([rate.stop(), strangers.stop()]);
    },
  };
}

const SECURE = { "strict-transport-security": "max-age=63072000; includeSubDomains" };

interface Came {
  request: IncomingMessage;
  response: ServerResponse;
  /** The public address is https. */
  secure: boolean;
}

function exchangeOf({ request, response, secure }: Came): Exchange {
  const { [REQUEST_ID]: requestId, [CLIENT_ADDRESS]: client } = request.headers;
  const known = { requestId: String(requestId ?? ""), client: String(client ?? "") };
  return { request, response, ...known, headers: secure ? { ...SECURE } : {} };
}

function slow(house: House, { requestId }: Exchange): Sent {
  return problemAnswer(new Problem("unavailable"), { publicUrl: house.settings.publicUrl, requestId });
}

const isElsewhere = (method: string, path: string) =>
  path.startsWith("/.well-known/") ||
  (method === "POST" && (path.startsWith("/stop/") || path === INBOUND_SMS));
