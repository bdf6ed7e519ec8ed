import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestDatabase } from "@/db/testing";
import { setChoice } from "@/domain/choices";
import { type Person, testPerson } from "@/domain/choices/testing";
import { testHouse } from "@/domain/testing";
import { tinyBrand } from "@/domain/testing-brand";

let database: TestDatabase;
let close: () => Promise<void>;
let ana: Person;

beforeAll(async () => {
  const made = await testHouse({ brand: tinyBrand() });
  ({ database, close } = made);
  ana = await testPerson(made.house);
  for (const to of ["on", "off", "on"] as const)
    await setChoice(ana, { purpose: "offers", channel: "email", to });
});
afterAll(() => close());

function forthright(...words: string[]): Promise<{ code: number; out: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: database.appUrl,
    FORTHRIGHT_SECRET: randomBytes(48).toString("base64"),
  };
  return promisify(execFile)(process.execPath, [join(import.meta.dirname, "forthright.js"), ...words], {
    env,
  }).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      out: error.stdout + error.stderr,
    }),
  );
}

test("says that every chain holds, then names the customer and event that do not", async () => {
  expect(await forthright("verify", "ledger")).toEqual({
    code: 0,
    out: "1 customer, 3 events: every chain holds.\n",
  });
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query("set session_replication_role = replica");
  await admin.query("update choice_events set locale = 'xx' where seq = 2");
  await admin.end();
  const told = await forthright("verify", "ledger");
  expect(told.code).toBe(1);
  expect(told.out).toContain(`customer ${ana.subject.id}, event 2: was changed`);
  const json = await forthright("verify", "ledger", "--json");
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out)).toMatchObject({
    ok: false,
    customers: 1,
    faults: [{ customerId: ana.subject.id, seq: 2, kind: "changed" }],
  });
});

test("asks what to verify", async () => {
  expect(await forthright("verify")).toMatchObject({ code: 2 });
  expect(await forthright("verify", "everything")).toMatchObject({ code: 2 });
});
