import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { audit, NOBODY } from "@/db/schema/audit";
import { webhookEndpoints } from "@/db/schema/webhooks";
import { type TestApi, testApi } from "./testing";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  api.house.settings.allowPrivateHosts = ["127.0.0.1:9"];
});
afterAll(() => api.close());

const BASE = "/api/v1";
const HOOKS = `${BASE}/webhook-endpoints`;
const once = (key: string = randomUUID()) => ({ "idempotency-key": key });
const url = "http://127.0.0.1:9/hear";
const post = (path: string, body: unknown, headers = once()) => api.ask("POST", path, { body, headers });

interface Told {
  id: string;
  secret?: string;
  [more: string]: unknown;
}

async function made(body: object = {}): Promise<Told> {
  const answer = await post(HOOKS, { url, events: ["choice.changed"], ...body });
  expect(answer.status, answer.text).toBe(201);
  return answer.json as Told;
}

/** Somebody's choice, told by a system. */
async function change(state: "granted" | "withdrawn" = "withdrawn", email = `${randomUUID()}@example.com`) {
  const evidence = { method: "checkout", wording: "Send me offers.", locale: "en" };
  const choice = {
    purpose: "offers",
    channel: "email",
    state,
    occurred_at: new Date().toISOString(),
    evidence,
  };
  const { json } = await post(`${BASE}/choices`, { customer: { email }, choices: [choice] });
  return { email, id: (json.customer as { id: string }).id };
}

const deliveriesOf = async (id: string, query = "") => {
  const { json } = await api.ask("GET", `${HOOKS}/${id}/deliveries${query}`);
  return json as {
    deliveries: { event: string; customer: { id: string }; obeyed_at: string | null }[];
    next_cursor: string;
  };
};
const newestOf = async (id: string) => (await deliveriesOf(id, "?limit=1")).deliveries[0]?.event ?? "";

/** As if it had been sent and given up, or had arrived. */
const settleAll = (endpoint: string, state: "dead" | "delivered") =>
  api.house.db.pool.query("update webhook_deliveries set state = $2, attempts = 10 where endpoint_id = $1", [
    endpoint,
    state,
  ]);

describe("an endpoint", () => {
  test("is made with a secret that is told once, and read, listed, changed and taken away without it", async () => {
    const { secret, ...told } = await made({ obeys_within: "P1DT30M", system: "our mail system" });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(told).toMatchObject({
      ...{
        url,
        events: ["choice.changed"],
        obeys_within: "P1DT30M",
        system: "our mail system",
        standing: "ok",
      },
      ...{ disabled_at: null, failing_since: null, last_delivered_at: null, previous_secret_until: null },
    });
    const read = await api.ask("GET", `${HOOKS}/${told.id}`);
    expect(read.json).toEqual({ ...told, deliveries: { pending: 0, dead: 0, oldest_pending_at: null } });
    const { json } = await api.ask("GET", HOOKS);
    expect(json.endpoints).toContainEqual(told);
    const body = {
      events: ["request.opened", "choice.changed"],
      obeys_within: "PT2H",
      system: null,
      enabled: false,
    };
    const changed = await api.ask("PATCH", `${HOOKS}/${told.id}`, { body });
    expect(changed.json).toMatchObject({ obeys_within: "PT2H", system: null, standing: "disabled" });
    expect(changed.json.disabled_at).toEqual(expect.any(String));
    expect(changed.json).not.toHaveProperty("secret");
    const back = await api.ask("PATCH", `${HOOKS}/${told.id}`, { body: { enabled: true } });
    expect(back.json).toMatchObject({ standing: "ok", disabled_at: null });
    const gone = await api.ask("DELETE", `${HOOKS}/${told.id}`);
    expect([gone.status, gone.text]).toEqual([204, ""]);
    for (const method of ["GET", "DELETE"])
      expect((await api.ask(method, `${HOOKS}/${told.id}`)).status).toBe(404);
    expect((await api.ask("PATCH", `${HOOKS}/${told.id}`, { body: { enabled: true } })).status).toBe(404);
  });

  test("waits an hour to be obeyed unless it says otherwise, and is made once under one key", async () => {
    const headers = once();
    const body = { url, events: ["choice.changed", "choice.changed"] };
    const [first, again] = [await post(HOOKS, body, headers), await post(HOOKS, body, headers)];
    expect(first.json).toMatchObject({ obeys_within: "PT1H", events: ["choice.changed"], system: null });
    expect([again.status, again.text]).toEqual([201, first.text]);
    const kept = await api.house.db.pool.query(
      "select count(*)::int as n from webhook_endpoints where id = $1",
      [first.json.id],
    );
    expect(kept.rows).toEqual([{ n: 1 }]);
  });

  test("gets another secret, and both sign for a day", async () => {
    const { id, secret } = await made();
    const answer = await api.ask("PATCH", `${HOOKS}/${id}`, { body: { rotate_secret: true } });
    expect(answer.json.secret).toMatch(/^whsec_/);
    expect(answer.json.secret).not.toBe(secret);
    const until = new Date(String(answer.json.previous_secret_until)).getTime() - Date.now();
    expect(Math.abs(until - 86_400_000)).toBeLessThan(60_000);
    const rows = await withSight(api.house.db, {}, (tx) => tx.select().from(webhookEndpoints));
    expect(rows.find((row) => row.id === id)?.secret.includes(Buffer.from(String(secret)))).toBe(false);
  });

  test.each<[string, object, string]>([
    ["no address", { url: "hear" }, "/url"],
    ["http in the open", { url: "http://mail.brand.example/hear" }, "/url"],
    ["another port", { url: "https://93.184.216.34:8443/hear" }, "/url"],
    ["this machine", { url: "https://127.0.0.1/hear" }, "/url"],
    ["the cloud's own address", { url: "https://169.254.169.254/latest/meta-data" }, "/url"],
    ["a password in the address", { url: "https://me:pw@93.184.216.34/hear" }, "/url"],
    ["no events", { events: [] }, "/events"],
    ["an event that is none", { events: ["choice.made"] }, "/events/0"],
    ["a period that is none", { obeys_within: "1 hour" }, "/obeys_within"],
    ["no time at all", { obeys_within: "PT0S" }, "/obeys_within"],
    ["more than a year", { obeys_within: "P367D" }, "/obeys_within"],
    ["a name that hides itself", { system: "mail\u202esystem" }, "/system"],
    ["a secret of its own", { secret: "whsec_AAAA" }, "/secret"],
  ])("is refused with %s, and the place is named", async (_, wrong, pointer) => {
    const answer = await post(HOOKS, { url, events: ["choice.changed"], ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.json.errors).toMatchObject([{ pointer }]);
  });

  test("is listed page by page, also when one is taken away in between", async () => {
    const ids = [await made(), await made(), await made()].map(({ id }) => id);
    const seen: string[] = [];
    let cursor: unknown = null;
    do {
      const query: string = cursor ? `?limit=2&cursor=${cursor}` : "?limit=2";
      const { json } = await api.ask("GET", `${HOOKS}${query}`);
      const page = (json.endpoints as Told[]).map(({ id }) => id);
      seen.push(...page);
      if (page.includes(ids[0] ?? "")) await api.ask("DELETE", `${HOOKS}/${ids[0]}`);
      cursor = json.next_cursor;
    } while (cursor);
    expect(seen).toEqual([...new Set(seen)]);
    expect(seen).toEqual(expect.arrayContaining(ids));
  });

  test("needs the scope of webhooks for everything about it", async () => {
    const { id } = await made();
    const key = await api.makeKey(["obeyed:write"]);
    for (const [method, path, body] of [
      ["GET", HOOKS, undefined],
      ["POST", HOOKS, { url, events: ["choice.changed"] }],
      ["GET", `${HOOKS}/${id}`, undefined],
      ["PATCH", `${HOOKS}/${id}`, {}],
      ["DELETE", `${HOOKS}/${id}`, undefined],
      ["GET", `${HOOKS}/${id}/deliveries`, undefined],
      ["POST", `${HOOKS}/${id}/replay`, { since: "2026-01-01T00:00:00Z" }],
    ] as const) {
      const answer = await api.ask(method, path, { key, body, headers: method === "POST" ? once() : {} });
      expect([answer.status, answer.json.scope], `${method} ${path}`).toEqual([403, "webhooks"]);
    }
  });

  test("has a line in the audit for each thing that was done to it, without the whole address", async () => {
    const { id } = await made({ url: `${url}?token=canary-4711` });
    await api.ask("PATCH", `${HOOKS}/${id}`, { body: { enabled: false } });
    await api.ask("DELETE", `${HOOKS}/${id}`);
    const lines = await withSight(api.house.db, { subjects: [NOBODY] }, (tx) => tx.select().from(audit));
    const own = lines.filter(({ detail }) => (detail as { endpoint?: string }).endpoint === id);
    expect(own.map(({ act, detail }) => [act, (detail as { event: string }).event])).toEqual(
      expect.arrayContaining([
        ["webhook.manage", "endpoint_made"],
        ["webhook.manage", "endpoint_changed"],
        ["webhook.manage", "endpoint_deleted"],
      ]),
    );
    expect(JSON.stringify(own)).not.toContain("canary-4711");
  });
});

describe("deliveries", () => {
  test("are listed, the newest first, by state and page by page; they name nobody but by id", async () => {
    const { id } = await made();
    const people = [await change(), await change(), await change()];
    const first = await deliveriesOf(id, "?limit=2");
    const rest = await deliveriesOf(id, `?limit=2&cursor=${first.next_cursor}`);
    const all = [...first.deliveries, ...rest.deliveries];
    expect(all.map(({ customer }) => customer.id)).toEqual(people.map((one) => one.id).reverse());
    expect([first.deliveries.length, rest.next_cursor]).toEqual([2, null]);
    expect(JSON.stringify(all)).not.toContain("@example.com");
    await settleAll(id, "dead");
    expect((await deliveriesOf(id, "?state=pending")).deliveries).toEqual([]);
    expect((await deliveriesOf(id, "?state=dead")).deliveries).toHaveLength(3);
    const other = await api.ask("GET", `${HOOKS}/${id}/deliveries?state=dead&cursor=${first.next_cursor}`);
    expect(other.status).toBe(400);
    expect((await api.ask("GET", `${HOOKS}/${randomUUID()}/deliveries`)).status).toBe(404);
  });

  test("are sent again by their events or by time, once under one key", async () => {
    const { id } = await made();
    await change();
    const between = new Date().toISOString();
    await change();
    const path = `${HOOKS}/${id}/replay`;
    const [newest, oldest] = (await deliveriesOf(id)).deliveries.map(({ event }) => event);
    const again = async (body: object, headers = once()) => (await post(path, body, headers)).json;
    expect(await again({ events: [newest] })).toEqual({ replayed: 0 });
    await settleAll(id, "delivered");
    const headers = once();
    expect(await again({ events: [oldest, oldest] }, headers)).toEqual({ replayed: 1 });
    await settleAll(id, "delivered");
    expect(await again({ events: [oldest, oldest] }, headers)).toEqual({ replayed: 1 });
    expect((await deliveriesOf(id, "?state=pending")).deliveries).toEqual([]);
    expect(await again({ since: between, only: "dead" })).toEqual({ replayed: 0 });
    expect(await again({ since: "0000-01-01T00:00:00Z", until: between })).toEqual({ replayed: 1 });
    await settleAll(id, "dead");
    expect(await again({ since: between, only: "dead" })).toEqual({ replayed: 1 });
    expect(await again({ since: between })).toEqual({ replayed: 0 });
  });

  test.each<[string, object, number, string?]>([
    ["an event that it never was to hear of", { events: [randomUUID()] }, 404],
    [
      "a time that ends before it begins",
      { since: "2026-02-01T00:00:00Z", until: "2026-01-01T00:00:00Z" },
      422,
      "/until",
    ],
    ["both events and a time", { events: [randomUUID()], since: "2026-02-01T00:00:00Z" }, 422],
    ["nothing named", {}, 422],
  ])("are not sent again for %s", async (_, body, status, pointer) => {
    const { id } = await made();
    const answer = await post(`${HOOKS}/${id}/replay`, body);
    expect(answer.status).toBe(status);
    if (pointer) expect(answer.json.errors).toMatchObject([{ pointer }]);
    expect((await post(`${HOOKS}/${randomUUID()}/replay`, { events: [randomUUID()] })).status).toBe(404);
  });
});

describe("POST /obeyed", () => {
  const at = () => new Date().toISOString();
  test("is recorded once for each system and stands with the delivery", async () => {
    const { id } = await made();
    await change();
    const event = await newestOf(id);
    const tell = (system: string, headers = once()) =>
      post(`${BASE}/obeyed`, { event, at: at(), system }, headers);
    const first = await tell("our mail system");
    expect([first.status, first.json]).toEqual([200, { event, recorded: true }]);
    expect((await tell("our mail system")).json).toEqual({ event, recorded: false });
    expect((await tell("our warehouse")).json).toEqual({ event, recorded: true });
    expect((await deliveriesOf(id)).deliveries[0]?.obeyed_at).toEqual(expect.any(String));
    const headers = once();
    const body = { event, at: at(), system: "our texts" };
    const [one, two] = [
      await post(`${BASE}/obeyed`, body, headers),
      await post(`${BASE}/obeyed`, body, headers),
    ];
    expect([two.json, two.headers["idempotency-replayed"]]).toEqual([one.json, "true"]);
  });

  test("is refused for what never was, for a wrong moment or name, and without its scope", async () => {
    const { id } = await made();
    await change();
    const event = await newestOf(id);
    const body = { event, at: at(), system: "our mail system" };
    const wrong = async (more: object) => (await post(`${BASE}/obeyed`, { ...body, ...more })).json;
    expect(await wrong({ event: randomUUID() })).toMatchObject({ status: 404 });
    for (const when of [
      "2020-01-01T00:00:00Z",
      new Date(Date.now() + 400_000).toISOString(),
      "0000-01-01T00:00:00Z",
    ])
      expect(await wrong({ at: when })).toMatchObject({ status: 422, errors: [{ pointer: "/at" }] });
    expect(await wrong({ system: "a\u200bb" })).toMatchObject({
      status: 422,
      errors: [{ pointer: "/system" }],
    });
    expect(await wrong({ system: " " })).toMatchObject({ status: 422, errors: [{ pointer: "/system" }] });
    const key = await api.makeKey(["webhooks"]);
    const refused = await api.ask("POST", `${BASE}/obeyed`, { key, body, headers: once() });
    expect([refused.status, refused.json.scope]).toEqual([403, "obeyed:write"]);
    expect((await api.ask("POST", `${BASE}/obeyed`, { body })).status).toBe(400);
  });
});
