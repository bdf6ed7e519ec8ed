import type pg from "pg";

/** Beginning a transaction does nothing: where even that takes so long, the database hangs. */
const BEGIN_MS = 2_000;
/** A little more than the database itself allows a statement, and what a statement is allowed that asked for more. */
const STATEMENT_MS = 6_000;
const LONG_MS = 65_000;

const LONGER = /^\s*set local statement_timeout/i;
const BEGIN = /^\s*begin\b/i;

/** Connections that wait for an answer, and since when by the steady clock. */
type Waiting = Map<pg.PoolClient, number>;

/**
 * Gives up connections whose server says nothing any more. A machine that vanished closes nothing, so without this
 * what was asked of it would wait for as long as the network is patient, and hold the pool's places meanwhile.
 */
export function watchConnections(pool: pg.Pool): void {
  const [taken, waiting]: [Set<pg.PoolClient>, Waiting] = [new Set(), new Map()];
  pool.on("acquire", (client) => taken.add(client));
  pool.on("release", (_error, client) => taken.delete(client));
  pool.on("connect", (client) => {
    watch(client, waiting);
    client.once("end", () => {
      waiting.delete(client);
      // Whoever lost it before anything could be begun does not hand it back: its place would be gone for good.
      setTimeout(() => taken.has(client) && client.release(true), 100).unref();
    });
  });
}

function watch(client: pg.PoolClient, waiting: Waiting): void {
  const { query } = client;
  let limit = STATEMENT_MS;
  client.query = ((...given: unknown[]) => {
    const text = textOf(given[0]);
    const begins = BEGIN.test(text);
    if (begins) limit = STATEMENT_MS;
    if (LONGER.test(text)) limit = LONG_MS;
    const answered = limited({ client, waiting, ms: begins ? BEGIN_MS : limit });
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
function limited(of: { client: pg.PoolClient; waiting: Waiting; ms: number }): () => void {
  const { client, waiting, ms } = of;
  let isAnswered = false;
  waiting.set(client, performance.now());
  const timer = setTimeout(() => {
    // This process may have been the slow one: what has arrived meanwhile is taken in first.
    setImmediate(() => {
      if (isAnswered) return;
      breakOff(client);
      if (ms === BEGIN_MS) breakOffLate(waiting);
    });
  }, ms);
  timer.unref();
  return () => {
    isAnswered = true;
    waiting.delete(client);
    clearTimeout(timer);
  };
}

/** Where not even a beginning is answered, whoever has waited for as long waits in vain too. */
function breakOffLate(waiting: Waiting): void {
  const late = performance.now() - BEGIN_MS;
  for (const [client, since] of waiting) if (since < late) breakOff(client);
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
