import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAway } from "./away";
import { type Database, openDatabase, withSight } from "./client";
import { type TestDatabase, testDatabase } from "./testing";

/** A network between us and the database that can be cut, or go silent and leave everything open. */
class Wire {
  silent = false;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor(private readonly to: URL) {
    this.server = createServer((from) => {
      const onward = connect({ host: this.to.hostname, port: Number(this.to.port) });
      for (const [one, other] of [
        [from, onward],
        [onward, from],
      ] as const) {
        this.sockets.add(one);
        one.on("error", () => undefined);
        one.on("close", () => other.destroy());
        one.on("data", (part) => this.silent || other.write(part));
      }
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const url = new URL(this.to);
    const address = this.server.address();
    url.port = String(typeof address === "object" && address ? address.port : 0);
    return url.href;
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

let database: TestDatabase;
let wire: Wire;
let db: Database;
const PLACES = 2;

beforeAll(async () => {
  database = await testDatabase();
  wire = new Wire(new URL(database.adminUrl));
  db = openDatabase({ url: await wire.open(), max: PLACES });
});
afterAll(async () => {
  await db.pool.end();
  await wire.close();
  await database.drop();
});

const look = () => withSight(db, {}, async (_tx, now) => now);
/** It speaks again; that is known as soon as it has answered who asks. */
async function heardAgain(): Promise<void> {
  wire.silent = false;
  await expect.poll(() => failure(look()), { timeout: 10_000, interval: 50 }).toBeNull();
}
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

test("a database that says nothing any more is told as away, and its places are there again afterwards", async () => {
  await Promise.all(Array.from({ length: PLACES }, look));
  wire.silent = true;
  const began = performance.now();
  const failures = await Promise.all(Array.from({ length: PLACES * 2 }, () => failure(look())));
  expect(failures.map(isAway)).toEqual(failures.map(() => true));
  expect(db.awayAt).toBeGreaterThan(began);
  await heardAgain();
  await expect(Promise.all(Array.from({ length: PLACES * 2 }, look))).resolves.toHaveLength(PLACES * 2);
});

test("a statement that is under way when the database falls silent is given up as soon as that is known", async () => {
  let underWay = () => {};
  const begun = new Promise<void>((resolve) => {
    underWay = resolve;
  });
  const lost = failure(
    withSight(db, {}, async (tx) => {
      wire.silent = true;
      const asked = tx.execute("select 1");
      underWay();
      await asked;
    }),
  );
  await begun;
  const next = failure(look());
  expect(await Promise.race([lost, pause(5_000, "late")])).not.toBe("late");
  expect([isAway(await lost), isAway(await next)]).toEqual([true, true]);
  await heardAgain();
});

test("once it is known to be silent nobody waits for it, but for those who asked for long", async () => {
  const begun = Promise.withResolvers<void>();
  const long = failure(
    withSight(db, {}, async (tx) => {
      await tx.execute("set local statement_timeout = '60s'");
      wire.silent = true;
      const asked = tx.execute("select 1");
      begun.resolve();
      await asked;
    }),
  );
  await begun.promise;
  await failure(look());
  const atOnce = () => new Promise((resolve) => setImmediate(resolve, "still waiting"));
  const failures = Promise.all(Array.from({ length: 20 }, async () => isAway(await failure(look()))));
  expect(await Promise.race([failures, atOnce()])).toEqual(Array.from({ length: 20 }, () => true));
  expect(await Promise.race([long, atOnce()])).toBe("still waiting");
  wire.cut();
  expect(isAway(await long)).toBe(true);
  await heardAgain();
});

test("a statement that takes long is no silence", async () => {
  const [slow, ...quick] = await Promise.all([
    withSight(db, {}, async (tx) => (await tx.execute("select 'done' as said from pg_sleep(2)")).rows),
    look(),
    look(),
  ]);
  expect(slow).toEqual([{ said: "done" }]);
  expect(quick).toHaveLength(2);
});

test("connections lost at the very beginning of a transaction leave no place taken", async () => {
  for (let round = 0; round < PLACES * 2; round += 1) {
    await look();
    const lost = failure(look());
    wire.cut();
    await lost;
    // What was idle was cut as well, and is had again only once that is known.
    await expect.poll(() => db.pool.totalCount).toBe(0);
  }
  await expect(Promise.all(Array.from({ length: PLACES }, look))).resolves.toHaveLength(PLACES);
});
