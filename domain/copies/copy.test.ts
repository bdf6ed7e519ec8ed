import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, describe, expect, it } from "vitest";
import { copyWords } from "@/app/(customer)/requests/copy/copy-words";
import type { HeldCard } from "@/domain/held-data/catalog";
import { wordsFor } from "@/web/i18n";
import { tinyBrand } from "../testing-brand";
import { type CopyItem, type CopyParts, type CopyValue, ListBroke } from "./content";
import { csvCell } from "./csv";
import { copyArchive } from "./files";
import { escapeHtml } from "./markup";

const folder = mkdtempSync(join(tmpdir(), "copy-"));
afterAll(() => rmSync(folder, { recursive: true }));

const brand = tinyBrand();
const madeAt = new Date("2026-11-21T12:00:00Z");
const said = (text: string) => ({ text, lang: "en" });
const ATTACK = `</td><script>alert(1)</script><img src=x onerror=alert(1)>"'\`&amp;\u202e\u0000`;

const card = (id: string, shape: HeldCard["shape"]): HeldCard => ({
  ...{
    id,
    name: said(`Item ${id} ${ATTACK}`),
    why: said("Because."),
    origin: "observed",
    originDetail: null,
  },
  ...{ category: { id: "c", name: said("C"), about: said("") }, source: { id: "shop", name: said("Shop") } },
  ...{ shape, purposes: [], noPurpose: null, recipients: [], lastUsed: null, correct: { by: "request" } },
  ...{ keep: { kind: "for", period: "P7Y", because: said("Tax law.") }, erase: { by: "task" } },
  ...{ stop: [], goesOn: [], notMe: false, masked: false, special: false },
});
const kept = { date: "2030-01-02", past: false, lockedUntil: null };
const value = (text: string): CopyValue => ({ shown: { as: "text", text, more: 0 }, data: text });
const columns = [
  { column: "title", name: said("Title") },
  { column: "__proto__", name: said("Odd") },
];

const items: CopyItem[] = [
  { card: card("name", "field"), kept, content: { kind: "field", value: value(ATTACK) } },
  { card: card("orders", "list"), kept, content: { kind: "list", columns } },
  { card: card("clicks", "list"), kept, content: { kind: "list", columns } },
  { card: card("points", "field"), kept, content: { kind: "missing", why: "slow" } },
];

async function* rows(item: string): AsyncGenerator<CopyValue[][]> {
  for (let batch = 0; batch < 3; batch += 1) {
    if (item === "clicks" && batch === 1) throw new ListBroke("unreachable");
    yield Array.from({ length: 100 }, (_, n) => [value(`=cmd|' /C calc'!A${batch}-${n}`), value(ATTACK)]);
  }
}

const parts: CopyParts = {
  ...{ brand, locale: "en", madeAt, items, rows, requests: [], identifiers: [] },
  choices: {
    ...{
      seen: 0,
      columns: [],
      bands: [],
      marketing: null,
      pauseOptions: [],
      saved: null,
      sinceYouLooked: [],
    },
  },
  async *activity() {
    yield [
      { kind: "data", id: "1", at: madeAt, by: "you", event: "corrected", item: said(`Phone ${ATTACK}`) },
      {
        ...{ kind: "choice", id: "2", at: madeAt, by: "you", via: "page", undone: false, onBehalf: null },
        lines: ["offers", "news"].map((purpose, n) => ({
          ...{ change: "turned_off", purpose: said(purpose), purposeId: purpose, channel: said("Email") },
          ...{ until: null, frequency: null, seq: n + 1 },
        })),
      },
    ];
  },
};
const words = (locale: string) =>
  copyWords(wordsFor({ locale, timeZone: brand.timeZone, now: madeAt }), brand.timeZone);

/** What another program, written by others, finds in an archive. */
async function unpack(locale = "en"): Promise<Record<string, string>> {
  const file = join(folder, `${locale}.zip`);
  writeFileSync(file, await buffer(copyArchive(parts, words(locale))));
  const program = `
import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps({n: z.read(n).decode("utf-8") for n in z.namelist()}))`;
  return JSON.parse(execFileSync("python3", ["-c", program, file], { maxBuffer: 1e8 }).toString());
}

describe("the archive", () => {
  it("has a page, data and a table per list, which another program can open", async () => {
    const files = await unpack();
    expect(Object.keys(files)).toEqual(["index.html", "data.json", "lists/orders.csv", "lists/clicks.csv"]);
  });

  it("is whole as data, says what broke off and what is not there", async () => {
    const data = JSON.parse((await unpack())["data.json"] ?? "");
    expect(data).toMatchObject({ format: "forthright-copy/1", made_at: "2026-11-21T12:00:00.000Z" });
    const [name, orders, clicks, points] = data.held;
    expect(name).toMatchObject({
      state: "included",
      value: ATTACK,
      kept: { date: "2030-01-02", period: "P7Y" },
    });
    expect(orders.records).toHaveLength(300);
    expect(Object.entries(orders.records[299])).toEqual([
      ["title", "=cmd|' /C calc'!A2-99"],
      ["__proto__", ATTACK],
    ]);
    expect(orders.complete).toBe(true);
    expect(clicks).toMatchObject({ complete: false, not_included: { because: "unreachable" } });
    expect(clicks.records).toHaveLength(100);
    expect(points).toMatchObject({ state: "not_included", not_included: { because: "slow" } });
    expect(points).not.toHaveProperty("value");
    expect(data.activity[1].lines[1]).toMatchObject({ purpose: "news", channel: "Email" });
  });

  it("cannot run anything that a value says", async () => {
    const page = (await unpack())["index.html"] ?? "";
    expect(page.match(/<(script|img|iframe|object|link|form)/giu)).toBeNull();
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).toContain("default-src &#39;none&#39;");
    expect(page).not.toContain("\u202e");
    expect(page).not.toContain("\u0000");
    expect(page.match(/<tr>/gu)?.length).toBe(2 + 300 + 100);
    expect(page).not.toMatch(/https?:\/\/(?!tiny\.example)/u);
  });

  it("says in the reader's language what is missing, and why", async () => {
    expect((await unpack())["index.html"]).toContain("Shop did not answer in time.");
    const german = (await unpack("de"))["index.html"] ?? "";
    expect(german).toContain('<html lang="de" dir="ltr">');
    expect(german).toContain("Shop hat nicht rechtzeitig geantwortet.");
    expect((await unpack("zh-Hans"))["index.html"]).toContain("Shop没有及时答复");
  });

  it("breaks off with an error when something of ours fails, never with a file that looks whole", async () => {
    const broken: CopyParts = {
      ...parts,
      // biome-ignore lint/correctness/useYield: it fails before it gives anything
      async *rows() {
        throw new Error("a fault of ours");
      },
    };
    await expect(buffer(copyArchive(broken, words("en")))).rejects.toThrow("a fault of ours");
  });

  it("reads no further ahead than its reader, so that a long copy needs no more memory than a short one", async () => {
    let made = 0;
    const line = () => value(randomBytes(500).toString("base64url"));
    const long: CopyParts = {
      ...{ ...parts, items: items.slice(1, 2) },
      async *rows() {
        for (let batch = 0; batch < 200; batch += 1) {
          made += 100 * 668;
          yield Array.from({ length: 100 }, () => [line(), value("")]);
        }
      },
    };
    let [fetched, ahead] = [0, 0];
    for await (const chunk of copyArchive(long, words("en"))) {
      fetched += chunk.length;
      ahead = Math.max(ahead, made * 0.7 - fetched);
    }
    expect(made).toBeGreaterThan(40_000_000);
    expect(fetched).toBeGreaterThan(made * 0.7);
    expect(ahead).toBeLessThan(2_000_000);
  });

  it("ends the reading of a list when the download is broken off", async () => {
    let ended = false;
    const endless: CopyParts = {
      ...parts,
      async *rows() {
        try {
          for (;;) yield Array.from({ length: 500 }, () => [value(crypto.randomUUID()), value("x")]);
        } finally {
          ended = true;
        }
      },
    };
    const stream = copyArchive(endless, words("en"));
    for await (const _ of stream) break;
    await expect.poll(() => ended).toBe(true);
  });
});

describe("a cell of a table", () => {
  it.each([
    ["=1+1", `"'=1+1"`],
    ["+1+1", `"'+1+1"`],
    ["-2+3", `"'-2+3"`],
    ["@SUM(A1)", `"'@SUM(A1)"`],
    ["\t=1", `"'\t=1"`],
    ["\r=1", `"'\r=1"`],
    ["\n=1", `"'\n=1"`],
    ["  =1", `"'  =1"`],
    ["＝1＋1", `"'＝1＋1"`],
    ["＠x", `"'＠x"`],
    ["－1+a", `"'－1+a"`],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ["-12.50", `"-12.50"`],
    ["+44 20 7946 0000", `"'+44 20 7946 0000"`],
    ["1e5", `"1e5"`],
    ['say "hi", you', `"say ""hi"", you"`],
    ["a\u0000b\ud800", `"a\ufffdb\ufffd"`],
    ["", `""`],
    ["plain", `"plain"`],
  ])("%j is %s", (text, cell) => expect(csvCell(text)).toBe(cell));
});

describe("text in HTML", () => {
  it.each([
    [`<a href="javascript:x">`, "&lt;a href=&quot;javascript:x&quot;&gt;"],
    ["' onload='x", "&#39; onload=&#39;x"],
    ["`x`", "&#96;x&#96;"],
    ["&lt;", "&amp;lt;"],
    ["a\u0008\u2066b", "a\ufffd\ufffdb"],
    ["\udc00", "\ufffd"],
    ["名前 é 😀", "名前 é 😀"],
  ])("%j is %s", (text, safe) => expect(escapeHtml(text)).toBe(safe));
});
