import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proveWalls } from "@/db/self-test";
import { asAdmin, type TestDatabase, testDatabase } from "@/db/testing";
import { listChoices, setChoice, verifyLedger } from "../choices";
import { type Person, testPerson } from "../choices/testing";
import { closeHouse, type House } from "../house";
import { addPerson, contextOf, signIn, signInHouse } from "../sessions/testing";
import { secondHouse, TEST_SECRET } from "../testing";
import { BackupError, type Restored, restoreBackup, writeBackup } from ".";

const folder = mkdtempSync(join(tmpdir(), "forthright-backup-"));
const [data, keys] = [join(folder, "a.data.gz"), join(folder, "a.keys.gz")];
const later = join(folder, "later.keys.gz");
let made: Awaited<ReturnType<typeof signInHouse>>;
let email: string;
let ana: Person;
let ben: Person;
let backupUrl: string;
const databases: TestDatabase[] = [];

const empty = async () => {
  const database = await testDatabase();
  databases.push(database);
  return database;
};

beforeAll(async () => {
  made = await signInHouse();
  ({ email } = await addPerson(made.shop));
  backupUrl = made.database.adminUrl;
  ana = await signedIn(made.house);
  ben = await testPerson(made.house);
  for (const who of [ana, ben])
    for (const to of ["on", "off", "on"] as const)
      await setChoice(who, { purpose: "offers", channel: "email", to });
  await asAdmin(
    backupUrl,
    `insert into webhook_endpoints (id, url, events, secret, created_by) values
      (gen_random_uuid(), E'https://x.example/\u2028\u0085 "a" \\\\ 🙂\n#not a mark\t', '{"a,b",NULL,"{}"}', '\\x00ff', 'x')`,
  );
  await writeBackup({ url: backupUrl, secret: TEST_SECRET, files: { data, keys } });
});
afterAll(async () => {
  for (const database of databases) await database.drop();
  await made.close();
  rmSync(folder, { recursive: true, force: true });
});

const restore = (database: TestDatabase, more: Partial<Parameters<typeof restoreBackup>[0]> = {}) =>
  restoreBackup({
    ...{ ownerUrl: database.ownerUrl, appUrl: database.appUrl, secret: TEST_SECRET },
    ...{ data, keys, ...more },
  });

/** The person of the shop, after a sign-in by a code that was mailed to them. */
const signedIn = async (house: House) => (await contextOf(house, (await signIn(house, email)).sid)) as Person;

/** Every row of every table as text, in one order. */
async function contents(url: string): Promise<Record<string, { rows: number; hash: string }>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
    );
    const found: Record<string, { rows: number; hash: string }> = {};
    for (const { name } of tables) {
      const { rows } = await client.query(
        `select count(*)::int as rows, coalesce(md5(string_agg(t::text, '' order by t::text)), '') as hash from "${name}" t`,
      );
      found[name] = rows[0];
    }
    return found;
  } finally {
    await client.end();
  }
}

describe("a backup that comes back", () => {
  let back: TestDatabase;
  let restored: Restored;
  beforeAll(async () => {
    back = await empty();
    restored = await restore(back);
  });

  it("has every row of every table as it was, but that everybody is signed out", async () => {
    const [was, is] = [await contents(backupUrl), await contents(back.adminUrl)];
    expect(Object.keys(is)).toEqual(Object.keys(was));
    const differing = Object.keys(was).filter((table) => was[table]?.hash !== is[table]?.hash);
    expect(differing).toEqual(["sessions"]);
    const rows = Object.values(is).reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(
      `${rows} rows of ${Object.keys(is).length} tables came back; ${restored.ledger.events} events verify\n`,
    );
    expect(is.sessions?.rows).toBe(was.sessions?.rows);
    expect(was.choice_events?.rows).toBe(6);
    for (const { kept, restored: rows } of Object.values(restored.counted)) expect(rows).toBe(kept);
  });

  it("verifies, chain by chain", () => {
    expect(restored.ledger).toEqual({ customers: 2, events: 6, faults: 0 });
  });

  it("stands behind its walls; the person signs in, finds their choices and goes on", async () => {
    const house = await secondHouse(back, { brand: made.house.brand });
    try {
      await proveWalls(house.db);
      const again = await signedIn(house);
      expect(again.subject.id).toBe(ana.subject.id);
      expect((await listChoices(again)).seen).toBe(3);
      expect((await setChoice(again, { purpose: "offers", channel: "email", to: "off" })).seen).toBe(4);
      expect((await verifyLedger(house.db)).faults).toEqual([]);
    } finally {
      await closeHouse(house);
    }
  });

  it("comes into an empty database only", async () => {
    await expect(restore(back)).rejects.toThrow(/^The database is not empty: it has \d+ tables\./);
  });
});

describe("who was forgotten since", () => {
  it("stays forgotten: the keys are of later than the data", async () => {
    await asAdmin(backupUrl, `delete from customer_keys where customer_id = '${ben.subject.id}'`);
    const carl = await testPerson(made.house);
    await writeBackup({ url: backupUrl, secret: TEST_SECRET, files: { keys: later } });
    expect(carl.subject.id).not.toBe(ben.subject.id);
    const back = await empty();
    const restored = await restore(back, { keys: later });
    expect(restored.forgotten).toBe(1);
    expect(restored.ledger.faults).toBe(0);
    const left = async (table: string, id: string) =>
      (await asAdmin(back.adminUrl, `select from ${table} where customer_id = '${id}'`)).length;
    for (const table of ["customer_keys", "identifiers", "sessions"]) {
      expect([table, await left(table, ben.subject.id)]).toEqual([table, 0]);
      expect([table, await left(table, carl.subject.id)]).toEqual([table, 0]);
      expect(await left(table, ana.subject.id)).toBeGreaterThan(0);
    }
    expect(await left("choice_events", ben.subject.id)).toBe(3);
  });

  it("keys of before the data are refused", async () => {
    const newest = join(folder, "newest.data.gz");
    await writeBackup({ url: backupUrl, secret: TEST_SECRET, files: { data: newest } });
    await expect(restore(await empty(), { data: newest })).rejects.toThrow(
      /Use keys of the same time or later/,
    );
  });
});

describe("what is written", () => {
  it("is for its owner's eyes, and the data without the keys open nothing", () => {
    for (const file of [data, keys]) expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = gunzipSync(readFileSync(data)).toString();
    expect(text).toContain('"table":"public.identifiers"');
    expect(text).not.toContain("customer_keys");
    expect(text).not.toContain('"table":"public.keys"');
  });

  it("is refused as a role behind the walls, in words that say what to do", async () => {
    const files = { data: join(folder, "none.data.gz") };
    await expect(writeBackup({ url: made.database.ownerUrl, secret: TEST_SECRET, files })).rejects.toThrow(
      /its copy would be empty\. Set DATABASE_BACKUP_URL .* bypassrls/s,
    );
  });

  it("is refused with a secret that does not open the keys, and leaves no file behind", async () => {
    const files = { data: join(folder, "other.data.gz") };
    await expect(writeBackup({ url: backupUrl, secret: "x".repeat(40), files })).rejects.toThrow(
      /does not open the stored key/,
    );
    expect(() => statSync(files.data)).toThrow(/ENOENT/);
  });
});

describe("a file that cannot be used is refused before anything is written", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await empty();
  });
  const spoilt = (name: string, from: string, change: (bytes: Buffer) => Buffer): string => {
    const file = join(folder, name);
    writeFileSync(file, change(readFileSync(from)));
    return file;
  };
  const inside = (change: (text: string) => string) => (bytes: Buffer) =>
    gzipSync(change(gunzipSync(bytes).toString()));

  it.each<[string, () => Partial<Parameters<typeof restoreBackup>[0]>, RegExp]>([
    ["not there", () => ({ data: join(folder, "nowhere") }), /^There is no file .*nowhere\.$/],
    [
      "no backup",
      () => ({ data: spoilt("1", data, () => Buffer.from("PGDMP")) }),
      /is no backup of Forthright/,
    ],
    [
      "another gzip",
      () => ({ data: spoilt("2", data, () => gzipSync("hello\n")) }),
      /is no backup of Forthright/,
    ],
    [
      "cut off",
      () => ({ data: spoilt("3", data, (bytes) => bytes.subarray(0, bytes.length / 2)) }),
      /is cut off/,
    ],
    [
      "without its end",
      () => ({
        data: spoilt(
          "4",
          data,
          inside((text) => text.replace(/#\{"counts.*\n$/, "")),
        ),
      }),
      /is cut off/,
    ],
    ["a byte flipped", () => ({ data: spoilt("5", data, (bytes) => flip(bytes)) }), /is (damaged|cut off)/],
    [
      "a row changed",
      () => ({
        data: spoilt(
          "6",
          data,
          inside((text) => text.replace('"locale":"en"', '"locale":"de"')),
        ),
      }),
      /is damaged/,
    ],
    [
      "a row more at the end",
      () => ({
        data: spoilt(
          "7",
          data,
          inside((text) => `${text}{}\n`),
        ),
      }),
      /is damaged/,
    ],
    ["the keys as data", () => ({ data: keys }), /holds the keys, not the data/],
    [
      "another secret",
      () => ({ secret: "another secret that is long enough, really" }),
      /made with another FORTHRIGHT_SECRET/,
    ],
    [
      "of a newer version",
      () => ({ data: spoilt("8", data, inside(raiseLevel)) }),
      /made by a newer version/,
    ],
    [
      "of a newer format",
      () => ({
        data: spoilt(
          "9",
          data,
          inside((text) => text.replace('"format":1', '"format":2')),
        ),
      }),
      /made by a newer version/,
    ],
  ])("%s", async (_what, more, says) => {
    const refused = await restore(database, more()).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(BackupError);
    expect(String((refused as Error).message)).toMatch(says);
    expect(await asAdmin(database.adminUrl, "select from pg_tables where schemaname = 'public'")).toEqual([]);
  });

  const raiseLevel = (text: string) => text.replace(/"level":\d+/, `"level":${Date.now() * 2}`);
  const flip = (bytes: Buffer) => {
    const changed = Buffer.from(bytes);
    const at = Math.floor(changed.length / 2);
    changed[at] = (changed[at] ?? 0) ^ 0xff;
    return changed;
  };
});
