import fc from "fast-check";
import { expect, test } from "vitest";
import { BASE } from "../testing-base";
import { type Edits, ENV, loadEdited, problemsOf } from "../testing-folder";

const file = "recipients.yaml";

/** Nine lines that would become a billion entries. */
const BOMB = `a: &a [${Array(10).fill("x").join(", ")}]\n${[..."bcdefghi"]
  .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${"abcdefgh"[index]}`).join(", ")}]`)
  .join("\n")}\n`;

const UNREADABLE: [string, Edits, string[]][] = [
  [
    "not UTF-8",
    { [file]: new Uint8Array([0x6d, 0x3a, 0x0a, 0x20, 0xff]) },
    ["2:2 the file is not UTF-8 — save it as UTF-8"],
  ],
  ["5 MB", { [file]: `# ${"x".repeat(5_000_000)}` }, ["1:1 the file is 5.0 MB — keep it under 1 MB"]],
  [
    "an alias bomb",
    { [file]: BOMB },
    ["5:8 the alias comes to more than 1000 aliases once written out — write the values out instead"],
  ],
  [
    "brackets without end",
    { [file]: "[".repeat(20_000) },
    ["1:1 this cannot be read as YAML — nest it less deeply"],
  ],
];

test.each(UNREADABLE)("tells of %s", async (_mistake, edits, lines) => {
  expect(await problemsOf(edits)).toEqual(lines.map((line) => `${file}:${line}`));
});

const FULL = Object.keys(BASE).find((name) => name.endsWith("full.en.md")) ?? "";

test.each<[string, string | Uint8Array, string]>([
  ["not UTF-8", new Uint8Array([0x23, 0x20, 0xff]), "1:3 the file is not UTF-8 — save it as UTF-8"],
  ["over 2 MB", `# A\n\n${"x y\n\n".repeat(500_000)}`, "1:1 the file is 2.5 MB — keep it under 2 MB"],
  ["with a NUL character", "# A\n\nx\0y\n", "3:2 the text holds a NUL character — take it out"],
  ["without a word", " \n\n", "1:1 the text is empty — write it"],
])("tells of a full text that is %s, and not that it is missing", async (_mistake, text, line) => {
  const lines = await problemsOf({ [FULL]: text });
  expect(lines.filter((one) => one.startsWith(FULL))).toEqual([`${FULL}:${line}`]);
});

test("names each environment variable that is not set, and nothing else about its value", async () => {
  expect(await problemsOf({}, { SHOP_WRITE_URL: "" })).toEqual([
    "sources.yaml:4:8 the environment variable SHOP_URL is not set — set it, or write the value here",
    "sources.yaml:5:14 the environment variable SHOP_WRITE_URL is not set — set it, or write the value here",
  ]);
});

test("never shows what an environment variable holds", async () => {
  const lines = await problemsOf({}, { ...ENV, SHOP_URL: "mysql://u:secret@db/shop" });
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toContain("secret");
});

test("up to 1,000 aliases are fine", async () => {
  const aliases = Array(999).fill("*stop").join(", ");
  const edits = {
    "channels.yaml": `${BASE["channels.yaml"]?.replace("halt", "&stop halt").replace("]", `, ${aliases}]`)}`,
  };
  expect(await problemsOf(edits)).toEqual([]);
});

test("a byte order mark and Windows line ends change nothing but the hash", async () => {
  const windows = Object.fromEntries(
    Object.entries(BASE).map(([name, text]) => [name, `\uFEFF${text.replaceAll("\n", "\r\n")}`]),
  );
  const [plain, odd] = [await loadEdited({}), await loadEdited(windows)];
  expect(odd.problems).toEqual([]);
  expect(odd.warnings).toEqual([]);
  expect(odd.brand?.items.map(({ id }) => id)).toEqual(plain.brand?.items.map(({ id }) => id));
  expect(odd.brand?.hash).not.toBe(plain.brand?.hash);
});

test("reports everything wrong at once, sorted by place", async () => {
  const lines = await problemsOf({
    "purposes.yaml": ["basis: consent", "basis: consnt"],
    "brand.yaml": ["currency: EUR", "currency: Euro"],
    "data.yaml": ["dpv: pd:EmailAddress", "nope: 1\n    recipients: [ghost]"],
  });
  expect(lines.map((line) => line.replace(/ .*/, ""))).toEqual([
    "brand.yaml:11:11",
    "data.yaml:17:5",
    "data.yaml:18:18",
    "purposes.yaml:14:10",
    "purposes.yaml:17:3",
  ]);
});

test("whatever stands in a file, it is reported and never thrown", async () => {
  const scrap = fc.constantFrom(
    "&a ",
    "*a",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "? ",
    "|\n",
    "!!",
    "\t",
    "\0",
    "null",
    "1",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the folder writes variables so
    "${X}",
    "'",
    '"',
    "\n",
  );
  const junk = fc.array(fc.oneof(scrap, fc.string({ maxLength: 8, unit: "binary" })), { maxLength: 30 });
  const files = fc.constantFrom(...Object.keys(BASE));
  const spliced = fc.tuple(files, junk, fc.nat(400), fc.nat(60));
  await fc.assert(
    fc.asyncProperty(spliced, async ([name, parts, start, gone]) => {
      const base = BASE[name] ?? "";
      const content = base.slice(0, start) + parts.join("") + base.slice(start + gone);
      const { brand, problems } = await loadEdited({ [name]: content });
      expect(brand === undefined).toBe(problems.length > 0);
    }),
    { numRuns: 150 },
  );
});
