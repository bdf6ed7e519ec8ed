import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asAdmin } from "@/db/testing";
import { decideMany, setChoice } from "@/domain/choices";
import { type Person, testPerson } from "@/domain/choices/testing";
import { countWithin } from "@/domain/limits";
import { testHouse } from "@/domain/testing";
import { tinyBrand } from "@/domain/testing-brand";
import { noteLedgerCheck, type Readings } from "@/domain/watch";
import { openFrontDoor } from "../server";
import { readingsOf, type Watching, watch } from ".";
import { API_ROUTES, VERSION } from "./about";

const TOKEN = "Jx0bVv8m1ZkTnYw5uHs2Rc7pLd9gFaE6iO4tXyBq3";
let made: Awaited<ReturnType<typeof testHouse>>;
let ana: Person;
let watching: Watching;
let server: Server;
let url: string;

beforeAll(async () => {
  made = await testHouse({ brand: tinyBrand() });
  watching = watch(made.house, { token: TOKEN, version: VERSION, routes: API_ROUTES });
  ana = await testPerson(made.house);
  server = createServer((request, response) => void watching.face(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await made.close();
});

const apiKey = {
  kind: "api_key",
  keyId: "",
  name: "Test",
  scopes: ["decisions"],
  proof: Buffer.alloc(0),
} as const;
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const read = async (): Promise<string> => (await fetch(url, bearer(TOKEN))).text();
/** The value of one line, by its name and labels as they are written. */
const readingOf = (text: string, line: string): number | undefined => {
  const found = text.split("\n").find((one) => one.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length + 1));
};

describe("who is answered", () => {
  it.each<[string, RequestInit]>([
    ["nobody", {}],
    ["another token", bearer(`${TOKEN}x`)],
    ["an empty token", bearer("")],
    ["the token as a password", { headers: { authorization: `Basic ${btoa(`x:${TOKEN}`)}` } }],
    ["a POST", { ...bearer(TOKEN), method: "POST" }],
  ])("%s finds nothing", async (_who, init) => {
    const answer = await fetch(url, init);
    expect({ status: answer.status, body: await answer.text() }).toEqual({
      status: 404,
      body: "not found\n",
    });
  });

  it("whoever brings the token reads it, and nobody keeps it", async () => {
    const answer = await fetch(url, bearer(TOKEN));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await answer.text();
    expect(text).toContain("process_resident_memory_bytes");
    expect(text).toContain(`forthright_build_info{version="${VERSION}",node="${process.versions.node}"} 1`);
  });
});

describe("the front door", () => {
  const open = (more: { watching?: Watching }) =>
    openFrontDoor({
      ...{ host: "127.0.0.1", port: 0, publicUrl: undefined, trustedProxies: [], log: made.house.log },
      health: { drain: () => undefined, ready: async () => true },
      pages: async () => async (_, answer) => void answer.end("a page"),
      ...more,
    });

  it.each([
    ["nothing at /metrics where no token is set, whoever asks", false, 404],
    ["what is counted to whoever brings the token", true, 200],
  ])("has %s", async (_what, isWatched, status) => {
    const door = await open(isWatched ? { watching } : {});
    try {
      const answer = await fetch(`http://127.0.0.1:${door.port}/metrics`, bearer(TOKEN));
      expect(answer.status).toBe(status);
      await answer.text();
    } finally {
      await door.close(0);
    }
  });
});

describe("what is counted", () => {
  it("choices and acts, once they are kept", async () => {
    await setChoice(ana, { purpose: "offers", channel: "email", to: "on" });
    await setChoice(ana, { purpose: "offers", channel: "email", to: "on" });
    const text = await read();
    expect(readingOf(text, 'forthright_choices_total{by="customer"}')).toBe(1);
    expect(readingOf(text, 'forthright_acts_total{act="choice.set",by="customer"}')).toBe(1);
  });

  it("limits, within and over", async () => {
    const limit = { name: "step_up", key: "one", points: 1, seconds: 60 };
    expect([
      await countWithin(made.house, [limit]),
      await countWithin(made.house, [limit]),
      await countWithin(made.house, [limit]),
    ]).toEqual([true, false, false]);
    const text = await read();
    expect(readingOf(text, 'forthright_limits_total{limit="step_up",outcome="within"}')).toBe(1);
    expect(readingOf(text, 'forthright_limits_total{limit="step_up",outcome="over"}')).toBe(2);
  });

  it("decisions by their answer, where the database was asked", async () => {
    const ask = { customer: { id: ana.subject.id }, purpose: "offers", channel: "email", items: [] };
    const system = { ...ana, subject: null, actor: apiKey };
    const answers = await decideMany(system, [ask, { ...ask, purpose: "nothing" }]);
    expect(answers.map(({ decision }) => decision)).toEqual(["allow", "deny"]);
    const text = await read();
    expect(readingOf(text, 'forthright_decisions_total{answer="allow"}')).toBe(1);
    expect(readingOf(text, 'forthright_decisions_total{answer="deny"}')).toBe(1);
  });

  it("requests by the pattern of their address, never by what was typed", async () => {
    const id = "0199e2f4-0000-7000-8000-000000000001";
    const paths = [
      `/api/v1/customers/${id}/choices`,
      "/api/v1/decisions",
      "/api/v1/decisions/",
      "/ana@example.com",
    ];
    for (const path of paths) watching.answered({ method: "GET", path, status: 200, seconds: 0.02 });
    watching.answered({ method: "STEAL", path: "/x", status: 404, seconds: 0.02 });
    const text = await read();
    expect(text).not.toContain(id);
    expect(text).not.toContain("ana@");
    expect(text).not.toContain("STEAL");
    const requests = (method: string, route: string, status: number) =>
      readingOf(
        text,
        `forthright_http_requests_total{method="${method}",route="${route}",status="${status}"}`,
      );
    expect(requests("GET", "/api/v1/customers/{id}/choices", 200)).toBe(1);
    expect(requests("GET", "/api/v1/decisions", 200)).toBe(2);
    expect(requests("GET", "other", 200)).toBe(1);
    expect(requests("other", "other", 404)).toBe(1);
    expect(
      readingOf(
        text,
        'forthright_http_request_duration_seconds_bucket{le="0.025",route="/api/v1/decisions"}',
      ),
    ).toBe(2);
  });
});

describe("what the database says", () => {
  it("is read at most every ten seconds, however many ask", async () => {
    let [asked, now] = [0, 0];
    const take = async () => {
      asked += 1;
      return {} as Readings;
    };
    const readings = readingsOf(take, () => now);
    await Promise.all([readings(), readings(), readings()]);
    now = 9_999;
    await readings();
    expect(asked).toBe(1);
    now = 10_000;
    await readings();
    expect(asked).toBe(2);
  });

  it("is absent, not old, when the database does not answer", async () => {
    expect(await readingsOf(() => Promise.reject(new Error("away")))()).toBeNull();
  });

  it("tells what waits, what runs against a clock, and the last check of the ledger", async () => {
    const { adminUrl } = made.database;
    await noteLedgerCheck(made.house.db, { customers: 1, events: 7, faults: 2 });
    await asAdmin(
      adminUrl,
      `insert into clocks (kind, id, ends_at, due_on) values
        ('visit', gen_random_uuid(), now() + interval '5 minutes', null),
        ('visit', gen_random_uuid(), now() - interval '5 minutes', null),
        ('request', gen_random_uuid(), null, current_date), ('request', gen_random_uuid(), null, current_date - 1)`,
    );
    await asAdmin(
      adminUrl,
      `insert into webhook_endpoints (id, url, events, secret, created_by, disabled_at, disabled_reason) values
        ('00000000-0000-7000-8000-000000000001', 'https://a.example', '{}', '', 'x', null, null),
        ('00000000-0000-7000-8000-000000000002', 'https://b.example', '{}', '', 'x', now(), 'gone');
       insert into webhook_deliveries (endpoint_id, position, lane, event_id, type, at, state) values
        ('00000000-0000-7000-8000-000000000001', 1, gen_random_uuid(), gen_random_uuid(), 'x', now() - interval '1 hour', 'pending'),
        ('00000000-0000-7000-8000-000000000002', 2, gen_random_uuid(), gen_random_uuid(), 'x', now() - interval '9 hours', 'pending')`,
    );
    await asAdmin(
      adminUrl,
      `insert into pgboss.job (name, start_after) values ('message.send', now() - interval '90 seconds'),
        ('message.send', now() + interval '1 hour')`,
    );
    const fresh = watch(made.house, { token: TOKEN, version: VERSION, routes: [] });
    watching = fresh;
    const text = await read();
    const expected: Record<string, number> = {
      forthright_database_up: 1,
      forthright_visits_open: 1,
      forthright_requests_open: 2,
      forthright_requests_overdue: 1,
      forthright_webhooks_waiting: 1,
      'forthright_pool_connections{state="waited_for"}': 0,
      'forthright_webhook_endpoints{state="open"}': 1,
      'forthright_webhook_endpoints{state="gone"}': 1,
      forthright_messages_waiting: 2,
      'forthright_jobs_waiting{job="message.send"}': 1,
      forthright_ledger_faults: 2,
      forthright_ledger_events_verified: 7,
    };
    for (const [line, value] of Object.entries(expected))
      expect([line, readingOf(text, line)]).toEqual([line, value]);
    const age = (line: string, least: number) => {
      expect(readingOf(text, line)).toBeGreaterThanOrEqual(least);
      expect(readingOf(text, line)).toBeLessThan(least + 600);
    };
    age("forthright_webhooks_oldest_seconds", 3_600);
    age('forthright_jobs_oldest_seconds{job="message.send"}', 90);
  });
});
