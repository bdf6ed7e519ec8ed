import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withSight } from "@/db/client";
import type { Item } from "../brand";
import { readAddresses } from "../customers";
import type { House, LogFields } from "../house";
import { openMessage } from "../messages/seal";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { CorrectItemInput, ReadHeldItemInput } from "./catalog";
import { cancelCorrection, confirmCorrection, correctItem, listHeldData, readHeldItem } from "./index";
import { field, shopSource, type TestShop, testItem, testShop } from "./testing";
import { again, type TestCtx, testPerson } from "./testing-person";

let shop: TestShop;
let house: House;
let close: () => Promise<void>;
let ana: TestCtx;
const logged: { event: string; fields: LogFields | undefined }[] = [];

const by = "where id = :customer_key::int";
const self = (
  write: string,
  more: Partial<Extract<Item["correct"], { by: "self" }>> = {},
): Item["correct"] => ({
  by: "self",
  write,
  columns: [],
  ...more,
});
const simple = (id: string, write: string, more: Partial<Item> = {}): Item =>
  testItem({ id, read: `select nick from customer ${by}`, correct: self(write), ...more });

const items = [
  simple("nick", `update customer set nick = :value ${by}`, {
    correct: self(`update customer set nick = :value ${by}`, { max: 10, pattern: "[A-Za-z' ]+" }),
  }),
  simple("everyone", "update customer set nick = :value where :customer_key is not null"),
  simple("nobody", "update customer set nick = :value where id = -1 and :customer_key is not null"),
  simple("gone", `update gift set note = :value where customer_id = :customer_key::int`, {
    read: "select note from gift where customer_id = :customer_key::int",
  }),
  simple("broken", `update customer set nope = :value ${by}`),
  simple("raised", `update gift_card set note = :value where customer_id = :customer_key::int`),
  simple("by_function", "select set_nick(:customer_key::int, :value)"),
  simple("slow", `update customer set nick = :value from pg_sleep(30) ${by}`),
  testItem({
    id: "born",
    read: `select born from customer ${by}`,
    format: "date",
    correct: self(`update customer set born = :value::date ${by}`),
  }),
  testItem({
    id: "email",
    read: `select email from customer ${by}`,
    correct: self(`update customer set email = :value ${by}`),
  }),
  testItem({
    id: "other_email",
    read: `select email2 from customer ${by}`,
    format: "email",
    correct: self(`update customer set email2 = :value ${by}`),
  }),
  testItem({
    id: "phone",
    read: `select phone from customer ${by}`,
    correct: self(`update customer set phone = :value ${by}`),
  }),
  testItem({
    id: "address",
    shape: "row",
    read: `select street, city, id from customer ${by}`,
    fields: [field("street", { max: 20 }), field("city"), field("id", { hide: true })],
    correct: self(`update customer set street = :street, city = :city ${by}`, {
      columns: ["street", "city"],
    }),
  }),
  testItem({
    id: "person",
    shape: "row",
    read: `select name, born_at, born_text, directions from customer ${by}`,
    fields: [
      field("name"),
      field("born_at", { format: "date" }),
      field("born_text", { format: "date" }),
      field("directions"),
    ],
    correct: self(
      `update customer set name = :name, born_at = :born_at::timestamp, born_text = :born_text,
        directions = :directions ${by}`,
      { columns: ["name", "born_at", "born_text", "directions"] },
    ),
  }),
];

beforeAll(async () => {
  shop = await testShop(`
    create table customer (id int primary key, email text not null unique, email2 text, phone text, name text,
      nick varchar(40) check (nick <> 'taken'), street text, city text, born date,
      born_at timestamp, born_text text, directions text);
    create table gift (customer_id int, note text);
    create table gift_card (customer_id int, note text);
    insert into gift_card values (1, 'x');
    create function refuse() returns trigger language plpgsql as
      $$begin raise exception 'note % is not taken', new.note; end$$;
    create trigger refuse before update on gift_card for each row execute function refuse();
    create function set_nick(who int, said text) returns int language sql as
      $$update customer set nick = said where id = who returning id$$;
    insert into customer (id, email, name, nick, street, city) values
      (1, 'ana@example.com', 'Ana', 'A', 'Old Street 1', 'Porto'), (2, 'ben@example.com', 'Ben', 'B', 'x', 'y');`);
  const brand = tinyBrand({
    items,
    sources: [shopSource({ url: shop.readUrl, writeUrl: shop.writeUrl, timeout: "PT1S" })],
  });
  const log = (event: string, fields?: LogFields) => void logged.push({ event, fields });
  const made = await testHouse({ brand });
  house = { ...made.house, log: { info: log, warn: log, error: log } };
  close = made.close;
  ana = await testPerson(house, "ana@example.com");
});

afterAll(async () => {
  await close();
  await shop.drop();
});

beforeEach(async () => {
  logged.length = 0;
  await shop.run(`update customer set email = 'ana@example.com', email2 = null, phone = null, nick = 'A',
    street = 'Old Street 1', city = 'Porto', born = null where id = 1`);
  await house.db.pool.query("delete from limits");
});

const correct = (item: string, boxes: Record<string, string>, ctx = again(ana)) =>
  correctItem(ctx, CorrectItemInput.parse({ item, ...boxes }));

const customers = async () => (await shop.run("select * from customer order by id")).rows;

const audit = async () => {
  const { rows } = await withSight(house.db, { subjects: [ana.subject.id] }, (tx) =>
    tx.execute(
      sql`select act, detail from audit where act like 'held_data%' order by at desc, id desc limit 1`,
    ),
  );
  return rows[0];
};

const mail = async () => {
  const { rows } = await house.db.pool.query("select id, template, sealed from messages order by id desc");
  return rows.map((row) => ({ template: row.template, ...openMessage(house, row.id, row.sealed) }));
};

describe("a correction that writes through", () => {
  it("changes one row, and the line in Activity names the item alone", async () => {
    const before = await customers();
    expect(await correct("nick", { value: " O'Ana " })).toEqual({ outcome: "corrected", item: "nick" });
    expect(await customers()).toEqual([{ ...before[0], nick: "O'Ana" }, before[1]]);
    expect(await audit()).toEqual({ act: "held_data.correct", detail: { item: "nick" } });
  });

  it("writes nothing when it was so already", async () => {
    const before = await audit();
    expect(await correct("nick", { value: "A" })).toEqual({ outcome: "unchanged", item: "nick" });
    expect(await audit()).toEqual(before);
  });

  it("that a trigger refuses in words of its own is the value's fault, and the log does not quote it", async () => {
    await expect(correct("raised", { value: "canary" })).rejects.toMatchObject({ code: "invalid" });
    expect(logged.map(({ event }) => event)).toContain("source.write_failed");
    expect(JSON.stringify(logged)).not.toContain("canary");
  });

  it("may be made by a function that is selected from", async () => {
    expect(await correct("by_function", { value: "Fun" })).toMatchObject({ outcome: "corrected" });
    expect((await customers())[0]).toMatchObject({ nick: "Fun" });
  });

  it("of one box leaves the others as they are held, to the letter, when they come back as they were shown", async () => {
    await shop.run(`update customer set born_at = '1990-05-31 13:45', born_text = '31.05.1990',
      directions = e'Flat 3\n1 Elm Cafe\u0301 ' where id = 1`);
    const [before] = await customers();
    const read = await readHeldItem(again(ana), ReadHeldItemInput.parse({ item: "person" }));
    const boxes = read.kind === "row" ? read.boxes : {};
    expect(boxes).toMatchObject({ "field.born_at": "1990-05-31", "field.born_text": "31.05.1990" });
    const back = { ...boxes, "field.directions": "Flat 3\r\n1 Elm Caf\u00e9 ", "field.name": "Anna" };
    expect(await correct("person", back)).toEqual({ outcome: "corrected", item: "person" });
    const [row] = await customers();
    expect(row).toEqual({ ...before, name: "Anna" });
    expect(await correct("person", { ...back, "field.born_at": "" })).toMatchObject({ outcome: "corrected" });
    expect((await customers())[0]).toEqual({ ...before, name: "Anna", born_at: null });
  });

  it("changes the columns of a row that were sent, and keeps the others", async () => {
    expect(await correct("address", { "field.street": "New Street 2", "field.id": "2" })).toMatchObject({
      outcome: "corrected",
    });
    expect(await customers()).toMatchObject([
      { id: 1, street: "New Street 2", city: "Porto" },
      { id: 2, street: "x" },
    ]);
    await correct("address", { "field.city": "" });
    expect(await customers()).toMatchObject([{ street: "New Street 2", city: null }, {}]);
  });

  it.each<[string, Record<string, string>, object]>([
    ["nick", { value: "x".repeat(11) }, { code: "invalid", params: { field: "value", max: 10 } }],
    ["nick", { value: "a1" }, { code: "invalid", params: { field: "value" } }],
    ["nick", { value: "a\nb" }, { code: "invalid" }],
    ["nick", { value: "   " }, { code: "invalid", params: { field: "value" } }],
    ["nick", { "field.value": "x" }, { code: "invalid" }],
    ["nick", { value: "taken" }, { code: "invalid", params: { field: "value" } }],
    ["born", { value: "2021-02-30" }, { code: "invalid" }],
    ["born", { value: "soon" }, { code: "invalid", params: { field: "value" } }],
    [
      "address",
      { "field.street": "x".repeat(21) },
      { code: "invalid", params: { field: "field.street", max: 20 } },
    ],
    ["other_email", { value: '"a@evil.example"@b.example' }, { code: "invalid", params: { field: "value" } }],
    ["email", { value: "a@b@c" }, { code: "invalid", params: { field: "value" } }],
    ["everyone", { value: "x" }, { code: "not_saved" }],
    ["nobody", { value: "x" }, { code: "not_saved" }],
    ["broken", { value: "x" }, { code: "source_unavailable", params: { source: "Our shop" } }],
    ["slow", { value: "x" }, { code: "source_unavailable" }],
  ])("%s %j changes nothing", async (item, boxes, error) => {
    const [before, lines] = [await customers(), await audit()];
    await expect(correct(item, boxes)).rejects.toMatchObject(error);
    expect(await customers()).toEqual(before);
    expect(await audit()).toEqual(lines);
    expect(JSON.stringify(logged)).not.toMatch(/taken|p4ss/u);
  });

  it("may touch no row where nothing is held, and then says that nothing changed", async () => {
    const lines = await audit();
    await expect(correct("gone", { value: "x" })).resolves.toEqual({ outcome: "unchanged", item: "gone" });
    expect(await audit()).toEqual(lines);
  });

  it("is undone when its audit line cannot be written", async () => {
    const before = await customers();
    const deaf = again(ana, { requestId: "no\0line" });
    await expect(correct("nick", { value: "Eve" }, deaf)).rejects.toThrow();
    expect(await customers()).toEqual(before);
  });

  it("is nobody's but the person's own", async () => {
    const stranger = await testCustomer(house);
    await expect(correct("nick", { value: "Eve" }, stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(
      correct("nick", { value: "Eve" }, { ...stranger, subject: ana.subject }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("an email that the person is known by", () => {
  const start = async (address = "ana@new.example") => {
    const done = await correct("email", { value: address });
    if (done.outcome !== "code_sent") return expect.unreachable(done.outcome);
    const [message] = await mail();
    return { done, waiting: done.waiting, code: String(Object(message?.params).code), message };
  };

  it("changes nothing until the code sent to it is entered", async () => {
    const { waiting, message } = await start();
    expect(await customers()).toMatchObject([{ email: "ana@example.com" }, {}]);
    expect(waiting).toMatchObject({ item: "email", sentTo: "a•••@new.example" });
    expect(message).toMatchObject({ template: "confirm_correction", to: "ana@new.example" });
    expect(await audit()).toEqual({
      act: "held_data.correct",
      detail: { item: "email", event: "correction_started" },
    });
    expect((await listHeldData(again(ana))).waiting).toEqual([waiting]);
  });

  it("then changes, tells the old one, and counts as verified", async () => {
    const { waiting, code } = await start();
    const done = await confirmCorrection(again(ana), { correction: waiting.id, code });
    expect(done).toEqual({ outcome: "corrected", item: "email" });
    expect(await customers()).toMatchObject([{ email: "ana@new.example" }, { email: "ben@example.com" }]);
    expect((await mail())[0]).toMatchObject({ template: "address_changed", to: "ana@example.com" });
    expect(await audit()).toEqual({
      act: "held_data.confirm_correction",
      detail: { item: "email", event: "correction_confirmed" },
    });
    const addresses = await withSight(house.db, { subjects: [ana.subject.id] }, (tx) =>
      readAddresses(tx, again(ana)),
    );
    expect(addresses[0]).toMatchObject({ kind: "email", masked: "a•••@new.example", state: "ok" });
    expect((await listHeldData(again(ana))).waiting).toEqual([]);
    await expect(confirmCorrection(again(ana), { correction: waiting.id, code })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("takes five wrong codes, and then none", async () => {
    const { waiting, code } = await start();
    const wrong = code === "00000000" ? "00000001" : "00000000";
    for (let tries = 0; tries < 5; tries += 1) {
      await expect(
        confirmCorrection(again(ana), { correction: waiting.id, code: wrong }),
      ).rejects.toMatchObject({
        code: "invalid",
        params: { field: "code" },
      });
    }
    await expect(confirmCorrection(again(ana), { correction: waiting.id, code })).rejects.toMatchObject({
      code: "gone",
    });
  });

  it("waits for one address at a time, ten minutes, for its owner alone", async () => {
    const first = await start("one@new.example");
    const second = await start("two@new.example");
    await expect(
      confirmCorrection(again(ana), { correction: first.waiting.id, code: first.code }),
    ).rejects.toMatchObject({ code: "not_found" });
    const later = new Date(second.waiting.expiresAt.getTime());
    const [correction, code] = [second.waiting.id, second.code];
    await expect(confirmCorrection(again(ana, { now: later }), { correction, code })).rejects.toMatchObject({
      code: "expired",
    });
    await expect(confirmCorrection(await testCustomer(house), { correction, code })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await cancelCorrection(again(ana), { correction })).toEqual({ item: "email" });
    expect(await cancelCorrection(again(ana), { correction })).toEqual({ item: null });
    expect(await customers()).toMatchObject([{ email: "ana@example.com" }, {}]);
  });

  it("made twice at once changes once", async () => {
    const { waiting, code } = await start("both@new.example");
    const both = await Promise.allSettled(
      [1, 2].map(() => confirmCorrection(again(ana), { correction: waiting.id, code })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("still waits when the source does not take it", async () => {
    const { waiting, code } = await start("ben@example.com");
    const input = { correction: waiting.id, code };
    await expect(confirmCorrection(again(ana), input)).rejects.toMatchObject({ code: "invalid" });
    expect((await listHeldData(again(ana))).waiting).toHaveLength(1);
  });

  it("asks for a fresh sign-in, and is limited", async () => {
    const old = again(ana, { authTime: new Date(ana.now.getTime() - 6 * 60_000) });
    await expect(correct("email", { value: "x@new.example" }, old)).rejects.toMatchObject({
      code: "step_up_required",
    });
    for (let n = 0; n < 5; n += 1) await start("often@new.example");
    await expect(correct("email", { value: "often@new.example" })).rejects.toMatchObject({
      code: "rate_limited",
    });
  });

  it("needs no code in another spelling, nor one that the person is not known by", async () => {
    expect(await correct("email", { value: "Ana@Example.com" })).toMatchObject({ outcome: "corrected" });
    expect(await correct("other_email", { value: "second@example.com" })).toMatchObject({
      outcome: "corrected",
    });
  });
});

describe("a phone that the person is known by", () => {
  it("files a request, also where there was none before", async () => {
    expect(await correct("phone", { value: "+353 1 284 2200" })).toMatchObject({ outcome: "request_filed" });
    expect(await customers()).toMatchObject([{ phone: null }, {}]);
    await shop.run("update customer set phone = '01 284 2200' where id = 1");
    expect(await correct("phone", { value: "+353 1 284 2201" })).toMatchObject({ outcome: "request_filed" });
    expect(await customers()).toMatchObject([{ phone: "01 284 2200" }, {}]);
    expect(await correct("phone", { value: "+353 1 2842200" })).toMatchObject({ outcome: "corrected" });
  });
});
