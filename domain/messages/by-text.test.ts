import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { channelStops } from "@/db/schema/inbound-texts";
import { limits } from "@/db/schema/limits";
import { messages } from "@/db/schema/messages";
import { startTextService, type TextService } from "@/e2e/peers/text-service";
import { setChoice } from "../choices";
import { cellOf } from "../choices/testing";
import { fillIdentifiers } from "../customers";
import type { House } from "../house";
import { testCustomer, testHouse } from "../testing";
import { carrierBlocks } from "../texts/carrier-blocks";
import { deliverMessage, MAX_TRIES } from "./deliver";
import { sendMessage } from "./index";

let service: TextService;
let made: Awaited<ReturnType<typeof testHouse>>;
let house: House;
const messagingService = `MG${"0123456789abcdef".repeat(2)}`;
beforeAll(async () => {
  service = await startTextService();
  const { sid, token, from } = service.account;
  const texts = { accountSid: sid, authToken: token, from, apiUrl: service.url };
  made = await testHouse({ settings: { demo: false, texts, publicUrl: "https://privacy.brand.example" } });
  house = made.house;
});
beforeEach(async () => {
  service.answerWith(null);
  await house.db.orm.delete(limits);
});
afterAll(async () => {
  await made.close();
  await service.close();
});

const send = (to: string, at: House = house) =>
  withSight(at.db, {}, (tx) =>
    sendMessage(
      tx,
      { house: at, requestId: "test" },
      { to, template: "step_up", locale: "en", params: { code: "01234567", minutes: 10 } },
    ),
  );
const rowOf = async (id: string) => {
  const [row] = await house.db.orm.select().from(messages).where(eq(messages.id, id));
  if (!row) throw new Error("no such message");
  return row;
};
let last = 0;
/** Each test texts numbers of its own. */
function number(): string {
  last += 1;
  return `+35191200${String(last).padStart(4, "0")}`;
}
const asked = async (to: string, at: House = house) => {
  const id = (await send(to, at)) ?? "";
  const error = await deliverMessage(at, { id }, carrierBlocks).then(
    () => null,
    (thrown: Error) => thrown.message,
  );
  return { error, ...(await rowOf(id)) };
};

describe("a text", () => {
  test("goes to a real service as Twilio wants it, then nothing of it is left", async () => {
    const to = number();
    const id = (await send(to)) ?? "";
    expect((await rowOf(id)).sealed?.toString("latin1")).not.toContain(to.slice(4));
    await deliverMessage(house, { id });
    expect(await service.waitFor(to)).toEqual({
      to,
      from: service.account.from,
      body: [
        "01234567 is your code to go on at Tiny. It works for 10 minutes. Tell nobody.",
        "",
        "@privacy.brand.example #01234567",
      ].join("\n"),
    });
    expect(service.wrong).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ sealed: null, failedAt: null, sentAt: expect.any(Date) });
    const before = service.taken.length;
    await deliverMessage(house, { id });
    expect(service.taken.length).toBe(before);
  });

  test("from a messaging service", async () => {
    const { texts } = house.settings;
    if (!texts) throw new Error("no texts");
    const settings = { ...house.settings, texts: { ...texts, from: messagingService } };
    const other = { ...house, settings, rooms: new Map(house.rooms) };
    const to = number();
    expect(await asked(to, other)).toMatchObject({ error: null });
    expect((await service.waitFor(to)).from).toBe(messagingService);
    await other.rooms.get("messages/text")?.close();
  });

  test.each(["912 345 642", "+351 912 345 642", "+35191", "+351912345642;ext=5", "+0351912345642", ""])(
    "%j is no number in E.164: nothing is written",
    async (to) => expect(await send(to)).toBeNull(),
  );

  test("where none can be sent, none is written", async () => {
    const without = { ...house, settings: { ...house.settings, texts: null } };
    expect(await send(number(), without)).toBeNull();
  });
});

describe("when it is not taken", () => {
  const busy: [string, Parameters<TextService["answerWith"]>[0], string][] = [
    ["429", { status: 429, code: 20429 }, "20429"],
    ["500", { status: 500, code: 20500 }, "20500"],
    ["503 without words", { status: 503 }, "20001"],
    ["401: our word for it is wrong", { status: 401, code: 20003 }, "20003"],
    ["a line that breaks", "hangs_up", "UND_ERR_SOCKET"],
    ["an answer that is lost", "lost_answer", "UND_ERR_SOCKET"],
  ];
  test.each(busy)("%s is tried again", async (_name, fault, code) => {
    service.answerWith(fault);
    expect(await asked(number())).toMatchObject({
      error: `text service: ${code}`,
      attempts: 1,
      sentAt: null,
      failedAt: null,
      sealed: expect.any(Buffer),
    });
  });

  test.each([21211, 21408, 21614])("%s is believed, and the words are wiped", async (code) => {
    service.answerWith({ status: 400, code });
    const gone = await asked(number());
    expect(gone).toMatchObject({ error: null, sealed: null, sentAt: null, failedAt: expect.any(Date) });
  });

  test("nobody there: tried again, and after the last try given up", async () => {
    const { texts } = house.settings;
    if (!texts) throw new Error("no texts");
    const settings = { ...house.settings, texts: { ...texts, apiUrl: "http://127.0.0.1:9" } };
    const alone = { ...house, settings, rooms: new Map(house.rooms) };
    const { id, error } = await asked(number(), alone);
    expect(error).toBe("text service: ECONNREFUSED");
    await house.db.orm
      .update(messages)
      .set({ attempts: MAX_TRIES - 1 })
      .where(eq(messages.id, id));
    await deliverMessage(alone, { id });
    expect(await rowOf(id)).toMatchObject({ sealed: null, attempts: MAX_TRIES, failedAt: expect.any(Date) });
    await alone.rooms.get("messages/text")?.close();
  });
});

describe("a number that its owner has stopped at the carrier", () => {
  const stopsOf = (to: string) =>
    withSight(house.db, { lookup: house.keys.lookup("phone", to) }, (tx) =>
      tx.select({ state: channelStops.state, line: channelStops.line }).from(channelStops),
    );

  test("is remembered as stopped by their text, known here or not, and is not tried again", async () => {
    const to = number();
    service.stopped.add(to);
    for (const _ of [1, 2])
      expect(await asked(to)).toMatchObject({
        error: null,
        sealed: null,
        sentAt: null,
        failedAt: expect.any(Date),
      });
    expect(await stopsOf(to)).toEqual([{ state: "stopped", line: service.account.from }]);
    expect(service.taken.filter((text) => text.to === to)).toEqual([]);
  });

  test("takes back its owner's yes to texts, and says by what", async () => {
    const to = number();
    const ctx = await testCustomer(house);
    await withSight(house.db, { subjects: [ctx.subject.id] }, (tx) =>
      fillIdentifiers(tx, {
        house,
        customerId: ctx.subject.id,
        linked: [],
        given: { phone: to },
        now: ctx.now,
      }),
    );
    await setChoice(ctx, { purpose: "offers", channel: "sms", to: "on", seen: 0 });
    expect(await cellOf(ctx, "offers", "sms")).toMatchObject({ kind: "switch", on: true });
    service.stopped.add(to);
    await asked(to);
    expect(await cellOf(ctx, "offers", "sms")).toMatchObject({
      on: false,
      canTurnOn: false,
      last: { by: "text" },
    });
  });

  test("gets nothing more that nobody asked for, and its code if it asks", async () => {
    const to = number();
    service.stopped.add(to);
    await asked(to);
    service.stopped.delete(to);
    const params = { reference: "R-1", kind: "copy", url: "https://privacy.brand.example/requests/1" };
    const id = await withSight(house.db, {}, (tx) =>
      sendMessage(
        tx,
        { house, requestId: "test" },
        { to, template: "request_answered", locale: "en", params },
      ),
    );
    await deliverMessage(house, { id: id ?? "" });
    expect(await rowOf(id ?? "")).toMatchObject({ sealed: null, sentAt: null, failedAt: expect.any(Date) });
    expect(service.taken.filter((text) => text.to === to)).toEqual([]);
    expect((await asked(to)).sentAt).toBeInstanceOf(Date);
  });

  test("another refusal stops nothing", async () => {
    const to = number();
    service.answerWith({ status: 400, code: 21614 });
    await asked(to);
    expect(await stopsOf(to)).toEqual([]);
  });
});

describe("a budget for each block of numbers and each country", () => {
  const spend = async (key: (number: string) => string, name: string, points: number, to: string) => {
    const hash = house.keys.lookup(`limit/${name}`, key(to)).toString("base64url");
    await house.db.orm.execute(
      sql`insert into limits (key, points, expire) values (${`${name}:${hash}`}, ${points}, ${Date.now() + 60_000})`,
    );
  };
  const cases: [string, string, (number: string) => string, number][] = [
    ["one number", "text_number", (to) => to, 20],
    ["one block of numbers", "text_block", (to) => to.slice(0, -4), 60],
    ["a country that is not the brand's", "text_country", () => "351", 500],
    ["all", "text_all", () => "all", 5_000],
  ];
  test.each(cases)("%s: the last one goes out, the next does not", async (_what, name, key, points) => {
    const to = number();
    await spend(key, name, points - 1, to);
    expect((await asked(to)).sentAt).toBeInstanceOf(Date);
    const before = service.taken.length;
    expect(await asked(to)).toMatchObject({
      error: null,
      sentAt: null,
      failedAt: expect.any(Date),
      sealed: null,
    });
    expect(service.taken.length).toBe(before);
  });

  test("a number that costs whoever is called gets none", async () => {
    expect((await asked("+19005550199")).failedAt).toBeInstanceOf(Date);
  });
});
