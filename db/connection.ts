import type pg from "pg";

/** Beginning a transaction does nothing: where even that takes so long, the database hangs. */
const BEGIN_MS = 1_500;
/** A little more than the database itself allows a statement, and what a statement is allowed that asked for more. */
const STATEMENT_MS = 6_000;
const LONG_MS = 65_000;

const LONGER = /^\s*set local statement_timeout/i;
const BEGIN = /^\s*begin\b/i;

/**
 * Gives up connections whose server says nothing any more. A machine that vanished closes nothing, so without this
 * what was asked of it would wait for as long as the network is patient, and hold the pool's places meanwhile.
 */
export function watchConnections(pool: pg.Pool): void {
  const taken = new Set<pg.PoolClient>();
  pool.on("acquire", (client) => taken.add(client));
  pool.on("release", (_error, client) => taken.delete(client));
  pool.on("connect", (client) => {
    watch(client);
    // Whoever lost it before anything could be begun does not hand it back: its place would be gone for good.
    client.once("end", () => setTimeout(() => taken.has(client) && client.release(true), 100).unref());
  });
}

function watch(client: pg.PoolClient): void {
  const { query } = client;
  let limit = STATEMENT_MS;
  client.query = ((...given: unknown[]) => {
    const text = textOf(given[0]);
    if (BEGIN.test(text)) limit = STATEMENT_MS;
    if (LONGER.test(text)) limit = LONG_MS;
    const answered = limited(client, BEGIN.test(text) ? BEGIN_MS : limit);
    const last = given.at(-1);
    if (typeof last === "function") {
      const told = (...said: unknown[]) => {
        answered();
        Reflect.apply(last, undefined, said);
      };
      return Reflect.apply(query, client, [...given.slice(0, -1), told]);
    }
    const answer: unknown = Reflect.apply(query, client, given);
    if (answer instanceof Promise) answer.then(answered, answered);
    else answered();
    return answer;
  }) as typeof client.query;
}

/** Breaks the connection off unless the returned function is called in time. */
function limited(client: pg.PoolClient, ms: number): () => void {
  let waiting = true;
  const timer = setTimeout(() => {
    // This process may have been the slow one: what has arrived meanwhile is taken in first.
    setImmediate(() => waiting && breakOff(client));
  }, ms);
  timer.unref();
  return () => {
    waiting = false;
    clearTimeout(timer);
  };
}

function breakOff(client: pg.PoolClient): void {
  if ("connection" in client && isConnection(client.connection)) client.connection.stream.destroy();
}

const isConnection = (value: unknown): value is { stream: { destroy(): void } } =>
  typeof value === "object" && value !== null && "stream" in value;

function textOf(asked: unknown): string {
  if (typeof asked === "string") return asked;
  return typeof asked === "object" && asked !== null && "text" in asked ? String(asked.text) : "";
}
