import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "./testing";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const BASE = "/api/v1";
const once = (key: string = randomUUID()) => ({ "idempotency-key": key });
const mail = () => `${randomUUID()}@example.com`;
const evidence = { method: "checkout", wording: "Send me offers.", locale: "en" };
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const granted = (more: object = {}) => ({
  ...{ purpose: "offers", channel: "email", state: "granted", occurred_at: ago(9), evidence },
  ...more,
});
const tell = (body: unknown, headers = once()) => api.ask("POST", `${BASE}/choices`, { body, headers });
const decide = async (...requests: unknown[]) => {
  const answer = await api.ask("POST", `${BASE}/decisions`, { body: { requests } });
  return answer.json.decisions as { decision: string; reason: string; ledger: object; valid_until: string }[];
};

describe("POST /decisions", () => {
  test("answers each by itself; one that cannot be read is denied and fails no other", async () => {
    const customer = { email: mail() };
    await tell({ customer, choices: [granted()] });
    const offers = { purpose: "offers", channel: "email" };
    const answers = await decide(
      { customer, ...offers },
      { customer: { ...customer, phone: "+353861234567" }, ...offers },
      { customer, ...offers, note: "?" },
      "offers",
      null,
      { customer: { email: mail() }, ...offers },
      { customer, purpose: "tax", channel: "email" },
    );
    expect(answers.map(({ decision, reason }) => `${decision} ${reason}`)).toEqual([
      "allow granted",
      ...Array(4).fill("deny invalid"),
      "deny unknown",
      "allow basis",
    ]);
    expect(answers[0]?.ledger).toEqual({ seq: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const ahead = new Date(answers[0]?.valid_until ?? 0).getTime() - Date.now();
    expect(ahead).toBeGreaterThan(0);
    expect(ahead).toBeLessThanOrEqual(301_000);
  });

  test("takes a thousand, not one more, and needs its scope", async () => {
    const one = { customer: { email: mail() }, purpose: "offers", channel: "email" };
    expect(await decide(...Array(1_000).fill(one))).toHaveLength(1_000);
    const more = { body: { requests: Array(1_001).fill(one) } };
    expect((await api.ask("POST", `${BASE}/decisions`, more)).status).toBe(422);
    const key = await api.makeKey(["choices:write"]);
    expect((await api.ask("POST", `${BASE}/decisions`, { key, body: { requests: [one] } })).status).toBe(403);
  });
});

describe("POST /choices", () => {
  test("says what became of each, and points at what is wrong", async () => {
    const customer = { email: mail() };
    const first = await tell({ customer, choices: [granted(), granted({ purpose: "gossip" })] });
    expect(first.status).toBe(200);
    expect(first.json).toMatchObject({
      choices: [
        { purpose: "offers", channel: "email", recorded: true, state: "granted", ledger: { seq: 1 } },
        { purpose: "gossip", recorded: false, reason: "no_such_purpose", state: "unset", ledger: null },
      ],
    });
    const wrong = await tell({ customer, choices: [granted(), granted({ evidence: { method: "form" } })] });
    expect(wrong.status).toBe(422);
    expect(wrong.json.errors).toMatchObject([{ pointer: "/choices/1/evidence/wording" }]);
    const late = await tell({ customer, choices: [granted({ occurred_at: ago(-60) })] });
    expect(late.json.errors).toMatchObject([{ pointer: "/choices/0/occurred_at" }]);
    expect((await tell({ customer: { id: randomUUID() }, choices: [granted()] })).status).toBe(404);
  });

  test("a hundred at once under one Idempotency-Key: one event, the same bytes back", async () => {
    const body = { customer: { email: mail() }, choices: [granted()] };
    const headers = once();
    const answers = await Promise.all(Array.from({ length: 100 }, () => tell(body, headers)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers.filter((one) => one.headers["idempotency-replayed"] === "true")).toHaveLength(99);
    const { customer } = JSON.parse(answers[0]?.text ?? "{}");
    const ledger = await api.ask("GET", `${BASE}/customers/${customer.id}/ledger`);
    expect(ledger.json.events).toHaveLength(1);
    expect((await tell({ ...body, choices: [granted({ channel: "sms" })] }, headers)).status).toBe(422);
  });
});

describe("POST /uses", () => {
  test("gives ids back, and names what it did not take by its index", async () => {
    const customer = { email: mail() };
    const use = {
      customer,
      purpose: "offers",
      channel: "email",
      items: [],
      title: "Sale",
      occurred_at: ago(1),
    };
    const body = {
      uses: [use, { ...use, items: ["shoe_size"] }, { ...use, decision: { seq: 1, hash: "ab".repeat(32) } }],
    };
    const answer = await api.ask("POST", `${BASE}/uses`, { body, headers: once() });
    expect(answer.json).toEqual({
      ids: [expect.any(String), null, expect.any(String)],
      errors: [{ index: 1, field: "items", detail: expect.any(String) }],
    });
  });
});

describe("customers", () => {
  test("are made known by number, found by what they are known by, and never shown by it", async () => {
    const [number, email] = [randomUUID(), mail()];
    const put = () => api.ask("PUT", `${BASE}/customers/${number}`, { body: { email } });
    expect((await put()).status).toBe(201);
    const again = await put();
    expect(again.status).toBe(200);
    const { id } = again.json.customer as { id: string };
    const found = await api.ask("GET", `${BASE}/customers?email=${encodeURIComponent(email)}`);
    expect(found.json).toEqual({
      customers: [
        {
          ...{ id, linked: [], customer_number: number },
          known_by: expect.arrayContaining([{ kind: "email", verified: false, changed: false }]),
        },
      ],
    });
    expect(found.text).not.toContain(email);
    expect((await api.ask("GET", `${BASE}/customers?email=${mail()}`)).json).toEqual({ customers: [] });
    expect((await api.ask("GET", `${BASE}/customers`)).status).toBe(422);
    await api.ask("PUT", `${BASE}/customers/${number}`, { body: { email: mail() } });
    const [one] = await decide({ customer: { id }, purpose: "orders", channel: "email" });
    expect(one?.reason).toBe("channel_unverified");
    expect((await api.ask("PUT", `${BASE}/customers/${number}`, { body: { email: "x" } })).status).toBe(422);
  });

  test("have choices and a ledger to read, without the evidence", async () => {
    const customer = { email: mail() };
    const choices = [
      granted(),
      granted({ channel: "sms" }),
      granted({ purpose: "picks", channel: undefined }),
    ];
    const { id } = (await tell({ customer, choices })).json.customer as { id: string };
    const read = await api.ask("GET", `${BASE}/customers/${id}/choices`);
    expect(read.json.customer).toEqual({ id, linked: [] });
    expect(read.json.choices).toContainEqual(
      expect.objectContaining({ purpose: "picks", channel: null, state: "granted", by: "system" }),
    );
    const first = await api.ask("GET", `${BASE}/customers/${id}/ledger?limit=2`);
    const events = first.json.events as { seq: number; evidence_hash: string; hash: string }[];
    expect(events.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(events[0]?.evidence_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(first.text).not.toContain("Send me offers");
    const next = await api.ask("GET", `${BASE}/customers/${id}/ledger?cursor=${first.json.next_cursor}`);
    expect(next.json).toMatchObject({ events: [{ seq: 3, prev: events[1]?.hash }], next_cursor: null });
    for (const path of ["choices", "ledger"]) {
      expect((await api.ask("GET", `${BASE}/customers/${randomUUID()}/${path}`)).status).toBe(404);
      const key = await api.makeKey(["choices:write"]);
      expect((await api.ask("GET", `${BASE}/customers/${id}/${path}`, { key })).status).toBe(403);
    }
  });
});
