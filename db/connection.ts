import type { Writable } from "node:stream";
import pg from "pg";
import { Silence, type Waiter } from "./silence";

/** Beginning a transaction does nothing: where even that takes so long, the connection is lost. */
const BEGIN_MS = 2_000;
/** A little more than the database itself allows a statement, and what a statement is allowed that asked for more. */
const STATEMENT_MS = 6_000;
const LONG_MS = 65_000;
/** The pool itself gives up before; this is only for being counted among those who wait. */
const CONNECT_MS = 10_000;
/** Longest until a database that is there has answered whoever asks nothing of it. */
const ASK_MS = 1_000;

const LONGER = /^\s*set local statement_timeout/i;
const BEGIN = /^\s*begin\b/i;

type Connected = (error: Error | undefined, client?: pg.PoolClient, release?: () => void) => void;

/**
 * Gives up connections whose server says nothing any more. A machine that vanished closes nothing, so without this
 * what was asked of it would wait for as long as the network is patient, and hold the pool's places meanwhile.
 * While it is silent nobody waits for it at all. `whenGone` is told each time that somebody is given up.
 */
export function watchConnections(pool: pg.Pool, options: { url: string; whenGone: () => void }): void {
  const silence = new Silence(() => answers(pool, options.url), options.whenGone);
  const taken = new Set<pg.PoolClient>();
  pool.on("acquire", (client) => taken.add(client));
  pool.on("release", (_error, client) => taken.delete(client));
  pool.on("connect", (client) => {
    watch(client, silence);
    // Whoever lost it before anything could be begun does not hand it back: its place would be gone for good.
    client.once("end", () => {
      setTimeout(() => taken.has(client) && client.release(true), 100).unref();
    });
  });
  watchConnecting(pool, silence);
}

/** Whether it says anything, be it that it cannot take one more; a closed door is told to those who wait by itself. */
async function answers(pool: pg.Pool, url: string): Promise<boolean> {
  if (pool.ending) return true;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ASK_MS });
  client.on("error", () => undefined);
  const late = Promise.withResolvers<boolean>();
  // What has come meanwhile is taken in first.
  const timer = setTimeout(() => setImmediate(() => late.resolve(false)), ASK_MS);
  const asked = client.connect().then(() => client.query("select 1"));
  const isThere = await Promise.race([asked.then(() => true, spoke), late.promise]);
  clearTimeout(timer);
  if (isThere) void client.end().catch(() => undefined);
  else breakOff(client);
  return isThere;
}

const UNHEARD = /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
const spoke = (error: unknown): boolean =>
  error instanceof Error && "code" in error && !UNHEARD.test(String(error.code));

/** Whoever waits for a place or a new connection is given up with all others, and nobody begins to while it is silent. */
function watchConnecting(pool: pg.Pool, silence: Silence): void {
  const connect = pool.connect.bind(pool);
  const begin = (done: Connected): void => {
    if (silence.isSilent) return void process.nextTick(done, away());
    const waiter = { ms: CONNECT_MS, isLong: false, giveUp: () => done(away()) };
    silence.waits(waiter);
    connect((error, client, release) => {
      if (silence.answered(waiter, client !== undefined)) done(error, client, release);
      else release?.();
    });
  };
  pool.connect = ((done?: Connected) => {
    // One that is there is had at once.
    if (pool.idleCount > 0 && !silence.isSilent) return Reflect.apply(connect, pool, done ? [done] : []);
    if (done) return begin(done);
    return new Promise<pg.PoolClient>((resolve, reject) => {
      begin((error, client) => (client ? resolve(client) : reject(error)));
    });
  }) as typeof pool.connect;
}

const away = () => Object.assign(new Error("the database does not answer"), { code: "08006" });

function watch(client: pg.PoolClient, silence: Silence): void {
  const { query } = client;
  let limit = STATEMENT_MS;
  client.query = ((...given: unknown[]) => {
    inOneGo(client);
    const text = textOf(given[0]);
    const begins = BEGIN.test(text);
    if (begins) limit = STATEMENT_MS;
    if (LONGER.test(text)) limit = LONG_MS;
    const waiter = {
      ms: begins ? BEGIN_MS : limit,
      isLong: limit === LONG_MS,
      giveUp: () => breakOff(client),
    };
    silence.waits(waiter);
    return asking({ client, query, given, told: (error) => told(silence, waiter, error) });
  }) as typeof client.query;
}

function told(silence: Silence, waiter: Waiter, error: unknown): void {
  silence.answered(waiter, !error || error instanceof pg.DatabaseError);
}

/** Asks as it would have been asked, and says how it ended. */
function asking(of: {
  client: pg.PoolClient;
  query: pg.PoolClient["query"];
  given: unknown[];
  told: (error?: unknown) => void;
}): unknown {
  const { client, query, given, told } = of;
  const last = given.at(-1);
  if (typeof last === "function") {
    const heard = (...said: unknown[]) => {
      told(said[0]);
      Reflect.apply(last, undefined, said);
    };
    return Reflect.apply(query, client, [...given.slice(0, -1), heard]);
  }
  const answer: unknown = Reflect.apply(query, client, given);
  if (answer instanceof Promise) answer.then(() => told(), told);
  else told();
  return answer;
}

/** What is asked in one turn leaves in one piece: handing it to the socket costs more than what is handed over. */
function inOneGo(client: pg.ClientBase): void {
  const stream = streamOf(client);
  stream?.cork();
  process.nextTick(() => stream?.uncork());
}

const breakOff = (client: pg.ClientBase): void => void streamOf(client)?.destroy();

const streamOf = (client: pg.ClientBase): Writable | null =>
  "connection" in client && isConnection(client.connection) ? client.connection.stream : null;

const isConnection = (value: unknown): value is { stream: Writable } =>
  typeof value === "object" && value !== null && "stream" in value;

function textOf(asked: unknown): string {
  if (typeof asked === "string") return asked;
  return typeof asked === "object" && asked !== null && "text" in asked ? String(asked.text) : "";
}
