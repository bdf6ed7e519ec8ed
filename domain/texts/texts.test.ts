import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { audit, NOBODY } from "@/db/schema/audit";
import { customerJoins } from "@/db/schema/customers";
import { inboundTexts } from "@/db/schema/inbound-texts";
import { webhookEvents } from "@/db/schema/webhooks";
import type { TestDatabase } from "@/db/testing";
import { listActivity } from "../activity";
import { decideMany, setChoice, withdrawObjection } from "../choices";
import { auditOf, cellOf, eventsOf, type Person } from "../choices/testing";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import type { House } from "../house";
import { newId } from "../random";
import { secondHouse, testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { testStaff } from "../testing-staff";
import { decideText, listUnclearTexts } from ".";
import { type IncomingText, receiveText } from "./receive";
import { sweepTexts } from "./sweep";
import { testOwner } from "./testing";

let house: House;
let other: House;
let database: TestDatabase;
let close: () => Promise<void>;

const brand = tinyBrand();
const [, sms] = brand.channels;
if (sms) sms.stopWords = ["genug"];

beforeAll(async () => {
  ({ house, database, close } = await testHouse({ brand }));
  other = await secondHouse(database, { brand });
});
afterAll(async () => {
  await Promise.all([other.db.pool.end(), ...[...other.rooms.values()].map((room) => room.close())]);
  await close();
});

const LINE = "+353800000001";
let next = 0;
const newNumber = () => {
  next += 1;
  return `+35386${1_000_000 + next}`;
};
const newSid = () => `SM${newId().replaceAll("-", "")}`;

const nobody = (where = house): Ctx => ({
  ...{ actor: { kind: "nobody" }, subject: null, now: new Date(), locale: "en" },
  ...{ requestId: "test", authTime: null, house: where },
});
const text = (from: string, body: string, more: Partial<IncomingText> = {}): IncomingText => ({
  ...{ sid: newSid(), from, to: LINE, service: null, body, understood: null },
  ...more,
});
const say = (from: string, body: string, more: Partial<IncomingText> = {}) =>
  receiveText(nobody(), text(from, body, more));

const withNumber = (number: string) => testOwner(house, number);

const KEY = { kind: "api_key", keyId: newId(), name: "mail", scopes: [], proof: Buffer.alloc(32) } as const;
async function decisions(
  customer: { id: string } | { phone: string },
  asked = ["offers", "orders", "recalls"],
): Promise<string[]> {
  const ctx: Ctx = { ...nobody(), actor: KEY };
  const cells = asked.map((purpose) => ({ customer, purpose, channel: "sms", items: [] }));
  return (await decideMany(ctx, cells)).map(({ decision, reason }) => `${decision} ${reason}`);
}
const of = ({ subject }: Person) => ({ id: subject.id });
const shortly = async (ctx: Person) =>
  (await eventsOf(ctx)).map(({ act, purpose, viaKind }) => [act, purpose, viaKind].join(" "));
const linesOf = async (ctx: Person) =>
  (await auditOf(ctx))
    .filter(({ act }) => act.startsWith("text."))
    .map(({ act, detail }) => `${act} ${detail.event}`);

const offers = { purpose: "offers", channel: "sms" };
const DENIED = "deny channel_stopped";

describe("a stop", () => {
  test("is a no in the ledger, holds back everything by text, and is confirmed once", async () => {
    const number = newNumber();
    const ctx = await withNumber(number);
    await setChoice(ctx, { ...offers, to: "on" });
    await setChoice(ctx, { purpose: "orders", channel: "sms", to: "on" });
    expect(await decisions(of(ctx))).toEqual(["allow granted", "allow granted", "allow basis"]);
    expect(await say(number, "Stop please")).toBe(
      "Tiny: stopped. We send no more texts to this number. To allow them again, text START.",
    );
    expect(await shortly(ctx)).toEqual([
      "grant offers session",
      "grant orders session",
      "withdraw offers text",
    ]);
    expect(await decisions(of(ctx))).toEqual([DENIED, DENIED, DENIED]);
    expect(await decisions({ phone: number })).toEqual([DENIED, DENIED, DENIED]);
    expect(await linesOf(ctx)).toEqual(["text.receive stopped"]);
    expect(await say(number, "STOP")).toBe("");
    expect(await cellOf(ctx, "offers", "sms")).toMatchObject({
      ...{ on: false, canTurnOn: false, last: { by: "text" } },
      stopped: { state: "stopped", number: LINE },
    });
    expect(await cellOf(ctx, "offers", "email")).toMatchObject({ stopped: null });
    expect(await cellOf(ctx, "recalls", "sms")).toMatchObject({ stopped: { state: "stopped" } });
  });

  test("no page takes it back, START does, and turns nothing on that the stop turned off", async () => {
    const number = newNumber();
    const ctx = await withNumber(number);
    await setChoice(ctx, { ...offers, to: "on" });
    await setChoice(ctx, { purpose: "orders", channel: "sms", to: "on" });
    await say(number, "STOP");
    await expect(setChoice(ctx, { ...offers, to: "on" })).rejects.toMatchObject({
      code: "not_offered",
      params: { reason: "channel_stopped" },
    });
    expect(await say(number, "start")).toContain(
      "Offers stay off until you turn them on: http://localhost:3000/choices",
    );
    expect(await decisions(of(ctx))).toEqual(["deny withdrawn", "allow granted", "allow basis"]);
    await setChoice(ctx, { ...offers, to: "on" });
    expect(await decisions(of(ctx))).toEqual(["allow granted", "allow granted", "allow basis"]);
    expect(await linesOf(ctx)).toEqual(["text.receive stopped", "text.receive started"]);
    const { entries } = await listActivity(ctx, { kind: "choices" });
    const shown = entries.map(
      (entry) => `${entry.by} ${entry.kind === "text" ? entry.event : "via" in entry && entry.via}`,
    );
    expect(shown.toSorted()).toEqual([
      "you page",
      "you page",
      "you page",
      "you started",
      "you stopped",
      "you text",
    ]);
    expect(await say(number, "YES")).toBe("");
  });

  test("writes a no where nothing was ever said, and again for who was texted all the same", async () => {
    const number = newNumber();
    const ctx = await withNumber(number);
    await say(number, "ARRET");
    expect(await shortly(ctx)).toEqual(["withdraw offers text"]);
    await receiveText({ ...nobody(), now: new Date(Date.now() + 2 * 3_600_000) }, text(number, "STOP!!"));
    expect(await shortly(ctx)).toEqual(["withdraw offers text", "withdraw offers text"]);
  });

  test("keeps what was written as proof, sealed with the person's key", async () => {
    const number = newNumber();
    const ctx = await withNumber(number);
    await say(number, "please stop texting me");
    const [event] = await eventsOf(ctx);
    expect(event?.evidence?.toString("latin1")).not.toContain("texting");
    await withSight(house.db, { subjects: [ctx.subject.id] }, async (tx) => {
      const sealer = await customerSealer(tx, house.keys, ctx.subject.id);
      expect(JSON.parse(sealer.open("choice_events.evidence", event?.evidence ?? Buffer.alloc(0)))).toEqual({
        method: "text",
        wording: "please stop texting me",
      });
    });
  });

  test("the brand's own words, and the language of who writes", async () => {
    expect(await say(newNumber(), "Genug!")).toContain("Tiny: stopped.");
    expect(await say(newNumber(), "bitte abmelden")).toContain("Tiny: beendet.");
    expect(await say(newNumber(), "STOP")).toContain("Tiny: stopped.");
  });

  test("to one line is not taken back by START to another", async () => {
    const number = newNumber();
    const ctx = await withNumber(number);
    await say(number, "STOP");
    await say(number, "START", { to: "+353800000002" });
    expect(await decisions(of(ctx), ["recalls"])).toEqual([DENIED]);
    await say(number, "STOP", { to: "+353800000002", service: "MG1" });
    await say(number, "START");
    expect(await cellOf(ctx, "recalls", "sms")).toMatchObject({ stopped: { number: "+353800000002" } });
  });

  test("that the carrier understood by itself is followed and not answered", async () => {
    const number = newNumber();
    const ctx = await withNumber(number);
    expect(await say(number, "nay", { understood: "stop" })).toBe("");
    expect(await decisions(of(ctx), ["recalls"])).toEqual([DENIED]);
    expect(await say(number, "go on", { understood: "start" })).toBe("");
    expect(await decisions(of(ctx), ["recalls"])).toEqual(["allow basis"]);
    expect(await say(number, "?", { understood: "help" })).toBe("");
  });

  test("of several customers with one number, and of a linked record, is all of theirs", async () => {
    const number = newNumber();
    const [one, two, linked] = [
      await withNumber(number),
      await withNumber(number),
      await testCustomer(house),
    ];
    const pair = [two.subject.id, linked.subject.id];
    await withSight(house.db, { subjects: pair }, async (tx) => {
      await tx.insert(customerJoins).values([
        { customerId: pair[0] ?? "", otherId: pair[1] ?? "" },
        { customerId: pair[1] ?? "", otherId: pair[0] ?? "" },
      ]);
    });
    await say(number, "STOP");
    for (const ctx of [one, two, linked]) expect(await decisions(of(ctx))).toEqual([DENIED, DENIED, DENIED]);
    for (const ctx of [one, two]) expect(await linesOf(ctx)).toEqual(["text.receive stopped"]);
    expect(await shortly(two)).toContain("withdraw offers text");
  });

  test("from a number that nobody knows is remembered, and counts for whoever has it later", async () => {
    const number = newNumber();
    expect(await decisions({ phone: number })).toEqual(["deny unknown", "deny unknown", "allow basis"]);
    expect(await say(number, "STOP")).toContain("stopped");
    expect(await decisions({ phone: number })).toEqual([DENIED, DENIED, DENIED]);
    const ctx = await withNumber(number);
    expect(await decisions(of(ctx))).toEqual([DENIED, DENIED, DENIED]);
    expect(await cellOf(ctx, "offers", "sms")).toMatchObject({ canTurnOn: false, stopped: { number: LINE } });
    expect(await say(number, "START")).toContain("again");
    expect(await decisions(of(ctx))).toEqual(["deny unknown", "deny unknown", "allow basis"]);
    const lines = await withSight(house.db, { subjects: [NOBODY] }, (tx) => tx.select().from(audit));
    expect(lines.filter(({ act }) => act === "text.receive").length).toBeGreaterThan(0);
  });

  test("nothing of a number, and nothing written, stands in the database in the clear", async () => {
    const number = newNumber();
    await withNumber(number);
    await say(number, "hmm, I quit you, Xanthippe");
    const rows = await asOwner(`select t::text as row from inbound_texts t union all
      select s::text from channel_stops s union all select a::text from audit a`);
    const all = rows.map(({ row }) => row).join("\n");
    expect(all).not.toContain(number.slice(1));
    expect(all).not.toContain("Xanthippe");
  });
});

describe("the brand's systems", () => {
  test("hear of a stop and of a start, once for each, in order with what else changed", async () => {
    const number = newNumber();
    const ctx = await withNumber(number);
    const deaf = await eventsTold(ctx);
    expect(deaf).toEqual([]);
    await asOwner(`insert into webhook_endpoints (id, url, events, secret, created_by)
      values (gen_random_uuid(), 'https://a.example', '{channel.stopped,choice.changed}', 'x', 'test')`);
    await setChoice(ctx, { ...offers, to: "on" });
    await say(number, "STOP");
    await say(number, "STOP");
    await say(number, "START");
    expect(await eventsTold(ctx)).toEqual([
      { type: "choice.changed", seq: 1, stopped: undefined },
      { type: "choice.changed", seq: 2, stopped: undefined },
      { type: "channel.stopped", seq: 2, stopped: true },
      { type: "channel.stopped", seq: 2, stopped: false },
    ]);
    await asOwner("delete from webhook_endpoints");
  });

  async function eventsTold(ctx: Person) {
    const { id } = ctx.subject;
    const rows = await withSight(house.db, { subjects: [id] }, (tx) =>
      tx.select().from(webhookEvents).where(eq(webhookEvents.customerId, id)).orderBy(webhookEvents.position),
    );
    return rows.map(({ type, seq, data }) => ({ type, seq, stopped: data.stopped }));
  }
});

describe("the same text again", () => {
  test("a hundred times, to two processes at once, is one act and one answer", async () => {
    const number = newNumber();
    const ctx = await withNumber(number);
    await setChoice(ctx, { ...offers, to: "on" });
    const same = text(number, "STOP");
    const answers = new Set<string>();
    for (let round = 0; round < 25; round += 1)
      for (const answer of await Promise.all(
        [house, house, other, other].map((at) => receiveText(nobody(at), same)),
      ))
        answers.add(answer);
    expect([...answers]).toEqual([expect.stringContaining("stopped")]);
    expect(await shortly(ctx)).toEqual(["grant offers session", "withdraw offers text"]);
    expect(await linesOf(ctx)).toEqual(["text.receive stopped"]);
    await say(number, "START");
    await setChoice(ctx, { ...offers, to: "on" });
    await receiveText(nobody(other), same);
    expect(await decisions(of(ctx), ["offers"])).toEqual(["allow granted"]);
  });
});

describe("help, and what is none of these", () => {
  test("HELP is answered with whom to ask, until it is two machines talking", async () => {
    const number = newNumber();
    expect(await say(number, "HELP")).toBe(
      "Tiny: text STOP to end our texts. Questions: hello@tiny.example. Your choices: http://localhost:3000",
    );
    for (let round = 1; round < 10; round += 1) expect(await say(number, "info")).not.toBe("");
    expect(await say(number, "info")).toBe("");
  });

  test("is neither kept nor answered, and holds nothing back", async () => {
    const number = newNumber();
    const ctx = await withNumber(number);
    await setChoice(ctx, { ...offers, to: "on" });
    expect(await say(number, "don't stop")).toBe("");
    expect(await say("TINY SHOP", "STOP")).toBe("");
    expect(await decisions(of(ctx))).toEqual(["allow granted", "deny unknown", "allow basis"]);
    expect(await linesOf(ctx)).toEqual([]);
  });
});

describe("what may be a stop", () => {
  const waiting = async (ctx: Ctx, body: string) =>
    (await listUnclearTexts(ctx)).texts.find((one) => one.body === body);

  test("holds marketing back until a person says what it was: a stop", async () => {
    const officer = await testStaff(house, "privacy_officer");
    const number = newNumber();
    const ctx = await withNumber(number);
    await setChoice(ctx, { ...offers, to: "on" });
    expect(await say(number, "who gave you my number?")).toBe("");
    expect(await decisions(of(ctx))).toEqual([DENIED, "deny unknown", "allow basis"]);
    expect(await cellOf(ctx, "offers", "sms")).toMatchObject({ on: true, stopped: { state: "unclear" } });
    const shown = await waiting(officer, "who gave you my number?");
    expect(shown).toMatchObject({ from: `+353 ••• ••${number.slice(-2)}` });
    const answer = { text: shown?.id ?? "", is: "stop" } as const;
    expect(await decideText(officer, answer)).toEqual({ changed: true });
    expect(await shortly(ctx)).toEqual(["grant offers session", "withdraw offers text"]);
    expect(await decisions(of(ctx))).toEqual([DENIED, DENIED, DENIED]);
    expect(await linesOf(ctx)).toEqual(["text.receive unclear", "text.decide stopped"]);
    await expect(decideText(officer, answer)).rejects.toMatchObject({ code: "not_found" });
  });

  test("or none: then all is as it was, once nothing else of that number waits", async () => {
    const support = await testStaff(house, "support");
    const number = newNumber();
    const ctx = await withNumber(number);
    await setChoice(ctx, { ...offers, to: "on" });
    await say(number, "no, the red one");
    await say(number, "wrong number of shoes sent");
    await say(number, "I was told this is spam");
    const [first, second] = [
      await waiting(support, "wrong number of shoes sent"),
      await waiting(support, "I was told this is spam"),
    ];
    await decideText(support, { text: first?.id ?? "", is: "not_stop" });
    expect(await decisions(of(ctx), ["offers"])).toEqual([DENIED]);
    await decideText(support, { text: second?.id ?? "", is: "not_stop" });
    expect(await decisions(of(ctx), ["offers"])).toEqual(["allow granted"]);
    expect(await shortly(ctx)).toEqual(["grant offers session"]);
  });

  test("is settled by a clear word that comes after it", async () => {
    const support = await testStaff(house, "support");
    const number = newNumber();
    const ctx = await withNumber(number);
    await say(number, "not interested in this one");
    await say(number, "START");
    expect(await waiting(support, "not interested in this one")).toBeUndefined();
    expect(await decisions(of(ctx), ["recalls"])).toEqual(["allow basis"]);
  });

  test("never loosens a stop", async () => {
    const number = newNumber();
    const ctx = await withNumber(number);
    await say(number, "STOP");
    await say(number, "no thanks");
    expect(await decisions(of(ctx), ["recalls"])).toEqual([DENIED]);
  });

  test.each(["admin", "auditor"] as const)("is no business of an %s", async (role) => {
    const ctx = await testStaff(house, role);
    await expect(listUnclearTexts(ctx)).rejects.toMatchObject({ code: "forbidden" });
    await expect(decideText(ctx, { text: newId(), is: "stop" })).rejects.toMatchObject({ code: "forbidden" });
    const seen = await withSight(house.db, { staff: ctx.actor.proof }, (tx) =>
      tx.select({ id: inboundTexts.id }).from(inboundTexts),
    );
    expect(seen).toEqual([]);
  });

  test("is kept 90 days, and its number is held back on", async () => {
    const support = await testStaff(house, "support");
    const number = newNumber();
    const ctx = await withNumber(number);
    await setChoice(ctx, { ...offers, to: "on" });
    await say(number, "this is harassment, really");
    const shown = await waiting(support, "this is harassment, really");
    await sweepTexts(house);
    expect(await waiting(support, "this is harassment, really")).toBeDefined();
    await asOwner(
      `update inbound_texts set received_at = now() - interval '91 days' where id = '${shown?.id}'`,
    );
    await sweepTexts(house);
    const { texts } = await listUnclearTexts(support);
    expect(texts.find(({ id }) => id === shown?.id)).toMatchObject({ body: null });
    expect(await decisions(of(ctx), ["offers"])).toEqual([DENIED]);
    await decideText(support, { text: shown?.id ?? "", is: "stop" });
    expect(await cellOf(ctx, "offers", "sms")).toMatchObject({ stopped: { state: "stopped", number: LINE } });
  });
});

test("an objection by text is not taken back on the page while the channel is stopped", async () => {
  const reviews = brand.purposes.map((one) =>
    one.id === "reviews" ? { ...one, channels: ["email", "sms"], marketing: true } : one,
  );
  const at = { ...house, brand: { ...brand, purposes: reviews } };
  const number = newNumber();
  const ctx = { ...(await withNumber(number)), house: at };
  await receiveText(nobody(at), text(number, "STOP"));
  expect(await shortly(ctx)).toEqual(["withdraw offers text", "object reviews text"]);
  await expect(withdrawObjection(ctx, { purpose: "reviews", channel: "sms" })).rejects.toMatchObject({
    code: "not_offered",
  });
});

async function asOwner(statement: string): Promise<{ row: string }[]> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    return (await client.query<{ row: string }>(statement)).rows;
  } finally {
    await client.end();
  }
}
