import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withSight, withSightNow } from "@/db/client";
import { audit, NOBODY } from "@/db/schema/audit";
import { webhookDeliveries, webhookEvents } from "@/db/schema/webhooks";
import { commandContext, createApiKey, resolveApiKey } from "../api-keys";
import { listChoices, setChoice } from "../choices";
import { testPerson } from "../choices/testing";
import type { Ctx } from "../context";
import { readStop, stopByLink } from "../links";
import { secretOf, stranger } from "../links/testing";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { testStaff } from "../testing-staff";
import { testVisit } from "../testing-visit";
import { announceTerms, changeEndpoint, createEndpoint, deleteEndpoint } from "../webhooks";
import { listUnobeyed, tellObeyed } from ".";
import { TellObeyedInput } from "./catalog";

const mailwell = {
  ...{ id: "mailwell", name: { en: "Mailwell", de: "Mailwell (de)" }, whatFor: "Sends our email." },
  ...{ country: "DE", role: "processor" as const },
};

let made: Awaited<ReturnType<typeof testHouse>>;
let key: Ctx;
let admin: Ctx;
beforeAll(async () => {
  const brand = tinyBrand({ recipients: [mailwell] });
  made = await testHouse({ brand, settings: { allowPrivateHosts: ["127.0.0.1:9"] } });
  const { house } = made;
  const { secret } = await createApiKey(await commandContext(house), {
    name: "Mail",
    scopes: ["obeyed:write"],
  });
  const actor = await resolveApiKey(house, secret);
  if (!actor) throw new Error("no key");
  admin = await testStaff(house, "admin");
  key = { ...admin, actor };
});
afterAll(() => made.close());

type Person = Awaited<ReturnType<typeof testPerson>>;
let ana: Person;
let endpoint: string;
beforeEach(async () => {
  ana = await testPerson(made.house);
  endpoint = await newEndpoint();
  return () => deleteEndpoint(admin, { id: endpoint });
});

const newEndpoint = async (more: { system?: string } = {}) =>
  (await createEndpoint(admin, { url: "http://127.0.0.1:9/hear", events: ["choice.changed"], ...more }))
    .endpoint.id;

const cell = { purpose: "offers", channel: "email" };
const turn = (to: "on" | "off", of = cell) => setChoice(ana, { ...of, to });

/** What was told of her last, the newest first. */
async function newestOf(count: number) {
  const rows = await withSight(made.house.db, { subjects: [ana.subject.id] }, (tx) =>
    tx.select().from(webhookEvents).where(eq(webhookEvents.customerId, ana.subject.id)),
  );
  return rows.sort((a, b) => b.position - a.position).slice(0, count);
}

async function newest(): Promise<{ id: string; at: Date }> {
  const [event] = await newestOf(1);
  if (!event) throw new Error("no event");
  return event;
}

/** The key's context a moment later, by the database's clock. */
const later = async (seconds = 0): Promise<Ctx> =>
  withSightNow(made.house.db, {}, async (_, now) => ({
    ...key,
    now: new Date(now.getTime() + seconds * 1_000),
  }));

async function tell(event: string, more: { system?: string; at?: Date } = {}) {
  const ctx = await later();
  return tellObeyed(ctx, TellObeyedInput.parse({ event, at: ctx.now, system: "our mail system", ...more }));
}

async function shown(of = cell, reader: Ctx = ana) {
  const { bands } = await listChoices(reader);
  const row = bands.flatMap(({ rows }) => rows).find(({ purpose }) => purpose === of.purpose);
  return row?.cells.find(({ channel }) => channel === of.channel)?.obeyed ?? [];
}

const deliveries = () =>
  withSight(made.house.db, {}, (tx) =>
    tx.select().from(webhookDeliveries).where(eq(webhookDeliveries.lane, ana.subject.id)),
  );
const obeyedAt = async (at: string, event: string) =>
  (await deliveries()).find(({ endpointId, eventId }) => endpointId === at && eventId === event)?.obeyedAt;

describe("a system says that it obeyed", () => {
  it("and the customer reads which system it was, and when, beside that choice alone", async () => {
    await turn("on", { purpose: "offers", channel: "sms" });
    await turn("on");
    const event = await newest();
    expect(await shown()).toEqual([]);
    expect(await tell(event.id)).toEqual({ event: event.id, recorded: true });
    expect(await shown()).toEqual([
      { system: { text: "our mail system", lang: null }, at: expect.any(Date) },
    ]);
    expect(await shown({ purpose: "offers", channel: "sms" })).toEqual([]);
    expect(await obeyedAt(endpoint, event.id)).toBeInstanceOf(Date);
  });

  it("as staff read it too, in a visit", async () => {
    await turn("on");
    await tell((await newest()).id);
    expect(await shown(cell, await testVisit(made.house, ana.subject))).toHaveLength(1);
  });

  it("of the newest act only: what was obeyed before says nothing about it", async () => {
    await turn("on");
    const first = await newest();
    await tell(first.id);
    await turn("off");
    expect(await shown()).toEqual([]);
    await tell((await newest()).id);
    expect(await shown()).toHaveLength(1);
  });

  it("as the page of a stop says too, where a system obeys all of what it stopped", async () => {
    await turn("on");
    await turn("on", { purpose: "offers", channel: "sms" });
    const secret = await secretOf(key, { customer: { id: ana.subject.id }, kind: "stop", ...cell });
    const { undo } = await stopByLink(stranger(ana), { secret, act: "all" });
    const stopped = async () => {
      const view = await readStop(stranger(ana), { secret, undo: undo ?? "" });
      return view.state === "open" ? view.done : null;
    };
    const stops = (await newestOf(3)).filter(
      ({ data }) => data.purpose === "offers" && data.act === "withdraw",
    );
    const events = stops.map(({ id }) => id);
    expect(events).toHaveLength(2);
    await tell(events[0] ?? "");
    expect((await stopped())?.obeyed).toEqual([]);
    await tell(events[1] ?? "");
    expect((await stopped())?.obeyed).toMatchObject([{ system: { text: "our mail system" } }]);
  });

  it("once: said again it changes nothing, another system stands beside it", async () => {
    await turn("on");
    const { id } = await newest();
    await tell(id);
    const [first] = await shown();
    expect(await tell(id)).toEqual({ event: id, recorded: false });
    expect(await shown()).toEqual([first]);
    await tell(id, { system: "our warehouse" });
    expect((await shown()).map(({ system }) => system.text)).toEqual(["our mail system", "our warehouse"]);
  });

  it("under the brand's own name where it calls itself by the id of a recipient", async () => {
    await turn("on");
    await tell((await newest()).id, { system: "mailwell" });
    expect((await shown(cell, { ...ana, locale: "de" }))[0]?.system).toEqual({
      text: "Mailwell (de)",
      lang: "de",
    });
  });

  it("and it is a line of the audit", async () => {
    await turn("on");
    const { id } = await newest();
    await tell(id);
    const of = and(eq(audit.customerId, ana.subject.id), eq(audit.act, "obeyed.tell"));
    const lines = await withSight(made.house.db, { subjects: [ana.subject.id] }, (tx) =>
      tx.select().from(audit).where(of),
    );
    expect(lines).toMatchObject([
      {
        actorKind: "api_key",
        detail: { event: id, type: "choice.changed", system: "our mail system", key: "Mail" },
      },
    ]);
  });

  it("also of what concerns nobody in particular", async () => {
    await changeEndpoint(admin, { id: endpoint, events: ["terms.published"] });
    await withSight(made.house.db, {}, (tx) =>
      announceTerms(tx, { document: randomUUID(), version: "2", hash: "00" }),
    );
    const [row] = await withSight(made.house.db, {}, (tx) =>
      tx.select().from(webhookDeliveries).where(eq(webhookDeliveries.endpointId, endpoint)),
    );
    expect(row?.lane).toBe(NOBODY);
    expect(await tell(row?.eventId ?? "")).toMatchObject({ recorded: true });
  });
});

describe("when it was obeyed", () => {
  const seconds = (at: Date, more: number) => new Date(at.getTime() + more * 1_000);
  it.each([
    ["before the event", -6, "invalid"],
    ["by a clock that is a little behind: at the event", -4, "event"],
    ["by a clock that is ahead: now", 290, "now"],
    ["more than five minutes ahead", 320, "invalid"],
  ] as const)("%s", async (_, more, comes) => {
    await turn("on");
    const event = await newest();
    const told = tell(event.id, { at: seconds(event.at, more) });
    if (comes === "invalid") {
      await expect(told).rejects.toMatchObject({ code: "invalid", params: { pointer: "/at" } });
      return expect(await shown()).toEqual([]);
    }
    await told;
    const at = (await shown())[0]?.at ?? new Date(0);
    if (comes === "event") expect(at).toEqual(event.at);
    else expect(Math.abs(at.getTime() - (await later()).now.getTime())).toBeLessThan(60_000);
  });
});

describe("nobody says so", () => {
  it("of an event that is none, or that no endpoint was to hear of", async () => {
    await expect(tell(randomUUID())).rejects.toMatchObject({ code: "not_found" });
    await changeEndpoint(admin, { id: endpoint, events: ["request.opened"] });
    await turn("on");
    const event = await newest();
    await expect(tell(event.id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("but a system with its key", async () => {
    await turn("on");
    const { id } = await newest();
    const input = { event: id, at: ana.now, system: "x" };
    for (const ctx of [ana, admin, await testVisit(made.house, ana.subject)])
      await expect(tellObeyed(ctx, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(tellObeyed({ ...ana, actor: { kind: "nobody" } }, input)).rejects.toMatchObject({
      code: "signed_out",
    });
  });

  it.each([["a\nb"], ["\u202ereversed"], ["zero\u200bwidth"], [" "], ["x".repeat(81)]])(
    "under a name that is not safe to read: %j",
    (system) => {
      expect(TellObeyedInput.safeParse({ event: randomUUID(), at: new Date(), system }).success).toBe(false);
    },
  );
});

describe("what was not said in time", () => {
  const listed = async (seconds: number) =>
    (await listUnobeyed({ ...admin, now: (await later(seconds)).now })).find(
      (one) => one.endpoint === endpoint,
    );

  it("is counted per endpoint, with the oldest, until it is said", async () => {
    await turn("on", { purpose: "offers", channel: "sms" });
    const first = await newest();
    await turn("on");
    const second = await newest();
    expect(await listed(3_590)).toBeUndefined();
    expect(await listed(3_660)).toEqual({ endpoint, count: 2, oldestAt: first.at });
    await tell(first.id);
    expect(await listed(3_660)).toEqual({ endpoint, count: 1, oldestAt: second.at });
    await changeEndpoint(admin, { id: endpoint, obeysWithin: 7_200 });
    expect(await listed(3_660)).toBeUndefined();
  });

  it("is done with where a newer word of the same purpose and channel was obeyed, and the older alone is not enough", async () => {
    await turn("on");
    const first = await newest();
    await turn("off");
    const second = await newest();
    await tell(first.id);
    expect(await listed(3_660)).toMatchObject({ count: 1 });
    await turn("on");
    await tell((await newest()).id);
    expect(await listed(3_660)).toBeUndefined();
    expect(await obeyedAt(endpoint, second.id)).toBeInstanceOf(Date);
  });

  it("counts an endpoint's own system alone, where it has one", async () => {
    const warehouse = await newEndpoint({ system: "Our warehouse" });
    await turn("on");
    const { id } = await newest();
    await tell(id);
    expect([await obeyedAt(endpoint, id), await obeyedAt(warehouse, id)]).toEqual([expect.any(Date), null]);
    await tell(id, { system: "our WAREHOUSE" });
    expect(await obeyedAt(warehouse, id)).toBeInstanceOf(Date);
    await deleteEndpoint(admin, { id: warehouse });
  });
});
