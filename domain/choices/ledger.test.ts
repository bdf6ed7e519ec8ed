import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import pg from "pg";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import type { TestDatabase } from "@/db/testing";
import type { House } from "../house";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { objectTo, pauseChoice, setChoice, setFrequency, undoAct } from ".";
import { canonical } from "./evidence";
import { dumpLedger, giveAddress } from "./testing";
import { verifyLedger } from "./verify";

type Customer = Awaited<ReturnType<typeof testCustomer>>;
const run = promisify(execFile);
const PYTHON = ["/usr/bin/python3", "/usr/local/bin/python3"].find((path) => existsSync(path));
const VECTORS = join(import.meta.dirname, "../../../shared/vectors/rfc8785");
const awkward = 'Ünï "quo\\ted"\u0001\t\u007f 中文 😀 it\'s\\n';

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
let admin: pg.Client;

beforeAll(async () => {
  const brand = tinyBrand({ hash: "ab".repeat(32) });
  const offers = brand.purposes[0];
  if (offers) offers.why = { en: awkward };
  ({ house, database, close } = await testHouse({ brand }));
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await close();
});

async function person(): Promise<Customer> {
  const ctx = await testCustomer(house);
  await giveAddress(ctx, { kind: "email", address: `${ctx.subject.id}@example.com` });
  await giveAddress(ctx, { kind: "phone", address: "+353861234567" });
  return ctx;
}

const offers = { purpose: "offers", channel: "email" };

/** Superusers can; the app and the owner cannot. */
const empty = () =>
  admin.query(
    "begin; set local session_replication_role = replica; truncate choice_events, choices, ledger_heads; commit",
  );

/** Twelve events of every kind on one chain. */
async function history(ctx: Customer): Promise<void> {
  const year = new Date(ctx.now.getTime() + 90 * 86_400_000).toISOString().slice(0, 10);
  for (const to of ["on", "off", "on"] as const) await setChoice(ctx, { ...offers, to });
  await setChoice(ctx, { purpose: "picks", channel: "", to: "on" });
  await setChoice(ctx, { purpose: "news", channel: "email", to: "on" });
  await setFrequency(ctx, { purpose: "offers", frequency: "weekly" });
  await pauseChoice(ctx, { ...offers, until: year });
  const objected = await objectTo(ctx, { purpose: "reviews", channel: "email" });
  await undoAct(ctx, { act: objected.act ?? "" });
  await setChoice({ ...ctx, locale: awkward }, { purpose: "picks", channel: "", to: "off" });
  await setChoice(ctx, { purpose: "orders", channel: "sms", to: "on" });
}

/** A row as the app's role would write it, to see what the database makes of it. */
const write = (ctx: Customer, changes: Record<string, unknown>, subjects = [ctx.subject.id]) =>
  withSight(house.db, { subjects }, async (tx) => {
    const row: Record<string, unknown> = {
      customer_id: ctx.subject.id,
      id: uuid(),
      act_id: uuid(),
      purpose: "offers",
      channel: "email",
      act: "grant",
      actor_kind: "customer",
      actor_id: ctx.subject.id,
      via_kind: "session",
      via_id: ctx.actor.kind === "customer" ? ctx.actor.sessionId : "",
      shown_hash: "0".repeat(64),
      locale: "en",
      brand_hash: "x",
      terms: "{}",
      ...changes,
    };
    const names = sql.join(
      Object.keys(row).map((name) => sql.identifier(name)),
      sql`, `,
    );
    const values = sql.join(
      Object.values(row).map((value) => sql`${value}`),
      sql`, `,
    );
    const { rows } = await tx.execute(
      sql`insert into choice_events (${names}) values (${values}) returning *`,
    );
    return rows[0];
  });

const refused = (code: string) => ({ cause: expect.objectContaining({ code }) });

describe("the trigger", () => {
  test("sets what the app could lie about", async () => {
    const ctx = await person();
    const lie = await write(ctx, {
      seq: 77,
      state: "withdrawn",
      since: "2001-01-01T00:00:00Z",
      at: "2001-01-01T00:00:00Z",
      prev: Buffer.from("aa", "hex"),
      hash: Buffer.alloc(32),
    });
    expect(lie).toMatchObject({ seq: 1, state: "granted", prev: null });
    expect(new Date(String(lie?.at)).getFullYear()).toBeGreaterThan(2024);
    expect(lie?.since).toEqual(lie?.at);
  });

  test("refuses another's session, an ended one, an idle one and an expired one", async () => {
    const [ctx, other] = [await person(), await person()];
    const theirs = other.actor.kind === "customer" ? other.actor.sessionId : "";
    await expect(write(ctx, { via_id: theirs })).rejects.toMatchObject(refused("FT002"));
    await expect(write(ctx, { via_id: theirs, actor_id: other.subject.id })).rejects.toMatchObject(
      refused("FT002"),
    );
    await expect(write(ctx, { via_id: uuid() })).rejects.toMatchObject(refused("FT002"));
    const own = ctx.actor.kind === "customer" ? ctx.actor.sessionId : "";
    for (const change of [
      "ended_at = now()",
      "ended_at = null, expires_at = now()",
      "expires_at = now() + interval '1 hour', last_seen_at = now() - interval '32 minutes'",
    ]) {
      await admin.query(`update sessions set ${change} where id = $1`, [own]);
      await expect(write(ctx, {})).rejects.toMatchObject(refused("FT002"));
      await expect(setChoice(ctx, { ...offers, to: "on" })).rejects.toMatchObject({ code: "signed_out" });
    }
    await admin.query("update sessions set last_seen_at = now() where id = $1", [own]);
    await expect(write(ctx, {})).resolves.toMatchObject({ seq: 1 });
  });

  test.each([
    ["a session that confirms", { act: "confirm" }, "FT003"],
    ["an actor of another kind", { actor_kind: "system" }, "FT003"],
    ["another way in", { via_kind: "visit" }, "FT003"],
    ["a token that grants", { via_kind: "token", actor_kind: "token" }, "FT003"],
    ["a grant with a pause", { paused_until: "2099-01-01T00:00:00Z" }, "FT003"],
    ["a grant with a frequency", { frequency: "weekly" }, "FT003"],
    ["a pause without an end", { act: "pause" }, "FT003"],
    ["a pause into the past", { act: "pause", paused_until: "2001-01-01T00:00:00Z" }, "FT003"],
    ["an undo of nothing", { act: "undo", undoes: 1 }, "FT003"],
    ["an act it does not know", { act: "lower" }, "23514"],
    ["words without a hash", { shown_hash: "" }, "23514"],
  ])("refuses %s", async (_, changes, code) => {
    await expect(write(await person(), changes)).rejects.toMatchObject(refused(code));
  });

  test("refuses an undo that is not of that cell's newest act", async () => {
    const ctx = await person();
    await write(ctx, {});
    await write(ctx, { act: "withdraw" });
    await expect(write(ctx, { act: "undo", undoes: 1 })).rejects.toMatchObject(refused("FT004"));
    await expect(write(ctx, { act: "undo", undoes: 2, purpose: "news" })).rejects.toMatchObject(
      refused("FT003"),
    );
    await expect(write(ctx, { act: "undo", undoes: 2 })).resolves.toMatchObject({ state: "granted" });
  });

  test("lets nobody write for another, change, delete or empty", async () => {
    const [ctx, other] = [await person(), await person()];
    await write(ctx, {});
    await expect(write(ctx, {}, [other.subject.id])).rejects.toThrow();
    const as = (statement: string) =>
      withSight(house.db, { subjects: [ctx.subject.id] }, (tx) => tx.execute(sql.raw(statement)));
    for (const statement of [
      "update choice_events set state = 'withdrawn'",
      "delete from choice_events",
      "truncate choice_events",
      "update choices set state = 'withdrawn'",
      "delete from choices",
      `insert into choices (customer_id, purpose, channel, seq, state, actor_kind, at) values ('${ctx.subject.id}', 'x', '', 9, 'granted', 'customer', now())`,
      "update ledger_heads set seq = 0",
      "delete from ledger_heads",
      "update choice_tokens set used_at = null",
      "update texts set content = ''",
      "alter table choice_events disable trigger all",
    ])
      await expect(as(statement), statement).rejects.toMatchObject({
        cause: expect.objectContaining({ code: "42501" }),
      });
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    for (const statement of [
      "update choice_events set seq = seq",
      "delete from choice_events",
      "truncate choice_events",
    ])
      await expect(owner.query(statement)).rejects.toMatchObject({ code: "FT001" });
    await owner.end();
  });
});

describe("recomputed elsewhere", () => {
  test("in TypeScript, from what SQL gives back", async () => {
    await empty();
    await history(await person());
    const report = await verifyLedger(house.db);
    expect(report).toMatchObject({ events: 12, faults: [], changedTexts: [] });
  });

  test("nothing of a person stands in it in plain text", async () => {
    const ctx = await person();
    await history(ctx);
    const { rows } = await admin.query(
      "select string_agg(e::text, '') || string_agg(choice_event_text(e), '') as all from choice_events e",
    );
    expect(rows[0].all).not.toContain("@example.com");
    expect(rows[0].all).not.toContain("861234567");
  });

  const vectors = existsSync(VECTORS) ? readdirSync(join(VECTORS, "input")) : [];
  test.skipIf(vectors.length === 0)(
    "canonical JSON agrees with RFC 8785's vectors (skipped: not here)",
    () => {
      expect(vectors.length).toBeGreaterThan(4);
      for (const name of vectors) {
        const read = (folder: string) => readFileSync(join(VECTORS, folder, name), "utf8");
        expect(canonical(JSON.parse(read("input"))), name).toBe(read("output").trim());
      }
    },
  );
});

/** Each way to tamper, as a superuser who turns the triggers off; what must be named. */
const TAMPERED: [string, string[], { seq: number; kind: string }][] = [
  [
    "a byte is flipped",
    ["update choice_events set locale = 'fr' where seq = 5 and customer_id = $1"],
    { seq: 5, kind: "changed" },
  ],
  [
    "a moment moves by a millisecond",
    ["update choice_events set at = at + interval '1 ms' where seq = 2 and customer_id = $1"],
    { seq: 2, kind: "changed" },
  ],
  [
    "one is deleted in the middle",
    ["delete from choice_events where seq = 4 and customer_id = $1"],
    { seq: 4, kind: "missing" },
  ],
  [
    "one is deleted and the gap closed",
    [
      "delete from choice_events where seq = 4 and customer_id = $1",
      "update choice_events set seq = seq - 1 where seq > 4 and customer_id = $1",
    ],
    { seq: 4, kind: "unlinked" },
  ],
  [
    "the tail is cut",
    ["delete from choice_events where seq > 10 and customer_id = $1"],
    { seq: 11, kind: "tail" },
  ],
  [
    "tail and head are cut",
    [
      "delete from choice_events where seq > 10 and customer_id = $1",
      "update ledger_heads set seq = 10, hash = (select hash from choice_events e where e.customer_id = $1 and e.seq = 10) where customer_id = $1",
    ],
    { seq: 12, kind: "state" },
  ],
  ["all of a chain is gone", ["delete from choice_events where customer_id = $1"], { seq: 1, kind: "tail" }],
  [
    "one is put in",
    [
      "update choice_events set seq = seq + 1000 where seq > 3 and customer_id = $1",
      "update choice_events set seq = seq - 999 where seq > 1000 and customer_id = $1",
      "insert into choice_events select (jsonb_populate_record(e, jsonb_build_object('seq', 4, 'id', gen_random_uuid()))).* from choice_events e where seq = 3 and customer_id = $1",
    ],
    { seq: 4, kind: "unlinked" },
  ],
  [
    "two change places",
    [
      "update choice_events set seq = 1000 where seq = 2 and customer_id = $1",
      "update choice_events set seq = 2 where seq = 3 and customer_id = $1",
      "update choice_events set seq = 3 where seq = 1000 and customer_id = $1",
    ],
    { seq: 2, kind: "unlinked" },
  ],
  [
    "the state is raised by hand",
    ["update choices set state = 'granted' where purpose = 'picks' and customer_id = $1"],
    { seq: 11, kind: "state" },
  ],
  [
    "a state is lost",
    ["delete from choices where purpose = 'picks' and customer_id = $1"],
    { seq: 11, kind: "state" },
  ],
  [
    "an event names other words",
    ["update choice_events set shown_hash = repeat('1', 64) where seq = 6 and customer_id = $1"],
    { seq: 6, kind: "changed" },
  ],
];

describe("tampering", () => {
  let ctx: Customer;
  const dir = mkdtemp(join(tmpdir(), "ledger-"));
  afterAll(async () => rm(await dir, { recursive: true }));
  beforeEach(async () => {
    await empty();
    await history(await person());
    ctx = await person();
    await history(ctx);
  });

  async function python(inserts: boolean): Promise<{ code: number; out: string }> {
    const file = join(await dir, "dump.sql");
    await writeFile(file, await dumpLedger(admin, { inserts }));
    const script = join(import.meta.dirname, "../../docs/verify/verify_ledger.py");
    return run(PYTHON ?? "", [script, file]).then(
      ({ stdout }) => ({ code: 0, out: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        out: error.stdout + error.stderr,
      }),
    );
  }

  test.each(TAMPERED)("%s", async (_, statements, fault) => {
    await admin.query("begin; set local session_replication_role = replica");
    for (const statement of statements) await admin.query(statement, [ctx.subject.id]);
    await admin.query("commit");
    const report = await verifyLedger(house.db);
    expect(report.faults).toEqual([{ customerId: ctx.subject.id, ...fault }]);
    if (!PYTHON) return;
    const { code, out } = await python(false);
    expect(out).toContain(`customer ${ctx.subject.id}, event ${fault.seq}:`);
    expect(out).toContain("2 customers");
    expect(out).toContain(" 1 faults");
    expect(code).toBe(1);
  });

  test("kept words are changed", async () => {
    await admin.query("begin");
    const { rows } = await admin.query(
      "update texts set content = content || ' ' where hash = (select min(hash) from texts) returning hash",
    );
    await admin.query("commit");
    const hash: string = rows[0].hash;
    expect(await verifyLedger(house.db)).toMatchObject({ faults: [], changedTexts: [hash] });
    if (PYTHON) expect((await python(false)).out).toContain(`text ${hash}: was changed`);
    await admin.query("update texts set content = rtrim(content, ' ')");
  });

  test.skipIf(!PYTHON)(
    "an untouched ledger passes in Python, from COPY and from INSERT (skipped: no python3)",
    async () => {
      for (const inserts of [false, true]) {
        const { code, out } = await python(inserts);
        expect(out).toBe("2 customers, 24 events, 0 faults\n");
        expect(code).toBe(0);
      }
    },
  );
});
