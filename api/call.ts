import { createHash } from "node:crypto";
import type { Ctx } from "@/domain/context";
import { isJson, readBody } from "./body";
import { callerContext, type Doors, failedCall } from "./caller";
import type { Answer, Endpoint, Keep, Raw } from "./endpoint";
import type { Exchange, Sent } from "./exchange";
import { parseJson, tidy } from "./json";
import { invalid, Problem, pointerTo } from "./problem";
import { bytesOf, idempotencyKey, type Repeats } from "./repeats";

interface Incoming {
  doors: Doors & { repeats: Repeats };
  endpoint: Endpoint;
  exchange: Exchange;
  params: Readonly<Record<string, string>>;
}

const JSON_TYPE = { "content-type": "application/json" };

/** One call from its key to its answer: who, how often, what, and once. @throws what `toProblem` understands. */
export async function answerCall(incoming: Incoming): Promise<Sent> {
  const { doors, endpoint, exchange } = incoming;
  const ctx = await callerContext(doors, exchange, endpoint.scope);
  return answered(incoming, ctx).catch(async (error) => {
    throw await failedCall(doors, exchange, error);
  });
}

async function answered({ doors, endpoint, exchange, params }: Incoming, ctx: Ctx): Promise<Sent> {
  const { headers } = exchange.request;
  const key = endpoint.idempotent ? idempotencyKey(headers["idempotency-key"]) : null;
  const { raw, hash } = await arrived(endpoint, exchange, params);
  const run = endpoint.read(raw);
  if (key === null || ctx.actor.kind !== "api_key") return sent(await run(ctx, neverKept));
  const route = `${endpoint.method.toUpperCase()} ${endpoint.path}`;
  const asked = { system: ctx.actor.name, route, key, request: hash };
  const { status, bytes, replayed } = await doors.repeats.once(asked, async (keep, first) => {
    if (!endpoint.readsAhead) await first;
    return run({ ...ctx, first }, keep);
  });
  const more: Record<string, string> = replayed ? { "idempotency-replayed": "true" } : {};
  return { status, bytes, headers: { ...JSON_TYPE, ...more } };
}

/** Without an Idempotency-Key no repeat will ask for the answer. */
const neverKept: Keep = async () => undefined;

function sent(answer: Answer): Sent {
  const bytes = bytesOf(answer);
  return {
    status: answer.status,
    headers: bytes ? { ...JSON_TYPE, ...answer.headers } : { ...answer.headers },
    bytes,
  };
}

async function arrived(
  endpoint: Endpoint,
  { request }: Exchange,
  params: Readonly<Record<string, string>>,
): Promise<{ raw: Raw; hash: Buffer }> {
  const query = queryOf(request.url ?? "");
  tidy(params, ["path"]);
  if (!endpoint.body) return { raw: { body: undefined, query, params, sent: "" }, hash: Buffer.alloc(0) };
  if (!isJson(request.headers["content-type"]))
    throw new Problem("unsupported-media-type", { headers: { accept: "application/json" } });
  const bytes = await readBody(request, endpoint.size ?? "single");
  const { value, text } = parseJson(bytes);
  const hash = endpoint.idempotent ? hashOf(params, bytes) : Buffer.alloc(0);
  return { raw: { body: value, query, params, sent: text }, hash };
}

/** Of two requests to one address with other parameters or other bytes, none is a repeat of the other. */
const hashOf = (params: Readonly<Record<string, string>>, bytes: Buffer) =>
  createHash("sha256").update(JSON.stringify(params)).update("\0").update(bytes).digest();

function queryOf(url: string): Record<string, string> {
  const at = url.indexOf("?");
  if (at < 0) return {};
  const pairs = [...new URLSearchParams(url.slice(at + 1))];
  const seen = new Set<string>();
  for (const [name] of pairs) {
    if (seen.has(name)) throw invalid(`/query${pointerTo([name])}`, "given more than once");
    seen.add(name);
  }
  const query = Object.fromEntries(pairs);
  tidy(query, ["query"]);
  return query;
}
