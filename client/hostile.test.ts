import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { createForthright, type ForthrightError } from "./index.ts";
import { allow, type Came, json, problem, type TestServer, testServer } from "./testing-server.ts";

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function open(behave: Parameters<typeof testServer>[0], more: object = {}) {
  const server = await testServer(behave);
  servers.push(server);
  const faults: ForthrightError[] = [];
  const onFault = (fault: ForthrightError) => void faults.push(fault);
  const client = createForthright({ url: server.url, key: "frt_test", onFault, ...more });
  return { server, client, faults };
}

const question = { customer: { email: "ana@example.com" }, purpose: "offers", channel: "email" };
const yes = { decision: "allow", reason: "granted", because: "Yes.", ledger: null };
const told = { ...yes, valid_until: "2100-01-01T00:00:00Z" };
const one = (value: unknown) => (answer: ServerResponse) => json(answer, 200, value);

const drip = (answer: ServerResponse) => {
  answer.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => answer.write(" "), 20);
  answer.once("close", () => clearInterval(timer));
};
const flood = (answer: ServerResponse) => {
  answer.writeHead(200, { "content-type": "application/json" });
  const more = () => {
    while (!answer.destroyed && answer.write(" ".repeat(1024 * 1024)));
  };
  answer.on("drain", more);
  more();
};

type Behaviour = [what: string, fault: string, behave: (answer: ServerResponse, came: Came) => unknown];
const HOSTILE: Behaviour[] = [
  ["hangs", "timeout", () => undefined],
  ["drips", "timeout", drip],
  ["never ends", "unexpected", flood],
  ["hangs up", "unreachable", (answer) => answer.destroy()],
  ["breaks", "fault", (answer) => json(answer, 500, problem("fault", 500))],
  ["is away", "unavailable", (answer) => json(answer, 503, problem("unavailable", 503))],
  ["refuses the key", "unauthorized", (answer) => json(answer, 401, problem("unauthorized", 401))],
  ["refuses with a page", "unexpected", (answer) => answer.writeHead(502).end("<h1>Bad gateway</h1>")],
  [
    "talks garbage",
    "unexpected",
    (answer) => answer.writeHead(200, { "content-type": "application/json" }).end("{"),
  ],
  [
    "says another type",
    "unexpected",
    (answer, came) => answer.writeHead(200, { "content-type": "text/html" }).end(JSON.stringify(allow(came))),
  ],
  ["says yes in a refusal", "unexpected", (answer, came) => json(answer, 400, allow(came))],
  ["redirects", "unexpected", (answer) => answer.writeHead(307, { location: "/elsewhere" }).end()],
  ["says nothing", "unexpected", (answer) => answer.writeHead(204).end()],
  ["answers null", "unexpected", one(null)],
  ["answers a list", "unexpected", one([told])],
  ["answers too few", "unexpected", one({ decisions: [] })],
  ["answers too many", "unexpected", one({ decisions: [told, told] })],
];

describe("a server that", () => {
  it.each(HOSTILE)("%s: no, and %s is told", async (_, fault, behave) => {
    const patience = fault === "timeout" ? { timeoutMs: 600 } : {};
    const { client, faults, server } = await open(behave, patience);
    expect(await client.mayI(question)).toMatchObject({
      ...{ allowed: false, decision: "deny", reason: "unavailable", validUntil: null },
    });
    expect(faults.map((each) => each.fault)).toEqual([fault]);
    expect(server.came.every(({ path }) => path === "/api/v1/decisions")).toBe(true);
    await expect(client.makeLink({ customer: question.customer, kind: "why" })).rejects.toMatchObject({
      name: "ForthrightError",
      idempotencyKey: expect.any(String),
    });
  });

  it.each<[string, unknown]>([
    ["another word", { ...told, decision: "ALLOW" }],
    ["true", { ...told, decision: true }],
    ["no reason", { ...told, reason: undefined }],
    ["no end", { ...told, valid_until: "later" }],
    ["nothing", null],
  ])("decides by %s: no", async (_, decision) => {
    const { client } = await open(one({ decisions: [decision] }));
    expect(await client.mayI(question)).toMatchObject({ allowed: false, reason: "unavailable" });
  });

  it("is not there: no", async () => {
    const { client, server, faults } = await open(one({}));
    await servers.pop()?.close();
    expect(await client.mayI(question)).toMatchObject({ allowed: false, reason: "unavailable" });
    expect(faults[0]).toMatchObject({ fault: "unreachable", status: null });
    expect(server.came).toEqual([]);
  });
});

describe("asking again", () => {
  const after = (times: number, status: number, name: string, headers = {}) =>
    open((answer, came, turn) =>
      turn > times ? json(answer, 200, allow(came)) : json(answer, status, problem(name, status), headers),
    );

  it.each([
    [408, "too-slow"],
    [409, "in-flight"],
    [429, "rate-limited"],
    [500, "fault"],
    [503, "unavailable"],
  ])("helps after a %i %s", async (status, name) => {
    const { client, server } = await after(2, status, name);
    expect(await client.mayI(question)).toMatchObject({ allowed: true });
    expect(server.came).toHaveLength(3);
  });

  it("is not done more often than said", async () => {
    const { client, server } = await after(9, 500, "fault");
    await client.mayI(question);
    expect(server.came).toHaveLength(3);
  });

  it.each([
    [401, "unauthorized"],
    [403, "scope-missing"],
    [409, "conflict"],
    [422, "key-reused"],
  ])("is not done after a %i %s", async (status, name) => {
    const { client, server } = await after(1, status, name);
    expect(await client.mayI(question)).toMatchObject({ allowed: false });
    expect(server.came).toHaveLength(1);
  });

  it("is not done where the server wants more time than there is", async () => {
    const { client, server } = await after(1, 503, "unavailable", { "retry-after": "30" });
    expect(await client.mayI(question)).toMatchObject({ allowed: false });
    expect(server.came).toHaveLength(1);
  });

  it("sends the very same under the same key, and says it when all fails", async () => {
    const { client, server } = await after(9, 503, "unavailable");
    const link = { customer: question.customer, kind: "why", purpose: "offers" } as const;
    const fault = await client.makeLink(link).catch((error: ForthrightError) => error);
    const sent = server.came.map(({ headers, body }) => `${headers["idempotency-key"]} ${body}`);
    expect([sent.length, new Set(sent).size]).toEqual([3, 1]);
    expect(fault).toMatchObject({ fault: "unavailable", idempotencyKey: sent[0]?.split(" ")[0] });
    await client.makeLink(link).catch(() => undefined);
    expect(server.came.at(-1)?.headers["idempotency-key"]).not.toBe(sent[0]?.split(" ")[0]);
  });

  it("goes on where one try hung", async () => {
    const behave = (answer: ServerResponse, came: Came, turn: number) =>
      turn > 1 && json(answer, 200, allow(came));
    const { client } = await open(behave, { timeoutMs: 1_000 });
    expect(await client.mayI(question)).toMatchObject({ allowed: true });
  });
});

describe("a batch", () => {
  it("is asked a thousand at a time, in order", async () => {
    const { client, server } = await open((answer, came) => json(answer, 200, allow(came)));
    const questions = Array.from({ length: 2_300 }, (_, at) => ({
      ...question,
      customer: { email: `${at}@x.example` },
    }));
    expect((await client.decide(questions)).filter(({ allowed }) => allowed)).toHaveLength(2_300);
    const asked = server.came.map(({ body }) => JSON.parse(body).requests);
    expect(asked.map(({ length }) => length)).toEqual([1_000, 1_000, 300]);
    expect(asked.flat()).toEqual(questions);
  });

  it("survives an entry that the server refuses to read", async () => {
    const { client, faults } = await open((answer, came) =>
      came.body.includes("poison")
        ? json(answer, 422, problem("invalid", 422))
        : json(answer, 200, allow(came)),
    );
    const questions = Array.from({ length: 9 }, (_, at) => ({
      ...question,
      purpose: at === 4 ? "poison" : "offers",
    }));
    const said = (await client.decide(questions)).map(({ allowed }) => allowed);
    expect(said).toEqual([true, true, true, true, false, true, true, true, true]);
    expect(faults).toHaveLength(1);
  });

  it("that is refused whole is not taken apart without end", async () => {
    const { client, server } = await open((answer) => json(answer, 422, problem("invalid", 422)));
    const said = await client.decide(Array.from({ length: 1_000 }, () => question));
    expect(said.some(({ allowed }) => allowed)).toBe(false);
    expect(server.came.length).toBeLessThan(100);
  });

  it("of nothing asks nobody; what is no question is no", async () => {
    const { client, server } = await open((answer, came) => json(answer, 200, allow(came)));
    expect(await client.decide([])).toEqual([]);
    const circle: Record<string, unknown> = {};
    circle.purpose = circle;
    const wrong = [circle, null, undefined] as unknown[] as (typeof question)[];
    expect((await client.decide(wrong)).map(({ allowed }) => allowed)).toEqual([false, false, false]);
    expect(server.came).toEqual([]);
  });
});

it.each([
  ["url", { url: "privacy.brand.example" }],
  ["url", { url: "ftp://privacy.brand.example" }],
  ["key", { key: "frt_\n" }],
  ["timeoutMs", { timeoutMs: 0 }],
  ["tries", { tries: 0.5 }],
  ["cacheSize", { cacheSize: -1 }],
])("an option that is not right is named: %s", (name, more) => {
  const right = { url: "https://privacy.brand.example/", key: "frt_test" };
  expect(() => createForthright({ ...right, ...more })).toThrow(new RegExp(`^${name}:`));
  expect(() => createForthright(right)).not.toThrow();
});
