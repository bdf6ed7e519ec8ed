import pg from "pg";
import { milliseconds, type PostgresSource } from "@/domain/brand";
import { bindSql } from "./bind";
import { SourceFailure, toSourceFailure } from "./failure";
import { readPool, secretsOf } from "./pools";
import { type ArrayTypes, isUnknownType, readValue } from "./postgres-values";
import type { Raw } from "./raw";
import type { SourceHouse } from "./source-house";

/** Rows as PostgreSQL gave them, by position; `columns` are their names. */
export interface Answer {
  columns: string[];
  rows: Raw[][];
  /** Rows touched by a write. */
  touched: number;
}

/** Runs one statement of the brand's SQL. `wrap` puts it into ours; `$n` of `more` follow its own. */
export type Ask = (
  sql: string,
  values: Readonly<Record<string, string | null>>,
  wrap?: (inner: string, next: (value: string) => string) => string,
) => Promise<Answer>;

/** Statements that make a value's text form the same everywhere, whatever the source's settings are. */
const settings = (timeout: number, timeZone: string) => `
  set local statement_timeout = ${Math.ceil(timeout)};
  set local idle_in_transaction_session_timeout = 10000;
  set local standard_conforming_strings = on;
  set local client_encoding = 'UTF8';
  set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'iso_8601';
  set local bytea_output = 'hex';
  set local lc_monetary = 'C';
  set local extra_float_digits = 1;
  set local timezone = ${pg.escapeLiteral(timeZone)};`;

const asText = { getTypeParser: () => (value: string) => value };

/** Time beyond the statement timeout before we stop waiting for a server that does not answer at all. */
const GRACE = 150;

/**
 * Runs `work` in one transaction of `pool`. Ends with the source's timeout, connecting included: the server
 * stops the statement, and if it does not answer the connection is thrown away.
 * @throws SourceFailure, with no password and no value in its message.
 */
export async function inTransaction<T>(
  at: { house: SourceHouse; source: PostgresSource; pool: pg.Pool; begin: string },
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const { source, pool } = at;
  const began = performance.now();
  let client: pg.PoolClient | undefined;
  let broken = false;
  try {
    client = await pool.connect();
    // Where many wait for a slow source, the wait for a connection is of the same time.
    const left = Math.max(1, milliseconds(source.timeout) - (performance.now() - began));
    const begin = `${at.begin}; ${settings(left, at.house.brand.timeZone)}`;
    const run = transact({ client, begin, source }, work);
    return await before(source, { run, ms: left + GRACE });
  } catch (error) {
    broken = !(error instanceof RolledBack);
    throw error instanceof RolledBack ? error.cause : toSourceFailure(source.id, error, secretsOf(source));
  } finally {
    client?.release(broken);
  }
}

/** The work failed, and the connection is as good as before. */
class RolledBack extends Error {}

async function transact<T>(
  at: { client: pg.PoolClient; begin: string; source: PostgresSource },
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const { client, begin, source } = at;
  const told = <R>(answer: Promise<R>): Promise<R> =>
    answer.catch((error) => {
      throw toSourceFailure(source.id, error, secretsOf(source));
    });
  try {
    await told(client.query(begin));
    const result = await work((...asked) => told(ask(client, ...asked)));
    await told(client.query("commit"));
    return result;
  } catch (cause) {
    const clean = await client.query("rollback").then(
      () => true,
      () => false,
    );
    throw clean ? new RolledBack("rolled back", { cause }) : cause;
  }
}

async function before<T>(source: PostgresSource, wait: { run: Promise<T>; ms: number }): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(new SourceFailure(source.id, { kind: "slow", reason: `no answer within ${source.timeout}` })),
      wait.ms,
    );
  });
  try {
    return await Promise.race([wait.run, late]);
  } finally {
    clearTimeout(timer);
    // The loser of the race must not become an unhandled rejection.
    wait.run.catch(() => undefined);
  }
}

async function ask(client: pg.PoolClient, ...[sql, values, wrap]: Parameters<Ask>): Promise<Answer> {
  const bound = bindSql(sql, values);
  const next = (value: string) => `$${bound.values.push(value)}`;
  const text = wrap ? wrap(bound.text, next) : bound.text;
  const result = await client.query<(string | null)[]>({
    text,
    values: bound.values,
    rowMode: "array",
    types: asText,
  });
  const types = result.fields.map((field) => field.dataTypeID);
  const arrays = await arraysAmong(client, types);
  return {
    columns: result.fields.map((field) => field.name),
    rows: result.rows.map((row) => row.map((value, n) => readValue(value, types[n] ?? 0, arrays))),
    touched: result.rowCount ?? 0,
  };
}

/** What a connection's server said of its own types; 0: no array. Types hardly change while it is open. */
const toldTypes = new WeakMap<pg.PoolClient, Map<number, number>>();

async function arraysAmong(client: pg.PoolClient, types: readonly number[]): Promise<ArrayTypes> {
  const told = toldTypes.get(client) ?? new Map<number, number>();
  toldTypes.set(client, told);
  const asked = types.filter((oid) => isUnknownType(oid) && !told.has(oid));
  if (asked.length === 0) return arraysOf(told);
  const { rows } = await client.query<{ oid: number; typelem: number }>(
    `select oid, typelem from pg_catalog.pg_type
      where oid = any($1::oid[]) and typcategory = 'A' and typdelim = ','`,
    [asked],
  );
  for (const oid of asked) told.set(oid, rows.find((row) => row.oid === oid)?.typelem ?? 0);
  return arraysOf(told);
}

const arraysOf = (told: Map<number, number>): ArrayTypes => new Map([...told].filter(([, of]) => of !== 0));

/** One look into a PostgreSQL source: a read-only transaction that sees one moment. */
export function readPostgres<T>(
  at: { house: SourceHouse; source: PostgresSource },
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const begin = "begin transaction isolation level repeatable read, read only";
  return inTransaction({ ...at, pool: readPool(at.house, at.source), begin }, work);
}
