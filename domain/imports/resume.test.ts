import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { asAdmin, type TestDatabase } from "@/db/testing";
import { verifyLedger } from "../choices";
import type { House } from "../house";
import { TEST_SECRET, testHouse } from "../testing";
import { commandContext, exportChoices, importChoices } from "./index";
import { bring } from "./testing";

const ROWS = 3_000;
const MAP = "offers:email=Email Marketing Consent";
const folder = mkdtempSync(join(tmpdir(), "resume-"));
const path = join(folder, "members.csv");

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ house, database, close } = await testHouse());
  const lines = Array.from({ length: ROWS }, (_, n) =>
    // every tenth somebody else again, in another case and with a no
    n % 10 === 9
      ? `P${n - 9}@Many.example,UNSUBSCRIBED,`
      : `p${n}@many.example,SUBSCRIBED,2022-03-04 05:06:07`,
  );
  const heading = "Email,Email Marketing Consent,Email Marketing Consent Timestamp";
  writeFileSync(path, [heading, ...lines, ""].join("\n"));
});
afterAll(() => close());

const positions = () => asAdmin(database.adminUrl, "select position, finished_at from imports");

it("goes on after kill -9 without a double", { timeout: 180_000 }, async () => {
  const program = join(import.meta.dirname, "testing-run.ts");
  const args = ["--import", "tsx", program, database.appUrl, TEST_SECRET, path, MAP];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  const over = once(child, "exit");
  const hasBegun = async () => Number((await positions())[0]?.position ?? 0) > 0;
  while (child.exitCode === null && !(await hasBegun()));
  child.kill("SIGKILL");
  expect(await over).toEqual([null, "SIGKILL"]);
  const [ended] = await positions();
  expect(ended?.finished_at).toBeNull();
  expect(Number(ended?.position)).toBeLessThan(ROWS);

  const report = await bring(house, { path, tool: "klaviyo", map: [MAP] });
  expect(report).toMatchObject({ already: false, rows: ROWS, newcomers: ROWS * 0.9 });
  expect(report.counts).toMatchObject({ on: ROWS * 0.9, off: ROWS * 0.1 });
  const [counts] = await asAdmin(
    database.adminUrl,
    `select (select count(*) from customers)::int as customers, (select count(*) from choice_events)::int as events,
            (select count(distinct lookup) from identifiers)::int as known,
            (select count(*) from choices where state = 'withdrawn')::int as off`,
  );
  expect(counts).toEqual({ customers: ROWS * 0.9, events: ROWS, known: ROWS * 0.9, off: ROWS * 0.1 });
  expect((await verifyLedger(house.db)).faults).toEqual([]);
});

it("ends after a whole batch when it is asked to, and goes on from there", async () => {
  const file = join(folder, "stopped.csv");
  const lines = Array.from({ length: 1_200 }, (_, n) => `s${n}@many.example,SUBSCRIBED`);
  writeFileSync(file, ["Email,Email Marketing Consent", ...lines, ""].join("\n"));
  const ending = new AbortController();
  ending.abort();
  const input = { path: file, tool: "klaviyo" as const, map: [MAP] };
  const stopped = await importChoices(await commandContext(house), { ...input, signal: ending.signal });
  expect(stopped).toMatchObject({ stopped: true, rows: 500 });
  expect(await importChoices(await commandContext(house), input)).toMatchObject({
    rows: 1_200,
    newcomers: 1_200,
  });
});

it("exports what an empty installation takes in to the same state", { timeout: 60_000 }, async () => {
  const own = join(folder, "own.csv");
  const heading =
    "email,phone,customer_number,purpose,channel,state,said_at,confirmed,paused_until,frequency";
  const rows = [
    "=ana@odd.example,,,offers,email,granted,2024-01-02T03:04:05.678Z,,2999-01-01T00:00:00.000Z,monthly",
    "ben@odd.example,'+353861119999,'=7,offers,sms,withdrawn,2024-01-02T03:04:05.000Z,,,",
    "ben@odd.example,'+353861119999,'=7,news,email,pending,2024-01-02T03:04:05.000Z,,,",
    "cyd@odd.example,,,news,email,granted,2024-01-02T03:04:05.000Z,yes,,",
    "dan@odd.example,,,reviews,email,not_objected,2024-01-02T03:04:05.000Z,,,",
    "dan@odd.example,,,picks,,refused,2024-01-02T03:04:05.000Z,,,",
    "eli@odd.example,,,offers,email,unset,,,,weekly",
  ];
  writeFileSync(own, [heading, ...rows, ""].join("\n"));
  expect((await bring(house, { path: own, tool: "forthright", map: [] })).counts).toMatchObject({
    unclear: 0,
    set: 1,
  });
  const first = await exported(house);
  for (const cell of ['"\'=ana@odd.example"', '"\'+353861119999"', '"\'=7"']) expect(first).toContain(cell);
  const other = await testHouse();
  try {
    const file = join(folder, "again.csv");
    writeFileSync(file, first);
    await bring(other.house, { path: file, tool: "forthright", map: [] });
    expect(sorted(await exported(other.house))).toEqual(sorted(first));
    expect(await states(other.database)).toEqual(await states(database));
  } finally {
    await other.close();
  }
});

const sorted = (text: string): string[] => text.split("\r\n").toSorted();

async function exported(from: House): Promise<string> {
  let text = "";
  for await (const piece of await exportChoices(await commandContext(from), "csv")) text += piece;
  return text;
}

/** What decisions are made from, whoever's it is. */
const states = ({ adminUrl }: TestDatabase) =>
  asAdmin(
    adminUrl,
    `select purpose, channel, state, paused_until, frequency, count(*)::int as count,
            count(since)::int as decided, min(since) filter (where since < '2025-01-01') as earliest
       from choices group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
  );
