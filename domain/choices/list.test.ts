import { describe, expect, test } from "vitest";
import { tinyBrand } from "../testing-brand";
import { type Book, cellKey, type Recorded } from "./cells";
import { obeyedAll } from "./confirmed";
import { imagineChoices } from "./imagined";
import { drawChoices } from "./list";
import { type Reader, toChange } from "./present";
import type { ChoiceState } from "./states";
import type { LedgerEvent } from "./store";
import type { ChangeView } from "./view";

const brand = tinyBrand();
const now = new Date("2026-11-21T10:00:00.000Z");
const earlier = new Date("2026-11-20T10:00:00.000Z");

const recorded = (state: ChoiceState, more: Partial<Recorded> = {}): Recorded => ({
  ...{ state, seq: 1, at: earlier, since: earlier, pausedUntil: null, frequency: null, by: "you" },
  ...more,
});

const MAILED = { masked: "a…@example.com", state: "ok" as const };
const stop = { state: "stopped" as const, at: earlier, number: "50500" };

function reader({
  choices = {},
  ...more
}: Partial<Omit<Book, "choices">> & { choices?: Record<string, Recorded> }): Reader {
  const book: Book = {
    ...{ seen: 1, stop: null, addresses: new Map([["email", MAILED]]) },
    ...{ ...more, choices: new Map(Object.entries(choices)) },
  };
  return { brand, book, now, locale: "en" };
}

const drawn = (from: Reader) => drawChoices(from, { uses: new Map(), obeyed: () => [] });

function rowOf(from: Reader, purpose: string) {
  const row = drawn(from)
    .bands.flatMap(({ rows }) => rows)
    .find((one) => one.purpose === purpose);
  if (!row) throw new Error(`no row ${purpose}`);
  return row;
}

const cell = (from: Reader, purpose: string, channel: string) =>
  rowOf(from, purpose).cells.find((one) => one.channel === channel);

describe("a cell of Your choices", () => {
  test("turns on where there is an address and no text stopped it", () => {
    expect(cell(reader({}), "offers", "email")).toMatchObject({ kind: "switch", on: false, canTurnOn: true });
  });
  test("is only turned off without an address", () => {
    const given = reader({ choices: { "offers/sms": recorded("granted") } });
    expect(cell(given, "offers", "sms")).toMatchObject({ address: "missing", on: true, canTurnOn: false });
  });
  test("is not turned on while a text holds it back", () => {
    const phone = { masked: "…67", state: "ok" as const };
    const given = reader({ stop, addresses: new Map([["phone", phone]]) });
    expect(cell(given, "offers", "sms")).toMatchObject({ canTurnOn: false, stopped: { number: "50500" } });
    expect(cell(given, "offers", "email")).toMatchObject({ stopped: null });
  });
  test("says whether a link will be sent first", () => {
    expect(cell(reader({}), "news", "email")).toMatchObject({ confirms: true });
    expect(cell(reader({}), "offers", "email")).toMatchObject({ confirms: false });
  });
  test("waits for its link, and says where it went", () => {
    const given = reader({ choices: { "news/email": recorded("pending") } });
    expect(cell(given, "news", "email")).toMatchObject({
      ...{ kind: "waiting", askedAt: earlier, sentTo: "a…@example.com" },
    });
  });
  test("of a channel that the purpose has not is not offered", () => {
    expect(cell(reader({}), "news", "sms")).toMatchObject({ kind: "not_offered", because: "not_used" });
  });
  test("of a channel that no link can be sent through is not offered, unless it is on", () => {
    const app = { id: "app", name: "App", address: "device" as const, stop: "none" as const, stopWords: [] };
    const news = brand.purposes.map((one) =>
      one.id === "news" ? { ...one, channels: ["email", "app"] } : one,
    );
    const withApp = (from: Reader) => ({
      ...from,
      brand: { ...brand, channels: [...brand.channels, app], purposes: news },
    });
    expect(cell(withApp(reader({})), "news", "app")).toMatchObject({
      kind: "not_offered",
      because: "cannot_confirm",
    });
    const on = reader({ choices: { "news/app": recorded("granted") } });
    expect(cell(withApp(on), "news", "app")).toMatchObject({ kind: "switch", on: true });
  });
  test("of a contract says why it stands", () => {
    expect(cell(reader({}), "orders", "email")).toMatchObject({ kind: "locked", basis: "contract" });
  });
  test("tells who changed it last, and nothing where nobody did", () => {
    const given = reader({
      choices: { "offers/email": recorded("granted", { by: "import", tool: "Acme" }) },
    });
    expect(cell(given, "offers", "email")?.last).toEqual({ at: earlier, by: "import", tool: "Acme" });
    expect(cell(given, "offers", "sms")?.last).toBeNull();
  });
});

describe("how often", () => {
  const weekly = recorded("granted", { frequency: "weekly" });
  test("is asked of a purpose that has it, with what was chosen", () => {
    const given = reader({ choices: { "offers/email": weekly, "offers/sms": weekly } });
    expect(rowOf(given, "offers").frequency).toEqual({
      options: ["every", "weekly", "monthly"],
      value: "weekly",
    });
  });
  test("is not asked of one that has not, whatever stands in the ledger", () => {
    const given = reader({ choices: { "news/email": weekly } });
    expect(rowOf(given, "news").frequency).toBeNull();
  });
});

describe("the page", () => {
  test("begins with nothing just done and nothing done elsewhere", () => {
    expect(drawn(reader({}))).toMatchObject({ seen: 1, saved: null, sinceYouLooked: [] });
  });
  test("has the bands in their order, one switch without channels alone", () => {
    const { bands } = drawn(reader({}));
    expect(bands.map(({ kind, rows }) => [kind, ...rows.map(({ purpose }) => purpose)])).toEqual([
      ["you_decide", "offers", "news", "picks"],
      ["unless_you_object", "reviews"],
      ["always_on", "orders", "tax", "recalls", "statistics"],
    ]);
    expect(rowOf(reader({}), "picks")).toMatchObject({
      single: true,
      cells: [{ channel: "", channelName: null }],
    });
    expect(rowOf(reader({}), "offers").single).toBe(false);
  });
});

describe("an event in words", () => {
  const event = (purpose: string, state: ChoiceState): LedgerEvent =>
    ({ ...recorded(state), purpose, channel: "email", act: "grant" }) as unknown as LedgerEvent;
  test.each<[string, ChoiceState, ChangeView["now"]]>([
    ["gone", "granted", "on"],
    ["gone", "not_objected", "on"],
    ["gone", "withdrawn", "off"],
    ["gone", "objected", "off"],
    ["offers", "granted", "on"],
    ["offers", "withdrawn", "off"],
    ["news", "pending", "waiting"],
    ["reviews", "objected", "objected"],
  ])("%s that was %s is %s", (purpose, state, said) => {
    expect(toChange(reader({}), event(purpose, state)).now).toBe(said);
  });
  test("a purpose that the brand no longer has is named by its id", () => {
    expect(toChange(reader({}), event("gone", "granted")).purposeName).toEqual({ text: "gone", lang: "en" });
  });
  test("a channel that is no more is named by its id, and the one switch not at all", () => {
    const by = (channel: string) =>
      toChange(reader({}), { ...event("offers", "granted"), channel }).channelName;
    expect(by("fax")).toEqual({ text: "fax", lang: "en" });
    expect(by("email")).toEqual({ text: "Email", lang: "en" });
    expect(by("")).toBeNull();
  });
});

describe("choices that nobody made", () => {
  const imagining = { brand, now, locale: "en" };
  test("show just these purposes on, besides those that nobody decides about", () => {
    const { on, view } = imagineChoices(imagining, new Set(["offers", "reviews", "no such purpose"]));
    expect([...on].sort()).toEqual(["offers", "orders", "recalls", "reviews", "statistics", "tax"]);
    const rows = view.bands.flatMap((band) => band.rows);
    const offers = rows.find(({ purpose }) => purpose === "offers");
    expect(offers?.cells.map((one) => one.kind === "switch" && one.on)).toEqual([true, true]);
    expect(rows.find(({ purpose }) => purpose === "news")?.cells[0]).toMatchObject({ on: false });
  });
  test("a purpose with more than one channel is on by one of them", () => {
    const choices = new Map([[cellKey("offers", "sms"), recorded("granted")]]);
    const from = { ...reader({}), book: { ...reader({}).book, choices } };
    expect(rowOf(from, "offers").cells.map((one) => one.kind === "switch" && one.on)).toEqual([false, true]);
  });
});

describe("who says that it obeys several changes", () => {
  const system = (text: string) => ({ text, lang: null });
  const [nine, ten] = [new Date("2026-11-21T09:00:00Z"), new Date("2026-11-21T10:00:00Z")];
  const changes = [{ purpose: "offers" }, { purpose: "news" }] as unknown as ChangeView[];
  test("only a system that said so of each, since its last", () => {
    const said = {
      offers: [
        { system: system("Mail"), at: ten },
        { system: system("Shop"), at: nine },
      ],
      news: [{ system: system("Mail"), at: nine }],
    };
    const book = ({ purpose }: { purpose: string }) => said[purpose as keyof typeof said];
    expect(obeyedAll(changes, book as Parameters<typeof obeyedAll>[1])).toEqual([
      { system: system("Mail"), at: ten },
    ]);
  });
  test("nobody of nothing", () => {
    expect(obeyedAll([], () => [{ system: system("Mail"), at: nine }])).toEqual([]);
  });
});
