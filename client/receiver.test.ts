import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createForthright, type Forthright, type Receiver, type WebhookEvent } from "./index.ts";
import { allow, json, type TestServer, testServer } from "./testing-server.ts";

const secret = `whsec_${randomBytes(32).toString("base64")}`;
const ana = { id: randomUUID() };
const number = { customer_number: "C-1" };
const email = { email: "ana@example.com" };
const phone = { phone: "+353861234567" };
const other = { id: randomUUID() };
const everybody = [ana, number, email, phone, other];

let server: TestServer;
beforeAll(async () => {
  server = await testServer((answer, came) =>
    json(answer, 200, allow(came), { date: new Date().toUTCString() }),
  );
});
afterAll(() => server.close());

let client: Forthright;
let receiver: Receiver;
let heard: WebhookEvent[];
let faults: unknown[];
let fails = false;
beforeEach(() => {
  client = createForthright({ url: server.url, key: "frt_test" });
  [heard, faults, fails] = [[], [], false];
  receiver = client.receiver({
    secret,
    onFault: (fault) => faults.push(fault),
    onEvent: async (event) => {
      heard.push(event);
      if (fails) throw new Error("the mail system is away");
    },
  });
});

const told = (customer: object | undefined) =>
  JSON.stringify({ type: "choice.changed", timestamp: new Date().toISOString(), data: { customer, seq: 2 } });

function request(body: string, more: { secret?: string; method?: string } = {}): Request {
  const at = new Date();
  const headers = {
    "webhook-id": "evt",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(more.secret ?? secret).sign("evt", at, body),
  };
  const method = more.method ?? "POST";
  return new Request("https://mail.brand.example/hear", {
    method,
    headers,
    body: method === "POST" ? body : null,
  });
}

const askAll = () =>
  client.decide(everybody.map((customer) => ({ customer, purpose: "offers", channel: "email" })));

/** Who is asked anew, because nothing is kept about them. */
async function askedAnew(): Promise<unknown[]> {
  const before = server.came.length;
  await askAll();
  const bodies = server.came
    .slice(before)
    .map(({ body }) => JSON.parse(body) as { requests: { customer: object }[] });
  return bodies.flatMap(({ requests }) => requests.map(({ customer }) => customer));
}

it("drops what is kept about that customer, also under an address, and leaves the others", async () => {
  await askAll();
  expect(await askedAnew()).toEqual([]);
  const answer = await receiver.fetch(request(told({ ...ana, ...number })));
  expect([answer.status, await answer.text()]).toEqual([204, ""]);
  expect(heard).toMatchObject([{ id: "evt", type: "choice.changed", data: { seq: 2 } }]);
  expect(await askedAnew()).toEqual([ana, number, email, phone]);
});

it("drops everything where an event concerns nobody in particular", async () => {
  await askAll();
  await receiver.fetch(request(told(undefined)));
  expect(await askedAnew()).toEqual(everybody);
});

it("keeps no answer that was under way when the event came", async () => {
  const asking = askAll();
  await receiver.fetch(request(told(ana)));
  await asking;
  expect(await askedAnew()).toEqual([ana, email, phone]);
});

it("has dropped it before anybody is told, and asks to be told again where that fails", async () => {
  await askAll();
  fails = true;
  expect((await receiver.fetch(request(told(ana)))).status).toBe(500);
  expect(faults).toMatchObject([{ message: "the mail system is away" }]);
  expect(await askedAnew()).toEqual([ana, email, phone]);
});

it("tells nobody of what is not proved, and drops nothing", async () => {
  await askAll();
  const stranger = `whsec_${randomBytes(32).toString("base64")}`;
  const statuses = [];
  for (const one of [
    request(told(ana), { secret: stranger }),
    request(told(ana), { method: "GET" }),
    request("x".repeat(70_000)),
    new Request("https://mail.brand.example/hear", { method: "POST" }),
  ])
    statuses.push((await receiver.fetch(one)).status);
  expect(statuses).toEqual([400, 405, 413, 400]);
  expect(faults).toMatchObject([{ fault: "signature" }, { fault: "too-large" }, { fault: "headers" }]);
  expect([heard, await askedAnew()]).toEqual([[], []]);
});

it("takes the same behind a Node server", async () => {
  await askAll();
  const node = createServer((asked, answer) => void receiver.node(asked, answer));
  await once(node.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(node.address() as AddressInfo).port}/hear`;
  const send = async (one: Request) =>
    (await fetch(url, { method: "POST", headers: one.headers, body: await one.text() })).status;
  try {
    expect(await send(request(told(ana)))).toBe(204);
    expect(await send(request(told(ana), { secret: `whsec_${randomBytes(32).toString("base64")}` }))).toBe(
      400,
    );
    expect((await fetch(url)).status).toBe(405);
  } finally {
    node.closeAllConnections();
    node.close();
  }
  expect(await askedAnew()).toEqual([ana, email, phone]);
});
