import { inject } from "vitest";
import { openDatabase, withSightNow } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { sessions } from "@/db/schema/sessions";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { Brand } from "./brand";
import type { Ctx } from "./context";
import { makeCustomerKey } from "./customers/keys";
import { closeHouse, type House, type Settings } from "./house";
import { install } from "./install";
import { loadKeys } from "./keys";
import { openQueue } from "./queue";
import { newId } from "./random";
import { tinyBrand } from "./testing-brand";
import { TEST_SECRET } from "./testing-template";

export { TEST_SECRET };

const settings: Settings = {
  publicUrl: "http://localhost:3000",
  demo: true,
  mailFrom: "privacy@brand.example",
  allowPrivateHosts: [],
};

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * A house on a fresh, migrated database. Close it in `afterAll`. All of a run have the same keys, but for one that is
 * asked to have keys of its `own`, as another installation would.
 */
export async function testHouse(
  options: { brand?: Brand; max?: number; settings?: Partial<Settings>; own?: boolean } = {},
): Promise<{ house: House; database: TestDatabase; close(): Promise<void> }> {
  const database = await testDatabase(options.own ? undefined : inject("installed"));
  if (options.own)
    await install({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, secret: TEST_SECRET });
  const house = await secondHouse(database, options);
  return {
    house,
    database,
    async close() {
      await closeHouse(house);
      await database.drop();
    },
  };
}

/** Another process's house on the same database. */
export async function secondHouse(
  database: TestDatabase,
  options: { brand?: Brand; max?: number; settings?: Partial<Settings> },
): Promise<House> {
  const db = openDatabase({ url: database.appUrl, max: options.max ?? 5 });
  // The first connection may come late where another file keeps the process busy.
  const keys = await loadKeys(db.pool, TEST_SECRET).catch(() => loadKeys(db.pool, TEST_SECRET));
  const { queue, boss } = await openQueue(db.pool, { supervise: false, onError: () => undefined });
  const rooms: House["rooms"] = new Map([["queue", { close: () => boss.stop({ graceful: false }) }]]);
  return {
    db,
    keys,
    queue,
    rooms,
    brand: options.brand ?? tinyBrand(),
    settings: { ...settings, ...options.settings },
    log: quiet,
  };
}

/** A person with a key and an open session, and the context of their request. */
export async function testCustomer(
  house: House,
  more: Partial<Ctx> = {},
): Promise<Ctx & { subject: { id: string; linked: string[] } }> {
  const [id, sessionId] = [newId(), newId()];
  const now = await withSightNow(house.db, { subjects: [id] }, async (tx, at) => {
    await tx.insert(customers).values({ id });
    await makeCustomerKey(tx, house.keys, id);
    await tx.insert(sessions).values({
      customerId: id,
      id: sessionId,
      idHash: house.keys.hash("sessions", sessionId),
      method: "code",
      device: "Test",
      expiresAt: new Date(at.getTime() + 12 * 3_600_000),
    });
    return at;
  });
  return {
    actor: { kind: "customer", customerId: id, sessionId, proof: house.keys.hash("sessions", sessionId) },
    subject: { id, linked: [] },
    now,
    locale: house.brand.locales[0] ?? "en",
    requestId: "test",
    authTime: now,
    house,
    ...more,
  } as Ctx & { subject: { id: string; linked: string[] } };
}
