import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tx } from "@/db/client";
import { asAdmin, type TestDatabase } from "@/db/testing";
import { changed, mutate, observe } from "./access";
import { mutateEach } from "./access-together";
import type { Actor, Ctx } from "./context";
import type { House } from "./house";
import type { Act } from "./policy";
import { testCustomer, testHouse } from "./testing";
import { openTestKey } from "./testing-key";
import { testStaff } from "./testing-staff";
import { testVisit, type VisitCtx } from "./testing-visit";

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
let ana: Awaited<ReturnType<typeof testCustomer>>;
let ben: Awaited<ReturnType<typeof testCustomer>>;
let visit: VisitCtx;

beforeAll(async () => {
  ({ house, database, close } = await testHouse());
  [ana, ben] = [await testCustomer(house), await testCustomer(house)];
  visit = await testVisit(house, ben.subject);
  await openTestKey(database.adminUrl, proof);
});
afterAll(() => close());

const linesOf = (requestId: string) =>
  asAdmin(
    database.adminUrl,
    `select customer_id, actor_kind, actor_id, act, detail, request_id from audit
      where request_id = '${requestId}' order by customer_id`,
  );
const proof = Buffer.alloc(32, 7);
const key: Actor = { kind: "api_key", keyId: "key-1", name: "CRM", scopes: ["choices:write"], proof };
const text: Actor = { kind: "text", textId: "text-1", proof };
const job: Actor = { kind: "system", job: "sweep" };
const NOBODY = "00000000-0000-0000-0000-000000000000";

describe("who wrote", () => {
  const table: { name: string; actor: () => Actor; act: Act; id: () => string; more?: () => object }[] = [
    { name: "nobody", actor: () => ({ kind: "nobody" }), act: "message.send", id: () => "" },
    { name: "a customer", actor: () => ana.actor, act: "choice.set", id: () => ana.subject.id },
    {
      name: "a link",
      actor: () => ({ kind: "token", tokenId: "token-1", scope: "stop", proof }),
      act: "choice.lower",
      id: () => "token-1",
    },
    {
      name: "a key",
      actor: () => key,
      act: "choice.set",
      id: () => "key-1",
      more: () => ({ key: "CRM" }),
    },
    { name: "a text", actor: () => text, act: "text.receive", id: () => "text-1" },
    {
      name: "the privacy officer at the command line",
      actor: () => ({ kind: "privacy_officer", id: "officer-1" }),
      act: "request.answer",
      id: () => "officer-1",
    },
    { name: "a job", actor: () => job, act: "customer.link", id: () => "sweep" },
  ];
  it.each(table)("$name is named in the line, with nothing of anybody else", async (row) => {
    const requestId = `who-${row.name}`;
    await mutate({ ...ana, actor: row.actor(), requestId }, row.act, async () => changed(1, { n: 1 }));
    expect(await linesOf(requestId)).toEqual([
      {
        ...{ customer_id: ana.subject.id, actor_kind: row.actor().kind, actor_id: row.id(), act: row.act },
        ...{ detail: { n: 1, ...row.more?.() }, request_id: requestId },
      },
    ]);
  });

  it("staff at the desk is named without a visit, and in one with the visit and its ticket", async () => {
    const officer = await testStaff(house, "privacy_officer", { subject: ben.subject, requestId: "desk" });
    await mutate(officer, "request.answer", async () => changed(1, {}));
    await mutate({ ...visit, requestId: "visit" }, "choice.lower", async () => changed(1, {}));
    expect(await linesOf("desk")).toMatchObject([{ actor_id: officer.actor.staffId, detail: {} }]);
    const { id, ticket } = visit.actor.visit;
    expect(await linesOf("visit")).toMatchObject([
      { actor_kind: "staff", actor_id: visit.actor.staffId, detail: { visit: id, ticket } },
    ]);
  });

  it("a write about no customer stands under nobody", async () => {
    const admin = await testStaff(house, "admin", { requestId: "no-subject" });
    await mutate(admin, "key.manage", async () => changed(1, {}));
    expect(await linesOf("no-subject")).toMatchObject([{ customer_id: NOBODY }]);
  });
});

describe("a visit that has ended", () => {
  it("reads and writes nothing more, and may still be ended", async () => {
    const ended = await testVisit(house, ana.subject);
    const read = () => observe(ended, "account.read", async () => "seen");
    expect(await read()).toBe("seen");
    await asAdmin(
      database.adminUrl,
      `update visits set ended_at = now(), ended_how = 'by_agent' where id = '${ended.actor.visit.id}'`,
    );
    await expect(read()).rejects.toMatchObject({ code: "expired", params: { act: "account.read" } });
    const lower = mutate(ended, "choice.lower", async () => changed(1, {}));
    await expect(lower).rejects.toMatchObject({ code: "expired" });
    expect(await mutate(ended, "visit.end", async () => changed("over", {}))).toMatchObject({
      value: "over",
    });
  });

  it("is not asked of staff at the desk", async () => {
    const officer = await testStaff(house, "privacy_officer", { subject: ana.subject });
    expect(await observe(officer, "request.read", async () => "seen")).toBe("seen");
  });
});

describe("mutateEach", () => {
  const both = () => [ana.subject.id, ben.subject.id].toSorted();
  const write = async () => ({
    value: "done",
    lines: new Map(both().map((id, index) => [id, { index }])),
  });
  const of = (actor: Actor, requestId: string): Ctx => ({ ...ana, actor, requestId });

  it.each([
    ["key", key, "choice.set"],
    ["text", text, "text.receive"],
    ["job", job, "choice.import"],
  ] as const)("a %s writes about several, and each has a line of their own", async (name, actor, act) => {
    const requestId = `several-${name}`;
    expect(await mutateEach(of(actor, requestId), act, { subjects: both(), write })).toBe("done");
    expect(await linesOf(requestId)).toMatchObject(
      both().map((id, index) => ({ customer_id: id, act, detail: { index } })),
    );
  });

  it("staff decide so on a text, and on nothing else", async () => {
    const officer = await testStaff(house, "privacy_officer", { requestId: "several-staff" });
    expect(await mutateEach(officer, "text.decide", { subjects: both(), write })).toBe("done");
    await expect(mutateEach(officer, "request.answer", { subjects: both(), write })).rejects.toMatchObject({
      code: "forbidden",
      params: { act: "request.answer" },
    });
    expect(await linesOf("several-staff")).toHaveLength(2);
  });

  it("refuses whoever acts for one person, and what the policy refuses", async () => {
    for (const actor of [ana.actor, visit.actor, { kind: "nobody" } as const])
      await expect(
        mutateEach(of(actor, "refused"), "message.send", { subjects: both(), write }),
      ).rejects.toThrow();
    const forbidden = mutateEach(of(key, "refused"), "session.start", { subjects: both(), write });
    await expect(forbidden).rejects.toMatchObject({ code: "forbidden" });
    expect(await linesOf("refused")).toEqual([]);
  });

  it("writes no line where nobody was written about", async () => {
    const nobody = async () => ({ value: 0, lines: new Map() });
    expect(await mutateEach(of(key, "none"), "choice.set", { subjects: both(), write: nobody })).toBe(0);
    expect(await linesOf("none")).toEqual([]);
  });

  it("keeps what is settled with the effect, and leaves neither where it cannot be kept", async () => {
    const seen: unknown[] = [];
    const settle = async (_tx: unknown, value: unknown) => {
      seen.push(value);
    };
    await mutateEach({ ...of(key, "settled"), settle }, "choice.set", { subjects: both(), write });
    await mutate({ ...of(key, "settled-one"), settle }, "choice.set", async () => changed("one", {}));
    expect(seen).toEqual(["done", "one"]);
    const broken = async () => {
      throw new Error("cannot be kept");
    };
    const lost = mutateEach({ ...of(key, "lost"), settle: broken }, "choice.set", {
      subjects: both(),
      write,
    });
    await expect(lost).rejects.toThrow("cannot be kept");
    expect(await linesOf("lost")).toEqual([]);
  });

  it.each([
    ["of nobody's number", undefined, ""],
    ["of the number that they have", Buffer.from("cafe", "hex"), "cafe"],
  ] as const)("sees what is %s", async (_name, lookup, expected) => {
    const write = async (tx: Tx) => {
      const { rows } = await tx.execute<{ at: string }>("select current_setting('app.lookup') as at");
      return { value: rows[0]?.at, lines: new Map() };
    };
    const asked = { subjects: both(), write, ...(lookup ? { lookup } : {}) };
    expect(await mutateEach(of(key, "lookup"), "choice.set", asked)).toBe(expected);
  });

  it("sees the customers it names and no other", async () => {
    const seen = await mutateEach(of(key, "sight"), "choice.set", {
      subjects: [ana.subject.id],
      write: async (tx) => {
        const { rows } = await tx.execute<{ id: string }>("select customer_id as id from customer_keys");
        return { value: rows.map(({ id }) => id), lines: new Map() };
      },
    });
    expect(seen).toEqual([ana.subject.id]);
  });
});
