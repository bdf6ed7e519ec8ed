import { afterAll, beforeAll, expect, it } from "vitest";
import { asAdmin, type TestDatabase } from "@/db/testing";
import type { House } from "@/domain/house";
import { testHouse } from "@/domain/testing";
import { startSweep } from "./sweep";

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ house, database, close } = await testHouse());
});
afterAll(() => close());

/** Each table with a row whose time is over, as it is put there, and what is still there of it before it is swept. */
const KINDS: readonly [table: string, put: string, left: string][] = [
  [
    "sign_ins",
    `insert into sign_ins (id, lookup, browser_hash, sealed, device, locale, expires_at)
       values (gen_random_uuid(), '', '', '', '', 'en', now() - interval '1 day')`,
    "true",
  ],
  [
    "staff_sign_ins",
    `insert into staff_sign_ins (id, lookup, browser_hash, expires_at)
       values (gen_random_uuid(), '', 'a', now() - interval '1 day')`,
    "true",
  ],
  ["limits", "insert into limits (key, points, expire) values ('a', 1, 1)", "true"],
  [
    "messages",
    `insert into messages (id, template, created_at, sent_at)
       values (gen_random_uuid(), 'sign_in', now() - interval '2 days', now() - interval '2 days')`,
    "true",
  ],
  [
    "idempotency",
    `insert into idempotency (system, route, hash, request, status, body, expires_at)
       values ('mail', 'POST /choices', '', '', 200, '', now() - interval '1 second')`,
    "true",
  ],
  [
    "inbound_texts",
    `set session_replication_role = replica; insert into inbound_texts (id, hash, lookup, line, means, sealed, answer, received_at)
       values (gen_random_uuid(), '', '', '+1', 'unclear', 'what they wrote', '', now() - interval '91 days')`,
    "sealed is not null",
  ],
];

const left = async (kinds = KINDS) => {
  const counts = kinds.map(([table, , of]) => `select '${table}' as name from ${table} where ${of}`);
  return (await asAdmin(database.adminUrl, counts.join(" union all "))).map(({ name }) => name);
};

it("sweeps all that has had its time with nobody coming, though one kind of it cannot be", async () => {
  for (const [, put] of KINDS) await asAdmin(database.adminUrl, put);
  expect(await left()).toHaveLength(KINDS.length);
  await asAdmin(database.adminUrl, "alter table limits rename to away");
  const { close: stop } = startSweep(house, 5);
  const others = KINDS.filter(([table]) => table !== "limits");
  await expect.poll(() => left(others)).toEqual([]);
  await asAdmin(database.adminUrl, "alter table away rename to limits");
  await expect.poll(() => left()).toEqual([]);
  await stop();
});
