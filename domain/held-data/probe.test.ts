import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { HttpSource, Source } from "../brand";
import type { Ctx, Role } from "../context";
import type { House } from "../house";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { testStaff } from "../testing-staff";
import { probeSources } from "./probe";
import { openReading } from "./sources/open";
import { shopSource, type TestShop, testShop } from "./testing";

let shop: TestShop;
let server: Server;
let asked: string[] = [];
let house: House;
let close: () => Promise<void>;
let admin: Ctx;

const http = (id: string, path: string): HttpSource => ({
  ...{ id, name: id, kind: "http", timeout: "PT0.3S", headers: { authorization: "Bearer top-secret" } },
  ...{ url: `${path}/{customer_key}`, find: { kind: "source", source: "shop" } },
});

beforeAll(async () => {
  shop = await testShop("create table customer (id int)");
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url?.startsWith("/denied")) response.writeHead(401).end("top-secret is no key");
    else if (request.url?.startsWith("/ok")) response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wrong = new URL(shop.readUrl);
  wrong.password = "wr0ng-word";
  const sources: Source[] = [
    shopSource({ url: shop.readUrl }),
    shopSource({ id: "locked", url: wrong.href }),
    shopSource({ id: "gone", url: "postgres://reader:p4ss@127.0.0.1:1/none" }),
    http("club", `http://${host}/ok`),
    http("denied", `http://${host}/denied`),
    http("silent", `http://${host}/silent`),
    http("elsewhere", "http://127.0.0.1:2/x"),
  ];
  const brand = { ...tinyBrand(), sources };
  ({ house, close } = await testHouse({ brand, settings: { allowPrivateHosts: [host] } }));
  admin = await testStaff(house, "admin");
});
afterAll(async () => {
  await close();
  server.closeAllConnections();
  server.close();
  await shop.drop();
});

it("says of each source whether it answers, in our own words, and asks for no customer", async () => {
  asked = [];
  const health = await probeSources(admin);
  expect(health.map(({ id, answered, failure }) => [id, answered, failure])).toEqual([
    ["shop", true, null],
    ["locked", false, "not_let_in"],
    ["gone", false, "unreachable"],
    ["club", true, null],
    ["denied", false, "not_let_in"],
    ["silent", false, "slow"],
    ["elsewhere", false, "not_allowed"],
  ]);
  expect(asked).toHaveLength(3);
  for (const url of asked) expect(url).toMatch(/\/nobody-[0-9a-f-]{36}$/u);
  expect(JSON.stringify(health)).not.toMatch(/secret|wr0ng|p4ss|127\.0\.0\.1/u);
});

it("remembers what was heard when customers' pages looked", async () => {
  const place = { house, source: "denied", key: "7" };
  await expect(openReading(place, (reading) => reading.field("x"))).rejects.toMatchObject({
    kind: "not_let_in",
  });
  await openReading({ house, source: "shop", key: "7" }, async () => undefined);
  const health = new Map((await probeSources(admin)).map((one) => [one.id, one.lately]));
  expect(health.get("denied")).toMatchObject({ answeredAt: null, failure: "not_let_in" });
  expect(health.get("denied")?.failedAt).toBeInstanceOf(Date);
  expect(health.get("shop")).toMatchObject({ failedAt: null, failure: null });
  expect(health.get("shop")?.answeredAt).toBeInstanceOf(Date);
});

it.each<Role>(["support", "privacy_officer"])("is not for a %s", async (role) => {
  asked = [];
  await expect(probeSources(await testStaff(house, role))).rejects.toMatchObject({ code: "forbidden" });
  expect(asked).toEqual([]);
});

it("is for an auditor, and not for a customer", async () => {
  expect(await probeSources(await testStaff(house, "auditor"))).toHaveLength(7);
  await expect(probeSources(await testCustomer(house))).rejects.toMatchObject({ code: "forbidden" });
});
