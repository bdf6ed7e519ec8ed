import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asAdmin, type TestDatabase } from "@/db/testing";
import { changed, mutate, observe, unchanged } from "./access";
import { isAboutOne, mutateEach, mutateTogether } from "./access-together";
import type { Actor, Ctx } from "./context";
import type { House } from "./house";
import { testCustomer, testHouse } from "./testing";
import { openTestKey } from "./testing-key";

type Customer = Awaited<ReturnType<typeof testCustomer>>;

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
let ana: Customer;
let ben: Customer;
let eve: Customer;
const counted: unknown[] = [];
const meter: House["meter"] = {
  count: (name, labels, by) => counted.push({ name, labels, by }),
  sourceTook: () => undefined,
};

beforeAll(async () => {
  ({ house, database, close } = await testHouse());
  house = { ...house, meter };
  [ana, ben] = [await testCustomer(house), await testCustomer(house)];
  eve = await testCustomer(house);
  await openTestKey(database.adminUrl, proof);
});
afterAll(() => close());
beforeEach(() => {
  counted.length = 0;
});

const proof = Buffer.alloc(32, 7);
const key = (name: string, hash: Buffer): Actor => ({
  ...{ kind: "api_key", keyId: `key-${name}`, name, scopes: ["choices:write"] },
  proof: hash,
});
const crm = key("CRM", proof);
const call = (of: Customer, requestId: string, more: Partial<Ctx> = {}): Ctx => ({
  ...of,
  actor: crm,
  requestId,
  ...more,
});
const calls = (requestId: string, more?: Partial<Ctx>) => [
  call(ana, requestId, more),
  call(ben, requestId, more),
];
const linesOf = (requestId: string) =>
  asAdmin(
    database.adminUrl,
    `select customer_id, actor_kind, actor_id, act, detail from audit
      where request_id = '${requestId}' order by detail->>'n'`,
  );
const line = (of: Customer, n: number) => ({
  ...{ customer_id: of.subject.id, actor_kind: "api_key", actor_id: "key-CRM", act: "choice.set" },
  detail: { n, key: "CRM" },
});
const each = (values: readonly number[]) => async () => values.map((n) => changed(n, { n }));

describe("calls that are written together", () => {
  it("answer in their order, and each has the line that it would have by itself", async () => {
    expect(await mutateTogether(calls("two"), "choice.set", each([1, 2]))).toEqual([1, 2]);
    expect(await linesOf("two")).toEqual([line(ana, 1), line(ben, 2)]);
    expect(counted).toEqual(
      [1, 2].map(() => ({ name: "acts", labels: { act: "choice.set", by: "api_key" }, by: 1 })),
    );
  });

  it("write and count nothing of one that changed nothing", async () => {
    const write = async () => [unchanged("so"), changed("new", { n: 2 })];
    expect(await mutateTogether(calls("half"), "choice.set", write)).toEqual(["so", "new"]);
    expect(await linesOf("half")).toEqual([line(ben, 2)]);
    expect(counted).toHaveLength(1);
    const neither = async () => [unchanged(1), unchanged(2)];
    expect(await mutateTogether(calls("none"), "choice.set", neither)).toEqual([1, 2]);
    expect(await linesOf("none")).toEqual([]);
    expect(counted).toHaveLength(1);
  });

  it("are none where there is none: nothing is written", async () => {
    const write = async () => Promise.reject(new Error("asked for nobody"));
    expect(await mutateTogether([], "choice.set", write)).toEqual([]);
  });

  it("see those whom they are about and nobody else", async () => {
    const seen = await mutateTogether(calls("sight"), "choice.set", async (tx) => {
      const { rows } = await tx.execute<{ id: string }>("select customer_id as id from customer_keys");
      return rows.map(({ id }) => unchanged(id));
    });
    expect(seen.toSorted()).toEqual([ana.subject.id, ben.subject.id].toSorted());
    expect(seen).not.toContain(eve.subject.id);
  });

  const others: [string, () => Actor][] = [
    ["another key", () => key("another", Buffer.alloc(32, 8))],
    ["the customer", () => ben.actor],
    ["a customer who holds the same secret", () => ({ ...ben.actor, proof: Buffer.alloc(32, 7) }) as Actor],
  ];
  it.each(others)("are of one key: %s beside it is refused, first or last", async (_name, other) => {
    const mixed = [call(ana, "mixed"), call(ben, "mixed", { actor: other() })];
    for (const both of [mixed, mixed.toReversed()])
      await expect(mutateTogether(both, "choice.set", each([1, 2]))).rejects.toMatchObject({
        ...{ code: "forbidden", params: { act: "choice.set" } },
      });
    expect(await linesOf("mixed")).toEqual([]);
  });

  it("are of a key: a customer with themselves is refused", async () => {
    const own = [call(ana, "own", { actor: ana.actor })];
    await expect(mutateTogether(own, "choice.set", each([1]))).rejects.toMatchObject({ code: "forbidden" });
  });

  it("are each asked of the policy", async () => {
    await expect(mutateTogether(calls("policy"), "choice.undo", each([1, 2]))).rejects.toMatchObject({
      ...{ code: "forbidden", params: { act: "choice.undo" } },
    });
    expect(await linesOf("policy")).toEqual([]);
  });

  it("each keep what they settle, with their own value; one that settles nothing keeps nothing", async () => {
    const kept: unknown[] = [];
    const settle = async (_tx: unknown, value: unknown) => {
      kept.push(value);
    };
    const three = [call(ana, "kept", { settle }), call(ben, "kept"), call(eve, "kept", { settle })];
    await mutateTogether(three, "choice.set", each([1, 2]));
    expect(kept).toEqual([1, undefined]);
    expect(await linesOf("kept")).toHaveLength(2);
  });

  it("leave nothing of any where one cannot be kept, and say that it was for one of them", async () => {
    const cause = new Error("somebody else kept it");
    const settle = async () => Promise.reject(cause);
    const hindered = [call(ana, "hindered"), call(ben, "hindered", { settle })];
    const error = await mutateTogether(hindered, "choice.set", each([1, 2])).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: "Hindered", message: "an end failed", cause });
    expect(isAboutOne(error)).toBe(true);
    expect(await linesOf("hindered")).toEqual([]);
    expect(counted).toEqual([]);
  });
});

describe("whether a failure is about one of a group", () => {
  const failed = (code: unknown) => Object.assign(new Error("failed"), { code });
  const table: [string, unknown, boolean][] = [
    ["what we refuse", failed("FT001"), true],
    ["a cardinality", failed("21000"), true],
    ["a value", failed("22P02"), true],
    ["a constraint", failed("23505"), true],
    ["a deadlock", failed("40P01"), true],
    [
      "one of these as a cause of a cause",
      new Error("a", { cause: new Error("b", { cause: failed("23505") }) }),
      true,
    ],
    ["an end that was hindered", Object.assign(new Error(), { name: "Hindered" }), true],
    ["a lost connection", failed("08006"), false],
    ["an operator's stop", failed("57P01"), false],
    ["a code that only has it inside", failed("X2300"), false],
    ["a connection refused, without a state", failed("ECONNREFUSED"), false],
    ["an error without a code", new Error("23505"), false],
    ["no error, though it has a code", { code: "23505" }, false],
    ["nothing", undefined, false],
  ];
  it.each(table)("%s", (_name, error, expected) => {
    expect(isAboutOne(error)).toBe(expected);
  });
});

describe("what is counted", () => {
  it("is an act that changed something, once it is kept, and each of several", async () => {
    await mutate(call(ana, "one"), "choice.set", async () => changed(1, { changes: ["news", "news/email"] }));
    await mutate(call(ana, "one"), "choice.set", async () => unchanged(1));
    const lines = new Map([ana, ben].map(({ subject }) => [subject.id, {}]));
    const subjects = [...lines.keys()];
    await mutateEach(call(ana, "one"), "choice.set", { subjects, write: async () => ({ value: 1, lines }) });
    const labels = { act: "choice.set", by: "api_key" };
    expect(counted).toEqual([
      { name: "acts", labels, by: 1 },
      { name: "choices", labels: { by: "api_key" }, by: 2 },
      { name: "acts", labels, by: 2 },
    ]);
  });
});

describe("reading", () => {
  it("is refused by the policy before the database is asked", async () => {
    const read = async () => "seen";
    const nobody = observe({ ...ana, actor: { kind: "nobody" } }, "account.read", read);
    await expect(nobody).rejects.toMatchObject({ code: "signed_out", params: { act: "account.read" } });
    const other = observe({ ...ana, subject: ben.subject }, "account.read", read);
    await expect(other).rejects.toMatchObject({ code: "forbidden", params: { act: "account.read" } });
  });
});
