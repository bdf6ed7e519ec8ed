import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApi, testApi } from "@/api/testing";
import { createForthright, type Forthright, ForthrightError } from "./index.ts";

let api: TestApi;
let client: Forthright;
beforeAll(async () => {
  api = await testApi();
  client = createForthright({ url: `http://127.0.0.1:${api.port}`, key: api.key });
});
afterAll(() => api.close());

const someone = () => ({ email: `${randomUUID()}@example.com` });
const cell = { purpose: "offers", channel: "email" };
const said = (state: "granted" | "withdrawn") => {
  const evidence = { method: "checkout", wording: "Send me offers.", locale: "en" };
  return { ...cell, state, occurred_at: new Date().toISOString(), evidence };
};

it("asks, tells, and hears of it at once", async () => {
  const customer = someone();
  expect(await client.mayI({ customer, ...cell })).toMatchObject({ allowed: false, reason: "unknown" });
  const { choices } = await client.tellChoices({ customer, choices: [said("granted")] });
  const yes = await client.mayI({ customer, ...cell, items: [] });
  expect(yes).toMatchObject({
    allowed: true,
    reason: "granted",
    because: expect.stringContaining("Turned on"),
  });
  expect(yes.ledger).toEqual(choices[0]?.ledger);
  expect(yes.validUntil?.getTime()).toBeGreaterThan(Date.now());
  await client.tellChoices({ customer, choices: [said("withdrawn")] });
  expect(await client.mayI({ customer, ...cell })).toMatchObject({ allowed: false, reason: "withdrawn" });
});

it("keeps a yes that another client took back, and hears of it with fresh", async () => {
  const customer = someone();
  await client.tellChoices({ customer, choices: [said("granted")] });
  expect((await client.mayI({ customer, ...cell })).allowed).toBe(true);
  const other = createForthright({ url: `http://127.0.0.1:${api.port}`, key: api.key });
  await other.tellChoices({ customer, choices: [said("withdrawn")] });
  expect((await client.mayI({ customer, ...cell })).allowed).toBe(true);
  expect((await client.mayI({ customer, ...cell, fresh: true })).allowed).toBe(false);
  expect((await client.mayI({ customer, ...cell })).allowed).toBe(false);
});

it("decides many, each by itself, though one cannot even be read", async () => {
  const customer = someone();
  await client.tellChoices({ customer, choices: [said("granted")] });
  const questions = [
    { customer, ...cell },
    { customer: { email: "a\u0000b@example.com" }, ...cell },
    { customer, ...cell, purpose: "gossip" },
    { customer: someone(), ...cell },
  ];
  expect((await client.decide(questions)).map(({ reason }) => reason)).toEqual([
    ...["granted", "unavailable", "no_such_purpose", "unknown"],
  ]);
});

it("records uses once under one key, and says which were refused", async () => {
  const use = { customer: someone(), ...cell, items: [] as string[], title: "Offers" };
  const uses = [{ ...use, occurred_at: new Date().toISOString() }];
  uses.push({ ...(uses[0] as (typeof uses)[0]), items: ["shoe_size"] });
  const first = await client.recordUses(uses, { idempotencyKey: "once" });
  expect(first).toMatchObject({ ids: [expect.any(String), null], errors: [{ index: 1, field: "items" }] });
  expect(await client.recordUses(uses, { idempotencyKey: "once" })).toEqual(first);
  const other = client.recordUses(uses.slice(1), { idempotencyKey: "once" });
  await expect(other).rejects.toMatchObject({ fault: "key-reused", status: 422, idempotencyKey: "once" });
  expect(await client.recordUses([])).toEqual({ ids: [], errors: [] });
});

it("makes a link with both headers", async () => {
  const customer = someone();
  await client.tellChoices({ customer, choices: [said("granted")] });
  const { url, headers } = await client.makeLink({ customer, kind: "stop", ...cell });
  expect(headers).toEqual({
    "List-Unsubscribe": `<${url}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  });
});

it("throws what the server refuses, by its name and place", async () => {
  const wrong = client.makeLink({ customer: someone(), kind: "stop", purpose: "" });
  const fault = await wrong.catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(ForthrightError);
  expect(fault).toMatchObject({
    ...{ fault: "invalid", status: 422, errors: [{ pointer: "/purpose", detail: expect.any(String) }] },
    ...{ type: expect.stringMatching(/\/problems\/invalid$/), requestId: expect.any(String) },
  });
});

it("says which scope a key lacks", async () => {
  const faults: ForthrightError[] = [];
  const key = await api.makeKey(["uses:write"]);
  const onFault = (fault: ForthrightError) => void faults.push(fault);
  const other = createForthright({ url: `http://127.0.0.1:${api.port}`, key, onFault });
  expect(await other.mayI({ customer: someone(), ...cell })).toMatchObject({ reason: "unavailable" });
  expect(faults).toMatchObject([{ fault: "scope-missing", scope: "decisions" }]);
});

it("says that an event is obeyed, once, and hears of one that never was", async () => {
  api.house.settings.allowPrivateHosts = ["127.0.0.1:9"];
  const headers = { "idempotency-key": randomUUID() };
  const body = { url: "http://127.0.0.1:9/hear", events: ["choice.changed"] };
  const { json } = await api.ask("POST", "/api/v1/webhook-endpoints", { body, headers });
  await client.tellChoices({ customer: someone(), choices: [said("granted")] });
  const sent = await api.ask("GET", `/api/v1/webhook-endpoints/${json.id}/deliveries`);
  const [{ event = "" } = {}] = sent.json.deliveries as { event?: string }[];
  const told = { event, at: new Date().toISOString(), system: "our mail system" };
  expect(await client.tellObeyed(told)).toEqual({ event, recorded: true });
  expect(await client.tellObeyed(told)).toEqual({ event, recorded: false });
  const never = client.tellObeyed({ ...told, event: randomUUID() });
  await expect(never).rejects.toMatchObject({ fault: "not-found", status: 404 });
});
