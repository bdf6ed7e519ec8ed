import { describe, expect, it } from "vitest";
import { type ImportReport, OUTCOMES, type Outcome } from "@/domain/imports/catalog";
import { command as exporting } from "./export";
import { command as importing } from "./import";
import { reportLines } from "./import-report";

const call = (args: string[]) => ({
  ...{ args, json: false, brand: "/nowhere" },
  ...{ say: () => undefined, answer: () => undefined },
});

describe("wrong usage", () => {
  it.each<[string[], string]>([
    [[], "Name one file"],
    [["one.csv", "two.csv", "--from", "shopify"], "Name one file"],
    [["one.csv"], "--from"],
    [["one.csv", "--from", "mailchump"], "--from"],
    [["one.csv", "--from", "shopify", "--encoding", "latin9"], "--encoding is one of"],
    [["one.csv", "--from", "shopify", "--dry"], "--dry"],
  ])("import %j: %s", async (args, why) => {
    await expect(importing.run(call(args))).rejects.toThrow(why);
  });

  it.each<[string[], string]>([
    [[], "Say what"],
    [["everything", "--format", "csv"], "Say what"],
    [["choices"], "--format"],
    [["choices", "--format", "xlsx"], "--format"],
  ])("export %j: %s", async (args, why) => {
    await expect(exporting.run(call(args))).rejects.toThrow(why);
  });
});

function report(more: Partial<ImportReport>, counts: Partial<Record<Outcome, number>> = {}): ImportReport {
  const none = Object.fromEntries(OUTCOMES.map((one) => [one, 0])) as Record<Outcome, number>;
  return {
    ...{ already: false, stopped: false, dryRun: false, tool: "shopify", file: "customers.csv" },
    ...{ sha256: "0123456789abcdef".repeat(4), rows: 1_200, newcomers: 900, undated: 0 },
    ...{ examples: [], otherEncoding: 0, sourcesSilent: false, counts: { ...none, ...counts } },
    ...more,
  };
}

describe("the report", () => {
  it("says in plain words what would happen, and what to mend", () => {
    const example = { file: "customers.csv", purpose: "offers", channel: "email" };
    const unclear = {
      ...example,
      outcome: "unclear" as const,
      line: 7,
      address: "a•••@example.com",
      word: "may\u001b[31mbe",
    };
    const lines = reportLines(
      report(
        { dryRun: true, undated: 1_000, examples: [unclear] },
        { on: 1_000, off: 150, blank: 49, unclear: 1 },
      ),
    );
    expect(lines.join("\n")).toBe(
      `customers.csv from Shopify, SHA-256 0123456789abcdef…
A trial: nothing was written. It would come to:
1,200 rows; 900 customers would be new
      1,000  turned on
        150  turned off
         49  not said in the file: nothing written
          1  are neither a yes nor a no
1,000 of those turned on do not say when: they count as older than everything.
To look at: are neither a yes nor a no.
  What would be right: yes or no, true or false, 1 or 0, subscribed or unsubscribed; nothing where nobody said anything.
  customers.csv line 7  offers by email  a•••@example.com  “may\ufffd[31mbe”`,
    );
  });

  it("says that a file was in already, or that it goes on later", () => {
    expect(reportLines(report({ already: true }))[1]).toContain("brought in before");
    expect(reportLines(report({ stopped: true }))[1]).toContain("goes on from there");
  });
});
