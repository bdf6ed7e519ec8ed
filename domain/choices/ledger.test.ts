import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { texts } from "@/db/schema/texts";
import type { TestDatabase } from "@/db/testing";
import type { House } from "../house";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { recompute } from "./chains";
import { canonical } from "./evidence";
import { type Person, testPerson } from "./testing";
import { dumpLedger } from "./testing-dump";
import { awkward, history, TAMPERED } from "./testing-ledger";
import { verifyLedger } from "./verify";

const run = promisify(execFile);
const PYTHON = ["/usr/bin/python3", "/usr/local/bin/python3"].find((path) => existsSync(path));
const VECTORS = join(import.meta.dirname, "../../../shared/vectors/rfc8785");

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

const person = () => testPerson(house);

/** Superusers can; the app and the owner cannot. */
const empty = () =>
  admin.query(
    "begin; set local session_replication_role = replica; truncate choice_events, choices, ledger_heads; commit",
  );

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
    expect(rows[0].all).not.toContain("example.com");
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

test("chains that hold are found to hold many at a time, and a page's end is no end of a chain", async () => {
  await empty();
  const people = [await person(), await person(), await person()];
  for (const ctx of people) await history(ctx);
  const ids = people.map(({ subject }) => subject.id);
  const known = new Set((await house.db.orm.select().from(texts)).map(({ hash }) => hash));
  for (const page of [5, 1_000]) {
    const found = await withSight(house.db, { subjects: ids }, (tx) => recompute(tx, ids, { known, page }));
    expect(found).toEqual({ events: new Map(ids.map((id) => [id, 12])), doubtful: [] });
  }
});

describe("tampering", () => {
  let ctx: Person;
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
      await empty();
      expect(await python(true)).toMatchObject({ code: 2 });
    },
  );
});
