import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { customerLinks } from "@/db/schema/customers";
import { asAdmin } from "@/db/testing";
import { type Person, testPerson } from "../choices/testing";
import { customerSealer } from "../customers/keys";
import type { House } from "../house";
import { testHouse } from "../testing";
import { publishFirst } from "./first";
import { listStandings } from "./index";
import { termsBrand } from "./testing";

/** Takes calls and never answers. */
let silent: Server;
const open = new Set<Socket>();
let house: House;
let close: () => Promise<void>;
let ana: Person;

const SUMMARY = `changed: We say that we keep titles.
points:
  - { id: keep, text: We keep orders., clauses: [what-we-keep], purposes: [orders], items: [bought] }
  - { id: rights, text: We keep titles., clauses: [rights], items: [bought] }
`;

beforeAll(async () => {
  silent = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => undefined);
  });
  await new Promise<void>((ready) => silent.listen(0, "127.0.0.1", ready));
  const { port } = silent.address() as AddressInfo;
  const brand = await termsBrand({ "terms/privacy/2026-06-01/summary.en.yaml": SUMMARY });
  const made = await testHouse({
    brand: {
      ...brand,
      sources: brand.sources.map((source) => ({
        ...source,
        url: `postgres://a:b@127.0.0.1:${port}/x`,
        timeout: "PT30S",
      })),
    },
  });
  ({ house, close } = made);
  await publishFirst(house.db, house.brand);
  ana = await testPerson(house);
  await withSight(house.db, { subjects: [ana.subject.id] }, async (tx) => {
    const sealer = await customerSealer(tx, house.keys, ana.subject.id);
    const key = { lookup: Buffer.alloc(32), sealed: sealer.seal("customer_links.shop", "1") };
    await tx.insert(customerLinks).values({ customerId: ana.subject.id, source: "shop", ...key });
  });
  await asAdmin(made.database.adminUrl, "update customers set created_at = '2026-02-01'");
});
afterAll(async () => {
  for (const socket of open) socket.destroy();
  silent.close();
  await close();
});

test("where a page cannot wait for a source, what it may hold counts, and the source is named", async () => {
  const [standing] = await listStandings(ana, { within: 50 });
  expect(standing).toMatchObject({ wants: "tell", changes: { unsure: [{ text: "Our shop" }] } });
  const told = standing?.changes?.yours.map(({ point, concerns }) => [
    point.id,
    concerns.map(({ id }) => id),
  ]);
  expect(told).toContainEqual(["rights", ["bought"]]);
  // It was answered while the source was still being asked, and goes on being asked.
  await expect.poll(() => open.size).toBeGreaterThan(0);
});
