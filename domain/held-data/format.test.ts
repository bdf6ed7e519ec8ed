import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../brand/schema/data-file";
import { toShown } from "./format";
import { type Reader, shownText } from "./rules";
import { TEXT_LIMIT } from "./safe-text";
import type { Shown } from "./shown";
import { readTextArray } from "./sources/postgres-array";
import { readValue } from "./sources/postgres-values";
import type { Raw } from "./sources/raw";

const text = (value: string): Raw => ({ type: "text", text: value });
const number = (digits: string): Raw => ({ type: "number", digits });
const show = (raw: Raw, format?: (typeof FORMATS)[number], currency: string | null = "EUR") =>
  toShown(raw, { format, currency, timeZone: "Europe/Berlin" });

const reader: Reader = { locale: "en", timeZone: "Europe/Berlin", yes: "Yes", no: "No" };

describe("each format", () => {
  it.each<[(typeof FORMATS)[number] | undefined, Raw, Shown, string]>([
    [undefined, null, { as: "nothing" }, ""],
    [undefined, number("12345.50"), { as: "plain_number", value: "12345.50" }, "12345.5"],
    ["number", number("12345.5"), { as: "number", value: "12345.5" }, "12,345.5"],
    ["money", number("12345.675"), { as: "money", amount: "12345.675", currency: "EUR" }, "€12,345.68"],
    [
      "money",
      text("9007199254740993.01"),
      { as: "money", amount: "9007199254740993.01", currency: "EUR" },
      "€9,007,199,254,740,993.01",
    ],
    ["percent", number("0.2"), { as: "percent", value: "0.2" }, "20%"],
    ["boolean", { type: "boolean", value: true }, { as: "boolean", value: true }, "Yes"],
    ["boolean", number("0"), { as: "boolean", value: false }, "No"],
    ["date", { type: "date", date: "2021-01-01" }, { as: "date", date: "2021-01-01" }, "Jan 1, 2021"],
    [
      "date",
      { type: "timestamp", local: "2021-01-01T23:59:59" },
      { as: "date", date: "2021-01-01" },
      "Jan 1, 2021",
    ],
    [
      "date",
      { type: "instant", at: "2021-01-01T00:30:00+01" },
      { as: "date", date: "2021-01-01" },
      "Jan 1, 2021",
    ],
    [
      "datetime",
      { type: "instant", at: "2021-01-01T00:30:00+01" },
      { as: "datetime", at: "2020-12-31T23:30:00.000Z" },
      "Jan 1, 2021, 12:30 AM",
    ],
    [
      "datetime",
      { type: "timestamp", local: "2021-07-01T12:00:00.123456" },
      { as: "datetime", at: "2021-07-01T10:00:00.123Z" },
      "Jul 1, 2021, 12:00 PM",
    ],
    [
      "duration",
      { type: "interval", iso: "P1Y2M3DT4H" },
      { as: "duration", duration: "P1Y2M3DT4H" },
      "1 year, 2 months, 3 days, 4 hours",
    ],
    ["duration", { type: "interval", iso: "PT0S" }, { as: "duration", duration: "PT0S" }, "0 days"],
    ["country", text("de"), { as: "country", code: "DE" }, "Germany"],
    ["country", text("Wakanda"), { as: "text", text: "Wakanda", more: 0 }, "Wakanda"],
    [
      "url",
      text("https://example.com/a"),
      { as: "link", href: "https://example.com/a", text: "https://example.com/a" },
      "https://example.com/a",
    ],
    ["email", text("a@b.example"), { as: "email", text: "a@b.example" }, "a@b.example"],
    ["phone", text("+49 711 28422"), { as: "phone", text: "+49 711 28422" }, "+49 711 28422"],
    ["text", number("0012"), { as: "text", text: "0012", more: 0 }, "0012"],
    [
      "image",
      { type: "bytes", bytes: Buffer.from("89504e470d0a1a0a00", "hex") },
      { as: "image", type: "image/png", base64: "iVBORw0KGgoA" },
      "9 bytes",
    ],
    [undefined, { type: "bytes", bytes: Buffer.alloc(1_500) }, { as: "size", bytes: 1_500 }, "1.5 kilobytes"],
    [
      undefined,
      { type: "items", items: [text("a"), number("1")] },
      {
        as: "items",
        items: [
          { as: "text", text: "a", more: 0 },
          { as: "plain_number", value: "1" },
        ],
        more: 0,
      },
      "a, 1",
    ],
    [
      undefined,
      { type: "json", value: { a: 1, b: [true, null] } },
      {
        as: "pairs",
        pairs: [
          { name: "a", value: { as: "plain_number", value: "1" } },
          {
            name: "b",
            value: { as: "items", items: [{ as: "boolean", value: true }, { as: "nothing" }], more: 0 },
          },
        ],
        more: 0,
      },
      "a: 1; b: Yes, ",
    ],
  ])("%s of %j", (format, raw, shown, words) => {
    expect(show(raw, format)).toEqual(shown);
    expect(shownText(show(raw, format), reader)).toBe(words);
  });

  it("never claims a currency it does not know", () => {
    expect(show(number("5"), "money", null)).toEqual({ as: "number", value: "5" });
  });
});

describe("values that break naive pages", () => {
  it.each<[string, Raw, (typeof FORMATS)[number] | undefined, Shown]>([
    ["NUL", text("a\0b"), undefined, { as: "text", text: "a\u2400b", more: 0 }],
    ["a lone surrogate", text("a\ud800b"), undefined, { as: "text", text: "a\ufffdb", more: 0 }],
    ["a change of direction", text("a\u202eb"), undefined, { as: "text", text: "a⟨U+202E⟩b", more: 0 }],
    ["escape codes", text("\u001b[31m"), undefined, { as: "text", text: "\u241b[31m", more: 0 }],
    ["NaN", number("NaN"), "money", { as: "text", text: "NaN", more: 0 }],
    ["infinity", number("-Infinity"), undefined, { as: "text", text: "-Infinity", more: 0 }],
    ["no end", { type: "date", date: "infinity" }, "date", { as: "text", text: "infinity", more: 0 }],
    [
      "long ago",
      { type: "date", date: "0044-03-15 BC" },
      "date",
      { as: "text", text: "0044-03-15 BC", more: 0 },
    ],
    [
      "a far year",
      { type: "timestamp", local: "12026-01-01T00:00:00" },
      "datetime",
      { as: "text", text: "12026-01-01T00:00:00", more: 0 },
    ],
    ["a date that is none", text("2021-02-30"), "date", { as: "text", text: "2021-02-30", more: 0 }],
    [
      "a script as link",
      text("javascript:alert(1)"),
      "url",
      { as: "text", text: "javascript:alert(1)", more: 0 },
    ],
    ["data as link", text("data:text/html,x"), "url", { as: "text", text: "data:text/html,x", more: 0 }],
    [
      "a password in a link",
      text("https://a:b@c.example/"),
      "url",
      { as: "text", text: "https://a:b@c.example/", more: 0 },
    ],
    [
      "SVG as picture",
      { type: "bytes", bytes: Buffer.from("<svg onload=x>") },
      "image",
      { as: "size", bytes: 14 },
    ],
    [
      "a large picture",
      { type: "bytes", bytes: Buffer.concat([Buffer.from("ffd8ff", "hex"), Buffer.alloc(200_000)]) },
      "image",
      { as: "size", bytes: 200_003 },
    ],
    [
      "signs of each part",
      { type: "interval", iso: "P1Y-2M" },
      "duration",
      { as: "text", text: "P1Y-2M", more: 0 },
    ],
  ])("%s", (_name, raw, format, expected) => {
    expect(show(raw, format)).toEqual(expected);
  });

  it("cuts what is long, never through a character, and says how much is left", () => {
    const long = `${"x".repeat(TEXT_LIMIT - 1)}😀${"y".repeat(10_000_000)}`;
    expect(show(text(long))).toEqual({ as: "text", text: "x".repeat(TEXT_LIMIT - 1), more: 10_000_002 });
  });

  it("bounds what is wide and what is deep", () => {
    const wide = {
      type: "json",
      value: Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`k${n}`, [n]])),
    } as const;
    const shown = show(wide);
    expect(shown).toMatchObject({ as: "pairs", more: 9_980 });
    const deep = readValue(`${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`, 3802);
    expect(JSON.stringify(show(deep)).length).toBeLessThan(5_000);
    expect(shownText(show(deep), reader)).toContain("a: a: a: ");
  });

  it("takes anything, in any format, and stays plain and sendable", () => {
    const leaf: fc.Arbitrary<Raw> = fc.oneof(
      fc.constant(null),
      fc.string({ unit: "binary" }).map(text),
      fc.string({ unit: "binary" }).map(number),
      fc.boolean().map((value): Raw => ({ type: "boolean", value })),
      fc.string().map((date): Raw => ({ type: "date", date })),
      fc.string().map((local): Raw => ({ type: "timestamp", local })),
      fc.date({ noInvalidDate: true }).map((at): Raw => ({ type: "instant", at: at.toISOString() })),
      fc.string().map((iso): Raw => ({ type: "interval", iso })),
      fc.uint8Array().map((bytes): Raw => ({ type: "bytes", bytes })),
      fc.json().map((json): Raw => ({ type: "json", value: JSON.parse(json) })),
    );
    const raw = fc.oneof(
      leaf,
      fc.array(leaf, { maxLength: 30 }).map((items): Raw => ({ type: "items", items })),
    );
    fc.assert(
      fc.property(raw, fc.constantFrom(undefined, ...FORMATS), (value, format) => {
        const shown = show(value, format);
        expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
        const words = shownText(shown, reader);
        expect(words.isWellFormed()).toBe(true);
        expect(words).not.toContain("\0");
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("PostgreSQL's own text", () => {
  it.each<[string, number, Raw]>([
    ["t", 16, { type: "boolean", value: true }],
    ["\\x00ff", 17, { type: "bytes", bytes: Buffer.from([0, 255]) }],
    ["-$1,234.50", 790, { type: "number", digits: "-1234.50" }],
    ["2021-01-01 10:00:00", 1114, { type: "timestamp", local: "2021-01-01T10:00:00" }],
    ["{1,NULL,3}", 1007, { type: "items", items: [number("1"), null, number("3")] }],
    [
      '{"a,b","c\\"d",NULL,"NULL"}',
      1009,
      { type: "items", items: [text("a,b"), text('c"d'), null, text("NULL")] },
    ],
    [
      "{{1,2},{3,4}}",
      1007,
      {
        type: "items",
        items: [
          { type: "items", items: [number("1"), number("2")] },
          { type: "items", items: [number("3"), number("4")] },
        ],
      },
    ],
    [
      '{"id":1234567890123456789,"at":[9007199254740992,0.12345678901234567890,1.50,1e21]}',
      3802,
      {
        type: "json",
        value: {
          id: "1234567890123456789",
          at: [9_007_199_254_740_992, "0.12345678901234567890", 1.5, 1e21],
        },
      },
    ],
    ["[0:1]={a,b}", 1009, { type: "items", items: [text("a"), text("b")] }],
    ["(1,2)", 600, text("(1,2)")],
  ])("%s", (written, oid, raw) => {
    expect(readValue(written, oid)).toEqual(raw);
  });

  it("reads every array of texts back", () => {
    const quote = (entry: string | null) =>
      entry === null ? "NULL" : `"${entry.replaceAll(/["\\]/gu, "\\$&")}"`;
    fc.assert(
      fc.property(fc.array(fc.option(fc.string())), (entries) => {
        expect(readTextArray(`{${entries.map(quote).join(",")}}`)).toEqual(entries);
      }),
    );
  });
});
