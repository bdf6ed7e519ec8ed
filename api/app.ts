import type { IncomingMessage } from "node:http";
import { Hono } from "hono";
import { databaseTime } from "@/domain/clock";
import type { House } from "@/domain/house";
import { readBody } from "./body";
import { answerCall } from "./call";
import { countStranger, type Doors } from "./caller";
import type { Endpoint } from "./endpoint";
import type { Exchange, Sent } from "./exchange";
import type { OpenRoute } from "./open-route";
import { type Page, pages, wellKnown } from "./pages";
import { Problem, problemAnswer, toProblem } from "./problem";
import { PROBLEMS } from "./problems";
import type { Repeats } from "./repeats";

export const BASE = "/api/v1";

const READING = [
  ...pages.map((page) => ({ at: BASE + page.path, page })),
  ...wellKnown.map((page) => ({ at: page.path, page })),
];

/** What the app is built from. */
export interface AppParts {
  doors: Doors & { repeats: Repeats };
  endpoints: readonly Endpoint[];
  openRoutes: readonly OpenRoute[];
}

type Bindings = { Bindings: { exchange: Exchange } };

/** Routes find their way by this; the answer itself stands in the exchange. */
const DONE = new Response(null);

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const NONE: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Addresses and methods, each to what answers it, and every refusal to its answer. An address without parameters is
 * found by its name alone; the rest is Hono's.
 */
export function buildApp(parts: AppParts): (exchange: Exchange) => Promise<unknown> {
  const { doors, endpoints } = parts;
  const fixed = endpoints.filter(({ path }) => !path.includes("{"));
  const known = new Map(
    fixed.map((endpoint) => [`${endpoint.method.toUpperCase()} ${BASE}${endpoint.path}`, endpoint]),
  );
  const app = wayfinder(parts);
  return async (exchange) => {
    const { request } = exchange;
    const endpoint = known.get(`${request.method} ${request.url}`);
    if (!endpoint) return app.fetch(asked(request), { exchange });
    return settle({ house: doors.house, exchange }, () =>
      answerCall({ doors, endpoint, exchange, params: NONE }),
    );
  };
}

/** Only the path finds the route; what else a Request could carry is read from Node's own. */
function asked({ url = "/", method = "" }: IncomingMessage): Request {
  const path = url.replace(/[?#].*$/s, "");
  // Methods that a Request refuses to carry are answered as all others that an address does not take.
  const known = METHODS.has(method) ? method : "OPTIONS";
  return new Request(`http://api${path}`, { method: known });
}

function wayfinder(parts: AppParts): Hono<Bindings> {
  const { doors, endpoints, openRoutes } = parts;
  const { house } = doors;
  const app = new Hono<Bindings>();
  for (const endpoint of endpoints)
    app.on(endpoint.method.toUpperCase(), BASE + withColons(endpoint.path), (c) => {
      const params = c.req.param();
      const { exchange } = c.env;
      return settle({ house, exchange }, () => answerCall({ doors, endpoint, exchange, params }));
    });
  for (const { at, page } of READING)
    app.get(at, (c) => {
      const params = c.req.param();
      const { exchange } = c.env;
      return settle({ house, exchange }, async () => answerPage({ page, params, parts }));
    });
  for (const route of openRoutes)
    app.on(route.method, route.path, (c) => {
      const params = c.req.param();
      const { exchange } = c.env;
      return settle({ house, exchange, refuse: inWords }, () =>
        answerOpen({ route, doors, exchange, params }),
      );
    });
  app.notFound((c) => {
    const { exchange } = c.env;
    return settle({ house, exchange }, async () => refuseAddress(parts, exchange));
  });
  return app;
}

const withColons = (path: string) => path.replace(/\{(\w+)\}/g, ":$1");

interface Settling {
  house: House;
  exchange: Exchange;
  /** How a refusal is told; to systems by default. */
  refuse?: typeof problemAnswer;
}

/** Answers, whatever happens: a refusal by its name, and a fault of ours without a word of what broke. */
async function settle(
  { house, exchange, refuse = problemAnswer }: Settling,
  work: () => Promise<Sent>,
): Promise<Response> {
  try {
    exchange.sent = await work();
  } catch (error) {
    const problem = toProblem(error);
    const { requestId } = exchange;
    if (problem.kind === "fault") house.log.error("api.fault", { requestId, code: codeOf(error) });
    exchange.sent = refuse(problem, { publicUrl: house.settings.publicUrl, requestId });
  }
  return DONE;
}

/** Whoever follows a link is a person or a mail program, and neither reads JSON. */
function inWords(problem: Problem, at: { publicUrl: string; requestId: string }): Sent {
  const { status, headers } = problemAnswer(problem, at);
  const bytes = `${PROBLEMS[problem.kind].title}.\n`;
  return { status, headers: { ...headers, "content-type": "text/plain; charset=utf-8" }, bytes };
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return "unknown";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
}

function answerPage(one: {
  page: Page;
  params: Readonly<Record<string, string>>;
  parts: AppParts;
}): Sent | Promise<Sent> {
  const { page, params, parts } = one;
  return page.answer({ house: parts.doors.house, endpoints: parts.endpoints, params });
}

async function answerOpen(one: {
  route: OpenRoute;
  doors: Doors;
  exchange: Exchange;
  params: Readonly<Record<string, string>>;
}): Promise<Sent> {
  const { route, doors, exchange, params } = one;
  const { house } = doors;
  const { request, client, requestId } = exchange;
  const { headers } = request;
  const bytes = await readBody(request, "form");
  const contentType = (headers["content-type"] ?? "").toLowerCase();
  const search = request.url?.replace(/^[^?#]*|#.*$/gs, "") ?? "";
  const answer = await route.handler({
    ...{ house, params, search, contentType, bytes, headers, client, requestId },
    isTooMany: async () => countStranger(doors, exchange, await databaseTime(house)).over,
  });
  return { status: answer.status, headers: answer.headers ?? {}, bytes: answer.body ?? "" };
}

/** An address that is there for other methods says which. */
function refuseAddress({ endpoints }: AppParts, { request }: Exchange): never {
  const path = (request.url ?? "").replace(/[?#].*$/s, "");
  const known = [
    ...endpoints.map(({ method, path: at }) => ({ method, at: BASE + withColons(at) })),
    ...READING.map(({ at }) => ({ method: "get", at })),
  ].filter(({ at }) => new RegExp(`^${at.replaceAll(".", "\\.").replace(/:\w+/g, "[^/]+")}$`).test(path));
  if (known.length === 0) throw new Problem("not-found");
  const methods = new Set(known.map(({ method }) => method.toUpperCase()));
  if (methods.has("GET")) methods.add("HEAD");
  throw new Problem("method-not-allowed", { headers: { allow: [...methods].sort().join(", ") } });
}
