import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createForthright } from "./index.ts";
import { allow, json, type TestServer, testServer } from "./testing-server.ts";

beforeEach(() => {
  // In the middle of a second: what a Date header cannot say.
  vi.useFakeTimers({ toFake: ["performance", "Date"], now: new Date("2026-11-22T10:00:00.600Z") });
});
let server: TestServer | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await server?.close();
});

interface Manner {
  keepMs?: number;
  date?: string;
  cacheSize?: number;
}

async function open({ keepMs, date = new Date().toUTCString(), cacheSize }: Manner = {}) {
  server = await testServer((answer, came) =>
    json(answer, 200, came.path.endsWith("/uses") ? { ids: ["1"], errors: [] } : allow(came, keepMs), {
      date,
    }),
  );
  return { client: createForthright({ url: server.url, key: "frt_test", cacheSize }), came: server.came };
}

const question = { customer: { email: "ana@example.com" }, purpose: "offers", channel: "email" };
const use = {
  ...{ customer: question.customer, purpose: "offers", channel: "email", items: [] },
  ...{ title: "Offers", occurred_at: "2026-11-22T10:00:00Z" },
};

describe("an answer is kept", () => {
  it("for no longer than told, by the server's clock and the second that its header does not tell", async () => {
    const { client, came } = await open({ keepMs: 60_000 });
    const first = await client.mayI(question);
    // Told until 10:01:00.600; the header says 10:00:00, so the server may have meant 10:00:00.999.
    vi.advanceTimersByTime(59_500);
    expect(await client.mayI(question)).toEqual(first);
    expect(came).toHaveLength(1);
    vi.advanceTimersByTime(100);
    await client.mayI(question);
    expect(came).toHaveLength(2);
  });

  it("by the server's clock, wherever this machine's stands", async () => {
    const { client, came } = await open({ keepMs: 60_000, date: "Sun, 22 Nov 2026 10:00:50 GMT" });
    await client.mayI(question);
    vi.advanceTimersByTime(9_601);
    await client.mayI(question);
    expect(came).toHaveLength(2);
  });

  it("by the steady clock when the wall's is set back, and by the wall's when the machine slept", async () => {
    const { client, came } = await open({ keepMs: 60_000 });
    await client.mayI(question);
    vi.setSystemTime("2026-11-22T09:00:00Z");
    vi.advanceTimersByTime(60_000);
    await client.mayI(question);
    expect(came).toHaveLength(2);
  });

  it("not past a sleep of the machine", async () => {
    const { client, came } = await open({ keepMs: 60_000 });
    await client.mayI(question);
    vi.setSystemTime("2026-11-22T10:30:00Z");
    await client.mayI(question);
    expect(came).toHaveLength(2);
  });

  it("no longer than five minutes, whatever is told", async () => {
    const { client, came } = await open({ keepMs: 86_400_000 });
    await client.mayI(question);
    vi.advanceTimersByTime(300_000);
    await client.mayI(question);
    expect(came).toHaveLength(2);
  });

  it.each([
    ["without a readable Date", { date: "yesterday" }],
    ["that is over already", { keepMs: -1 }],
    ["where nothing shall be kept", { cacheSize: 0 }],
  ])("not at all %s", async (_, manner) => {
    const { client, came } = await open(manner);
    await client.mayI(question);
    await client.mayI(question);
    expect(came).toHaveLength(2);
  });
});

describe("it is asked again", () => {
  it("with fresh, and the newer answer is kept", async () => {
    const { client, came } = await open();
    await client.mayI(question);
    await client.mayI({ ...question, fresh: true });
    await client.mayI(question);
    expect(came).toHaveLength(2);
    expect(came.map(({ body }) => body)).not.toContain("fresh");
  });

  it("for another channel, other items or somebody else, and not for the same in another order", async () => {
    const { client, came } = await open();
    const items = ["email", "name"];
    await client.mayI({ ...question, items });
    await client.mayI({ ...question, items: items.toReversed() });
    expect(came).toHaveLength(1);
    await client.mayI({ ...question, items: ["email"] });
    await client.mayI({ ...question, items, channel: "sms" });
    await client.mayI({ ...question, items, customer: { email: "jo@example.com" } });
    expect(came).toHaveLength(4);
  });

  it("after something was told of that customer, also while the answer was under way", async () => {
    const { client, came } = await open();
    await client.mayI(question);
    await client.recordUses([use]);
    await client.mayI(question);
    await Promise.all([client.mayI({ ...question, fresh: true }), client.recordUses([use])]);
    await client.mayI(question);
    expect(came.filter(({ path }) => path.endsWith("/decisions"))).toHaveLength(4);
  });

  it("when the cache was full, the oldest first", async () => {
    const { client, came } = await open({ cacheSize: 2 });
    const ask = (name: string) => client.mayI({ ...question, customer: { email: `${name}@example.com` } });
    for (const name of ["a", "b", "c", "b", "c"]) await ask(name);
    expect(came).toHaveLength(3);
    await ask("a");
    expect(came).toHaveLength(4);
  });
});
