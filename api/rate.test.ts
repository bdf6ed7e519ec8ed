import { afterEach, describe, expect, it } from "vitest";
import { asAdmin } from "@/db/testing";
import { secondHouse } from "@/domain/testing";
import { Rate, rateHeaders } from "./rate";
import { type TestApi, testApi } from "./testing";
import { echo } from "./testing-endpoints";

const apis: TestApi[] = [];
afterEach(async () => {
  for (const api of apis.splice(0).reverse()) await api.close();
});

async function open(perMinute: number): Promise<TestApi> {
  const api = await testApi({ endpoints: [echo], perMinute });
  apis.push(api);
  return api;
}

const ask = (api: TestApi, key = api.key) => api.ask("POST", "/api/v1/echo", { body: {}, key });
const NOON = new Date("2026-11-21T12:00:10Z");

describe("requests of one key", () => {
  it("are told how many are left, and how long", async () => {
    const api = await open(3);
    const { headers } = await ask(api);
    expect(headers["ratelimit-policy"]).toBe('"key";q=3;w=60');
    expect(headers.ratelimit).toMatch(/^"key";r=2;t=([1-9]|[1-5]\d|60)$/);
  });

  it("over the limit get 429 with Retry-After, and refusals still say what is left", async () => {
    const rate = new Rate((await open(2)).house, 2);
    expect([rate.take("k", NOON), rate.take("k", NOON), rate.take("k", NOON)]).toEqual([
      { over: false, left: 1, reset: 50 },
      { over: false, left: 0, reset: 50 },
      { over: true, left: 0, reset: 50 },
    ]);
    expect(rate.take("k", new Date(NOON.getTime() + 50_000)).left).toBe(1);
    expect(rateHeaders({ over: true, left: 0, reset: 50 }, 2).ratelimit).toBe('"key";r=0;t=50');
  });

  it("are refused over HTTP, of that key alone", async () => {
    const api = await open(0);
    const answer = await ask(api);
    expect([answer.status, answer.json.type]).toEqual([429, expect.stringMatching(/rate-limited$/)]);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect(answer.headers.ratelimit).toMatch(/r=0/);
  });

  it("of two processes are added up in the database", async () => {
    const api = await open(10);
    const other = await secondHouse(api.database ?? unreachable(), {});
    const [one, two] = [new Rate(api.house, 10), new Rate(other, 10)];
    for (let n = 0; n < 6; n += 1) one.take("k", NOON);
    for (let n = 0; n < 3; n += 1) two.take("k", NOON);
    await one.settle();
    await two.settle();
    expect(two.take("k", NOON)).toMatchObject({ over: false, left: 0 });
    expect(two.take("k", NOON)).toMatchObject({ over: true });
    await two.stop();
    const { rows } = await api.house.db.pool.query("select points from limits where key like 'api:k:%'");
    expect(rows).toEqual([{ points: 11 }]);
    await other.db.pool.end();
  });

  it("go on being counted while the database is away", async () => {
    const { house, database } = await open(10);
    const rate = new Rate(house, 10);
    rate.take("k", NOON);
    await asAdmin(database?.ownerUrl ?? "", "alter table limits rename to away");
    await rate.settle();
    expect(rate.take("k", NOON).left).toBe(8);
    await asAdmin(database?.ownerUrl ?? "", "alter table away rename to limits");
    await rate.settle();
    const { rows } = await house.db.pool.query("select points from limits where key like 'api:k:%'");
    expect(rows).toEqual([{ points: 2 }]);
  });
});

describe("requests of a network without a key that opens anything", () => {
  it("are slowed down, whatever they say, without stopping those with one", async () => {
    const api = await open(1_000);
    const statuses: number[] = [];
    for (let n = 0; n < 301; n += 1) statuses.push((await ask(api, "guess")).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([401, 429]);
    expect((await ask(api)).status).toBe(200);
  });
});

function unreachable(): never {
  throw new Error("unreachable");
}
