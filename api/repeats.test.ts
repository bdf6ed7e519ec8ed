import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { commandContext, resolveApiKey, rotateApiKey } from "@/domain/api-keys";
import { sweepAnswers } from "@/domain/idempotency";
import { secondHouse } from "@/domain/testing";
import type { ApiOptions } from ".";
import { idempotencyKey } from "./repeats";
import { type TestApi, testApi } from "./testing";
import { effect } from "./testing-endpoints";

const apis: TestApi[] = [];
afterEach(async () => {
  for (const api of apis.splice(0).reverse()) await api.close();
});

async function open(options: ApiOptions & { house?: TestApi["house"] } = {}): Promise<TestApi> {
  const api = await testApi({ endpoints: [effect()], ...options });
  apis.push(api);
  return api;
}

const post = (api: TestApi, key: string | undefined, more: { note?: string; apiKey?: string } = {}) =>
  api.ask("POST", "/api/v1/effect", {
    body: { note: more.note ?? "one" },
    headers: key === undefined ? {} : { "idempotency-key": key },
    ...(more.apiKey ? { key: more.apiKey } : {}),
  });

async function effects(api: TestApi): Promise<number> {
  const { rows } = await (await owner(api)).query(
    "select count(*)::int as n from audit where act = 'use.record'",
  );
  return rows[0].n;
}

/** Lines about nobody can be written and never read by the app, so they are counted from outside. */
async function owner(api: TestApi) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: api.database?.adminUrl ?? "" });
  await client.connect();
  apis.push({ ...api, close: () => client.end() });
  return client;
}

describe("an Idempotency-Key", () => {
  it.each([undefined, "", '""', "two words", "x".repeat(256), "\u00e9"])("%j: 400", async (key) => {
    const answer = await post(await open(), key);
    expect([answer.status, answer.json.type]).toEqual([
      400,
      expect.stringMatching(/idempotency-key-missing$/),
    ]);
  });

  it("is the same quoted and bare", () => {
    expect(idempotencyKey('"8e03978e"')).toBe(idempotencyKey("8e03978e"));
  });

  it("makes a repeat answer the same bytes and do nothing", async () => {
    const api = await open();
    const first = await post(api, "a");
    const again = await post(api, "a");
    expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
    expect([first.headers["idempotency-replayed"], again.headers["idempotency-replayed"]]).toEqual([
      undefined,
      "true",
    ]);
    expect(await effects(api)).toBe(1);
  });

  it("makes a repeat do nothing also where reading begins before that is known", async () => {
    const api = await open({ endpoints: [{ ...effect(), readsAhead: true }] });
    const first = await post(api, "a");
    const again = await post(api, "a");
    expect([again.text, again.headers["idempotency-replayed"]]).toEqual([first.text, "true"]);
    expect((await post(api, "a", { note: "two" })).status).toBe(422);
    expect(await effects(api)).toBe(1);
  });

  it("of another body: 422, and nothing is done", async () => {
    const api = await open();
    await post(api, "a");
    const other = await post(api, "a", { note: "two" });
    expect([other.status, other.json.type]).toEqual([422, expect.stringMatching(/key-reused$/)]);
    expect(await effects(api)).toBe(1);
  });

  it("is one system's own", async () => {
    const api = await open();
    const first = await post(api, "a");
    const other = await post(api, "a", { apiKey: await api.makeKey() });
    expect(other.text).not.toBe(first.text);
    expect(await effects(api)).toBe(2);
  });

  it("is the same under the other key of a rotation", async () => {
    const api = await open();
    const first = await post(api, "a");
    const keyId = (await resolveApiKey(api.house, api.key))?.keyId ?? "";
    const { secret } = await rotateApiKey(await commandContext(api.house), { id: keyId });
    const again = await post(api, "a", { apiKey: secret });
    expect([again.text, again.headers["idempotency-replayed"]]).toEqual([first.text, "true"]);
    expect((await post(api, "a", { apiKey: secret, note: "two" })).status).toBe(422);
    expect(await effects(api)).toBe(1);
  });

  it("counts anew when a day has passed", async () => {
    const api = await open();
    const first = await post(api, "a");
    await api.house.db.pool.query("update idempotency set expires_at = now() - interval '1 second'");
    const later = await post(api, "a");
    expect(later.text).not.toBe(first.text);
    await sweepAnswers(api.house);
    const { rows } = await api.house.db.pool.query("select count(*)::int as n from idempotency");
    expect(rows[0].n).toBe(1);
  });

  it("stores what was answered sealed, and no key that was sent", async () => {
    const api = await open();
    await post(api, "visible-key", { note: "visible-note" });
    const { rows } = await api.house.db.pool.query(
      "select encode(body || hash || request, 'escape') as all from idempotency",
    );
    expect(rows[0].all).not.toMatch(/visible/);
  });
});

describe("at the same time", () => {
  it("a hundred repeats have one effect and the same bytes", async () => {
    const api = await open();
    const all = await Promise.all(Array.from({ length: 100 }, () => post(api, "a")));
    expect(new Set(all.map((one) => `${one.status} ${one.text}`)).size).toBe(1);
    expect(await effects(api)).toBe(1);
  });

  it("a repeat of what is still under way is told so, and when to come again", async () => {
    let finish = () => undefined as unknown;
    let arrived = () => undefined as unknown;
    const here = new Promise<void>((resolve) => (arrived = resolve));
    const held = new Promise<void>((resolve) => (finish = resolve));
    const hold = async () => {
      arrived();
      await held;
    };
    const api = await open({ endpoints: [effect(hold)], patienceMs: 20 });
    const first = post(api, "a");
    await here;
    const again = await post(api, "a");
    expect([again.status, again.headers["retry-after"]]).toEqual([409, "1"]);
    const other = await post(api, "a", { note: "two" });
    expect(other.status).toBe(422);
    finish();
    expect((await first).status).toBe(200);
    expect(await effects(api)).toBe(1);
  });

  it("two processes have one effect and the same bytes", async () => {
    const one = await open();
    const house = one.database && (await secondHouse(one.database, { max: 5 }));
    const two = await open(house ? { house } : {});
    const both = await Promise.all(
      Array.from({ length: 20 }, (_, index) => post(index % 2 ? two : one, "a", { apiKey: one.key })),
    );
    expect(new Set(both.map((each) => each.text)).size).toBe(1);
    expect(await effects(one)).toBe(1);
    await house?.db.pool.end();
  });
});

describe("a process that dies", () => {
  it("before the transaction ends leaves nothing, so that a repeat does it", async () => {
    let fail = true;
    const api = await open({
      endpoints: [
        effect(async () => {
          if (fail) throw new Error("killed");
        }),
      ],
    });
    expect((await post(api, "a")).status).toBe(500);
    fail = false;
    expect((await post(api, "a")).status).toBe(200);
    expect(await effects(api)).toBe(1);
  });

  it("or its connection, in the middle of it, leaves nothing either", async () => {
    let torn = false;
    const api: TestApi = await open({
      endpoints: [
        effect(async () => {
          if (torn) return;
          torn = true;
          const others =
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()";
          await (await owner(api)).query(`${others} and pid <> pg_backend_pid()`);
        }),
      ],
    });
    const lost = await post(api, "a");
    expect([lost.status, lost.headers["retry-after"]]).toEqual([503, "2"]);
    const again = await post(api, "a");
    expect([again.status, again.headers["idempotency-replayed"]]).toEqual([200, undefined]);
    expect(await effects(api)).toBe(1);
  });

  it("after it has ended has kept the answer with it", async () => {
    const api = await open();
    const first = await post(api, `"${randomUUID()}"`);
    const { rows } = await (await owner(api)).query(
      "select i.xmin = a.xmin as together from idempotency i, audit a where a.act = 'use.record'",
    );
    expect([first.status, rows]).toEqual([200, [{ together: true }]]);
  });

  it("keeps it right after where a verb did not", async () => {
    const api = await open({ endpoints: [effect(undefined, false)] });
    const first = await post(api, "a");
    expect((await post(api, "a")).text).toBe(first.text);
  });
});
