import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asAdmin, type TestDatabase } from "@/db/testing";
import { verifyLedger } from "../choices";
import type { House } from "../house";
import { testHouse } from "../testing";
import type { ImportReport } from "./catalog";
import { bring, fileOf, standsFor, writtenBy } from "./testing";
import { FIXTURES } from "./testing-fixtures";

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ house, database, close } = await testHouse());
});
afterAll(() => close());

interface Line {
  where: string;
  who: string;
  cell: string;
  outcome: string;
  stands: string;
}

const linesOf = (expected: string): Line[] =>
  expected
    .trim()
    .split("\n")
    .map((line) => {
      const [where = "", who = "", cell = "", outcome = "", ...stands] = line.trim().split(/\s+/u);
      return { where, who, cell, outcome, stands: stands.join(" ") };
    });

const shown = ({ where, who, cell, outcome, stands }: Line): string =>
  `${where.padStart(3)} ${who.padEnd(28)} ${cell.padEnd(14)} ${outcome.padEnd(14)} ${stands}`;

const counted = (lines: readonly { outcome: string }[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of lines) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

const present = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

/** Which file each line is of: in a ZIP the lines begin anew with each. */
function partsOf(fixture: (typeof FIXTURES)[number], lines: readonly Line[]): string[] {
  const names = "parts" in fixture ? fixture.parts.map(({ name }) => basename(name)) : [fixture.file];
  let [at, last] = [0, 0];
  return lines.map(({ where }) => {
    if (Number(where) < last) at += 1;
    last = Number(where);
    return names[at] ?? "";
  });
}

/** By what the evidence and the report name: a line that wrote nothing and is no problem is as expected by its count. */
function outcomeOf(
  { line, part }: { line: Line; part: string },
  { written, report }: { written: ReadonlyMap<string, string>; report: ImportReport },
): string {
  const act = written.get(`${part}:${line.where}:${line.cell}`);
  if (act !== undefined) return act;
  const cell = line.cell === "*" ? ":" : line.cell;
  const example = report.examples.find(
    (one) => one.file === part && String(one.line) === line.where && `${one.purpose}:${one.channel}` === cell,
  );
  if (example) return example.outcome;
  return ["on", "off", "unclear", "no_address", "not_offered", "broken"].includes(line.outcome)
    ? "nothing"
    : line.outcome;
}

const everything = () =>
  asAdmin(
    database.adminUrl,
    `select (select count(*) from customers)::int as customers, (select count(*) from choice_events)::int as events,
            (select count(*) from identifiers)::int as identifiers, (select count(*) from audit where act = 'choice.import'
               and customer_id <> '00000000-0000-0000-0000-000000000000')::int as lines`,
  );

describe.each(FIXTURES.map((fixture) => [fixture.name, fixture] as const))("%s", (_name, fixture) => {
  const expected = linesOf(fixture.expected);
  const parts = partsOf(fixture, expected);
  const asked = { tool: fixture.from, map: fixture.map, encoding: fixture.encoding };

  it("comes to what was written down before, and a second time changes nothing", async () => {
    const path = await fileOf(fixture);
    const before = await everything();
    const trial = await bring(house, { ...asked, path, dryRun: true });
    expect(await everything()).toEqual(before);
    const start = new Date(Date.now() - 1_000);
    const report = await bring(house, { ...asked, path });
    const written = await writtenBy(house, { tool: fixture.from, sha256: report.sha256 });
    const actual: Line[] = [];
    for (const [at, line] of expected.entries()) {
      const stands = line.who === "-" ? "-" : await standsFor(house, { ...line, start });
      const outcome = outcomeOf({ line, part: parts[at] ?? "" }, { written, report });
      actual.push({ ...line, outcome, stands });
    }
    const beside = expected.flatMap((line, at) => [
      `expected ${shown(line)}`,
      `  actual ${shown(actual[at] ?? line)}`,
    ]);
    console.log([`${fixture.file} (${fixture.from})`, ...beside].join("\n"));
    expect(actual.map(shown)).toEqual(expected.map(shown));
    expect(present(report.counts)).toEqual(counted(expected));
    expect(present(trial.counts)).toEqual(counted(expected));
    const once = await everything();
    expect(await bring(house, { ...asked, path })).toMatchObject({ already: true, counts: report.counts });
    // The same words under another hash, so that the rules alone have to know them.
    if ("content" in fixture && fixture.encoding === undefined && !fixture.content.includes(0)) {
      const again = await fileOf({
        ...fixture,
        content: Buffer.concat([fixture.content, Buffer.from("\n")]),
      });
      expect((await bring(house, { ...asked, path: again })).already).toBe(false);
    }
    expect(await everything()).toEqual(once);
  });
});

describe("afterwards", () => {
  it("every chain holds, and each who was written about has a line of the audit", async () => {
    const report = await verifyLedger(house.db);
    expect(report.faults).toEqual([]);
    const [counts] = await everything();
    expect(report.customers).toBe(counts?.customers);
    const silent = await asAdmin(
      database.adminUrl,
      `select e.customer_id from choice_events e where not exists
        (select from audit a where a.customer_id = e.customer_id and a.act = 'choice.import')`,
    );
    expect(silent).toEqual([]);
  });
});
