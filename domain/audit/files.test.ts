import { describe, expect, it } from "vitest";
import type { AuditLine } from "./catalog";
import { csvOf, jsonLinesOf, safeCell } from "./files";

const line = (more: Partial<AuditLine> = {}): AuditLine => ({
  ...{ id: "0190a5f0-0000-7000-8000-000000000001", at: new Date("2026-11-22T09:00:00.123Z") },
  ...{ customerId: null, actor: { kind: "staff", id: "s", name: "Sam" }, act: "visit.start" },
  ...{ ticket: null, detail: {}, requestId: "r", ...more },
});

async function* pages(...given: AuditLine[][]): AsyncGenerator<AuditLine[]> {
  yield* given;
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

describe("a cell", () => {
  it.each([
    "=1+1",
    "+1",
    "-1",
    "@sum",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\u00a0=1",
    "\u3000＝1",
  ])("%j is shown as text", (text) => expect(safeCell(text)).toBe(`'${text}`));
  it.each(["", "Sam", "{}", "1-2", "2026-11-22", "a=b", "'=1"])("%j stays as it is", (text) =>
    expect(safeCell(text)).toBe(text),
  );
});

describe("the files", () => {
  it("gives a table with one row a line, quoted, safe in every column", async () => {
    const actor = { kind: "api_key", id: "k", name: '=HYPERLINK("http://x")' };
    const bad = line({ actor, ticket: "@4711", detail: { item: 'a "b"\n=c' }, requestId: "\t=1" });
    const text = await textOf(csvOf(pages([line()], [bad])));
    const [head, first, ...rest] = text.split("\r\n");
    expect(head).toBe(
      '\uFEFF"at","act","actor_kind","actor","actor_name","customer","ticket","detail","request","id"',
    );
    expect(first).toBe(
      `"2026-11-22T09:00:00.123Z","visit.start","staff","s","Sam","","","{}","r","${line().id}"`,
    );
    expect(rest.join("\r\n")).toContain(`"'=HYPERLINK(""http://x"")","","'@4711"`);
    expect(rest.join("\r\n")).toContain(`"{""item"":""a \\""b\\""\\n=c""}","'\t=1"`);
  });

  it("gives one JSON value a line, with everything", async () => {
    const text = await textOf(jsonLinesOf(pages([line(), line({ detail: { items: ["a\nb"] } })])));
    const values = text
      .trimEnd()
      .split("\n")
      .map((one) => JSON.parse(one));
    expect(values).toMatchObject([
      { at: "2026-11-22T09:00:00.123Z", customer: null, detail: {}, actor_name: "Sam" },
      { detail: { items: ["a\nb"] } },
    ]);
    expect(text.endsWith("}\n")).toBe(true);
  });

  it("says what the columns are, also of nothing; of no lines there is no JSON", async () => {
    expect((await textOf(csvOf(pages()))).split("\r\n")).toHaveLength(2);
    expect(await textOf(jsonLinesOf(pages()))).toBe("");
  });
});
