import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Tx, withSight, withSightNow } from "@/db/client";
import { browserSignals, choiceEvents, customerJoins, sessions } from "@/db/schema";
import { listActivity } from "../activity";
import { type Ctx, proofOf } from "../context";
import type { House } from "../house";
import { newId } from "../random";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { testVisit } from "../testing-visit";
import {
  decideMany,
  followSignal,
  objectTo,
  readSignal,
  setChoice,
  undoAct,
  verifyLedger,
  withdrawObjection,
} from ".";
import { auditOf, cellOf, eventsOf, type Person, testPerson } from "./testing";
import { testSystem } from "./testing-system";

const brand = tinyBrand();
const covered = ["picks", "reviews", "news"];
brand.purposes = brand.purposes.map((one) => (covered.includes(one.id) ? { ...one, signal: "gpc" } : one));

const PICKS = { purpose: "picks", channel: "" };
const REVIEWS = { purpose: "reviews", channel: "email" };
const NEWS = { purpose: "news", channel: "email" };
const OFFERS = { purpose: "offers", channel: "email" };
const A = "a".repeat(43);
const B = "b".repeat(43);

let house: House;
let close: () => Promise<void>;
let system: Ctx;
beforeAll(async () => {
  ({ house, close } = await testHouse({ brand }));
  system = await testSystem(house);
});
afterAll(() => close());

/** The same person, signed in once more: in another browser. */
async function elsewhere(person: Person): Promise<Person> {
  const id = newId();
  await withSightNow(house.db, { subjects: [person.subject.id] }, (tx, now) =>
    tx.insert(sessions).values({
      ...{ customerId: person.subject.id, id, idHash: house.keys.hash("sessions", id) },
      ...{ method: "code", device: "Other", expiresAt: new Date(now.getTime() + 3_600_000) },
    }),
  );
  const proof = house.keys.hash("sessions", id);
  return { ...person, actor: { ...person.actor, sessionId: id, proof } } as Person;
}

const actsOf = async (person: Person) =>
  (await eventsOf(person)).map(({ act, purpose, viaKind }) => `${viaKind} ${act} ${purpose}`);

async function reason(person: Person, cell: { purpose: string; channel: string }) {
  const [one] = await decideMany(system, [{ customer: { id: person.subject.id }, ...cell, items: [] }]);
  return `${one?.decision} ${one?.reason}`;
}

describe("the signal of a customer's browser", () => {
  test("turns off what it covers and nothing else, said or not, as one act with its proof", async () => {
    const ana = await testPerson(house);
    for (const cell of [PICKS, OFFERS]) await setChoice(ana, { ...cell, to: "on" });
    expect(await readSignal(ana, { browser: A })).toMatchObject({ followedAt: null });
    expect(await actsOf(ana)).toHaveLength(2);
    expect(await followSignal(ana, { browser: A })).toBe(true);
    expect((await actsOf(ana)).slice(2)).toEqual([
      "signal withdraw news",
      "signal withdraw picks",
      "signal object reviews",
    ]);
    const events = (await eventsOf(ana)).slice(2);
    expect(new Set(events.map(({ actId }) => actId)).size).toBe(1);
    expect(events.every(({ evidence, actorId, viaId }) => evidence !== null && actorId === viaId)).toBe(true);
    for (const cell of [PICKS, REVIEWS, NEWS]) expect(await reason(ana, cell)).toBe("deny signal");
    expect(await reason(ana, OFFERS)).toBe("allow granted");
    expect(await cellOf(ana, "picks", "")).toMatchObject({ on: false, last: { by: "signal" } });
    expect((await auditOf(ana)).at(-1)).toMatchObject({
      act: "choice.signal",
      actorKind: "customer",
      detail: { changes: ["withdraw news email", "withdraw picks", "object reviews email"] },
    });
    const [entry] = (await listActivity(ana, {})).entries;
    expect(entry).toMatchObject({ kind: "choice", by: "you", via: "signal" });
    expect((await readSignal(ana, { browser: A }))?.followedAt).toBeInstanceOf(Date);
    expect((await verifyLedger(house.db)).faults).toEqual([]);
  });

  test("counts once: what the customer turns on afterwards stays on, in that browser", async () => {
    const ana = await testPerson(house);
    await followSignal(ana, { browser: A });
    await setChoice(ana, { ...PICKS, to: "on" });
    await withdrawObjection(ana, REVIEWS);
    const before = await actsOf(ana);
    const again = [
      await followSignal(ana, { browser: A }),
      // the same session without its cookie is the same browser, and the cookie in a later session too
      await followSignal(ana, { browser: B }),
      await followSignal(await elsewhere(ana), { browser: A }),
    ];
    expect(again).toEqual([false, false, false]);
    expect(await actsOf(ana)).toEqual(before);
    expect(await reason(ana, PICKS)).toBe("allow granted");
    expect(await reason(ana, REVIEWS)).toBe("allow not_objected");
  });

  test("counts again from another browser, once", async () => {
    const ana = await testPerson(house);
    await followSignal(ana, { browser: A });
    await setChoice(ana, { ...PICKS, to: "on" });
    const other = await elsewhere(ana);
    expect(await readSignal(other, { browser: null })).toMatchObject({ followedAt: null });
    expect(await followSignal(other, { browser: B })).toBe(true);
    expect(await reason(ana, PICKS)).toBe("deny signal");
    await setChoice(other, { ...PICKS, to: "on" });
    for (const [who, browser] of [
      [ana, A],
      [other, B],
    ] as const)
      expect(await followSignal(who, { browser })).toBe(false);
    expect(await reason(ana, PICKS)).toBe("allow granted");
  });

  test("is one of each pair at the same moment", async () => {
    const ana = await testPerson(house);
    const both = await Promise.all([followSignal(ana, { browser: A }), followSignal(ana, { browser: A })]);
    expect(both.sort()).toEqual([false, true]);
    expect(await actsOf(ana)).toHaveLength(3);
  });

  test("says again neither what is off nor what waits for its link", async () => {
    const ana = await testPerson(house);
    await setChoice(ana, { ...NEWS, to: "on" });
    await objectTo(ana, REVIEWS);
    await setChoice(ana, { ...PICKS, to: "on" });
    await setChoice(ana, { ...PICKS, to: "off" });
    const before = await actsOf(ana);
    expect(await followSignal(ana, { browser: A })).toBe(true);
    expect(await actsOf(ana)).toEqual(before);
    expect([await reason(ana, PICKS), await reason(ana, NEWS)]).toEqual([
      "deny withdrawn",
      "deny unconfirmed",
    ]);
  });

  test("cannot be undone, only answered", async () => {
    const ana = await testPerson(house);
    await followSignal(ana, { browser: A });
    const act = (await eventsOf(ana))[0]?.actId ?? "";
    await expect(undoAct(ana, { act })).rejects.toMatchObject({ code: "invalid" });
  });

  test("is the same browser's after two records were found to be one person", async () => {
    const [older, ana] = [await testPerson(house), await testPerson(house)];
    await followSignal(ana, { browser: A });
    const subjects = [older.subject.id, ana.subject.id];
    await withSight(house.db, { subjects }, (tx) =>
      tx.insert(customerJoins).values([
        { customerId: older.subject.id, otherId: ana.subject.id },
        { customerId: ana.subject.id, otherId: older.subject.id },
      ]),
    );
    const joined = { ...ana, subject: { id: older.subject.id, linked: [ana.subject.id] } };
    const later = { ...joined, actor: (await elsewhere(ana)).actor };
    for (const ctx of [joined, later]) expect(await followSignal(ctx, { browser: A })).toBe(false);
    expect(await followSignal(later, { browser: B })).toBe(true);
  });

  test("of one browser cannot be told to be the same with two people", async () => {
    const [ana, ben] = [await testPerson(house), await testPerson(house)];
    const hashes = [];
    for (const who of [ana, ben]) {
      await followSignal(who, { browser: A });
      const rows = await withSight(house.db, { subjects: [who.subject.id] }, (tx) =>
        tx.select().from(browserSignals),
      );
      hashes.push(...rows.map(({ browserHash }) => browserHash.toString("hex")));
    }
    expect(new Set(hashes).size).toBe(2);
  });
});

describe("nobody else's browser speaks for the customer", () => {
  test("staff in a visit, a key, a job, nobody, somebody else", async () => {
    const [ana, ben] = [await testPerson(house), await testPerson(house)];
    await setChoice(ana, { ...PICKS, to: "on" });
    const others: Ctx[] = [
      await testVisit(house, ana.subject),
      { ...system, subject: ana.subject },
      { ...ana, actor: { kind: "system", job: "x" } },
      { ...ana, actor: { kind: "nobody" } },
      { ...ana, actor: ben.actor },
    ];
    for (const ctx of others) {
      await expect(followSignal(ctx, { browser: A })).rejects.toMatchObject({ code: "forbidden" });
      await expect(readSignal(ctx, { browser: A })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await actsOf(ana)).toEqual(["session grant picks"]);
  });

  test("nothing is kept where the brand marks nothing", async () => {
    const ana = await testPerson(house);
    const purposes = brand.purposes.map(({ signal: _, ...one }) => one);
    const ctx = { ...ana, house: { ...house, brand: { ...brand, purposes } } };
    expect(await followSignal(ctx, { browser: A })).toBe(false);
    expect(await readSignal(ctx, { browser: A })).toBeNull();
    expect(await actsOf(ana)).toEqual([]);
  });
});

describe("in the database", () => {
  /** One event as the app's role would write it, with the row it names or without. */
  const write = async (
    ctx: Person,
    change: { act?: string; evidence?: Buffer | null; at?: "now" | "before" },
  ) => {
    const { act = "withdraw", evidence = Buffer.of(1), at = "now" } = change;
    const [id, sight] = [newId(), { subjects: [ctx.subject.id], ...proofOf(ctx.actor) }];
    const sessionId = ctx.actor.kind === "customer" ? ctx.actor.sessionId : "";
    const row = { customerId: ctx.subject.id, id, sessionId, browserHash: house.keys.hash("sessions", id) };
    const event = {
      ...{ customerId: ctx.subject.id, id: newId(), actId: newId(), ...PICKS, act, evidence },
      ...{ actorKind: "signal", actorId: id, viaKind: "signal", viaId: id, shownHash: "0".repeat(64) },
      ...{ locale: "en", brandHash: "x", terms: "{}", seq: 0, state: "unset", at: new Date(0) },
      hash: Buffer.alloc(0),
    };
    const append = (tx: Tx) => tx.insert(choiceEvents).values(event);
    await withSight(house.db, sight, async (tx) => {
      await tx.insert(browserSignals).values(row);
      if (at === "now") await append(tx);
    });
    if (at === "before") await withSight(house.db, sight, append);
  };
  const refused = (code: string) => ({ cause: expect.objectContaining({ code }) });

  test("a signal only lowers, with its proof, through its own session, and only when it is new", async () => {
    const ana = await testPerson(house);
    for (const act of ["grant", "ask", "unobject", "resume", "pause", "undo", "frequency"])
      await expect(write(ana, { act })).rejects.toMatchObject(refused("FT003"));
    await expect(write(ana, { evidence: null })).rejects.toMatchObject(refused("FT003"));
    await expect(write(ana, { at: "before" })).rejects.toMatchObject(refused("FT002"));
    const ben = await testPerson(house);
    await expect(write({ ...ana, actor: ben.actor } as Person, {})).rejects.toMatchObject(refused("FT002"));
    const unproved = { ...(await elsewhere(ana)).actor, proof: Buffer.alloc(32) };
    await expect(write({ ...ana, actor: unproved } as Person, {})).rejects.toMatchObject(refused("FT002"));
    await write(await elsewhere(ana), {});
  });
});
