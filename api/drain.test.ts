import { expect, it } from "vitest";
import { openFrontDoor } from "@/server/server";
import { openApi } from ".";
import { askOnce, testApi } from "./testing";
import { effect } from "./testing-endpoints";

it("a call in flight ends, a new one is refused, and what was counted is settled", async () => {
  const outer = await testApi({ endpoints: [] });
  const { house, key } = outer;
  let [arrived, finish] = [() => undefined as unknown, () => undefined as unknown];
  const here = new Promise<void>((resolve) => (arrived = resolve));
  const held = new Promise<void>((resolve) => (finish = resolve));
  const hold = async () => {
    arrived();
    await held;
  };
  const api = openApi(house, { endpoints: [effect(hold)] });
  const door = await openFrontDoor({
    host: "127.0.0.1",
    port: 0,
    publicUrl: undefined,
    trustedProxies: [],
    health: { drain: () => undefined, ready: async () => true },
    log: house.log,
    api,
    pages: async () => async (_asked, answer) => void answer.end(),
  });
  const more = { key, body: { note: "one" }, headers: { "idempotency-key": "a", host: "localhost" } };
  const ask = () => askOnce({ port: door.port, method: "POST", path: "/api/v1/effect", more });
  const slow = ask();
  await here;
  const closing = door.close(20_000);
  await expect(ask()).rejects.toMatchObject({ code: "ECONNREFUSED" });
  finish();
  expect((await slow).status).toBe(200);
  await closing;
  await api.close();
  const { rows } = await house.db.pool.query(
    "select sum(points)::int as n from limits where key like 'api:%'",
  );
  expect(rows[0].n).toBe(1);
  await outer.close();
});
