import { type Example, type ImportReport, type Outcome, TOOL_NAMES } from "@/domain/imports/catalog";

/** What each outcome is, in the order in which it is read. */
const WORDS: readonly [Outcome, string][] = [
  ["on", "turned on"],
  ["off", "turned off"],
  ["waiting", "wait for a link to be used"],
  ["set", "given their pause or frequency"],
  ["unchanged", "are so already"],
  ["kept", "stay as they are here, because a no or the customer's own choice is stronger"],
  ["blank", "not said in the file: nothing written"],
  ["undeliverable", "of addresses that bounced: nobody's no, and no yes: nothing written"],
  ["unconfirmed", "need a confirmed address and the file shows none: not turned on"],
  ["other_address", "were said for another address than the customer has here: not turned on"],
  ["no_address", "have no address that can be read"],
  ["unclear", "are neither a yes nor a no"],
  ["not_offered", "are of a purpose and channel that the brand does not ask about"],
  ["broken", "rows have more cells than the heading"],
];

/** What would be right. */
const RIGHT: Partial<Record<Outcome, string>> = {
  no_address: "an address such as name@example.com; a number with its country, such as +353861234567",
  unclear: "yes or no, true or false, 1 or 0, subscribed or unsubscribed; nothing where nobody said anything",
  not_offered: "a purpose and channel of purposes.yaml",
  broken: "a cell that holds a comma stands in quotes, a quote in it twice",
};

/** A report for whoever reads it at the terminal: counts, and the first examples of each problem. */
export function reportLines(report: ImportReport): string[] {
  const { tool, file, sha256, rows, newcomers, dryRun } = report;
  const lines = [`${file} from ${TOOL_NAMES[tool]}, SHA-256 ${sha256.slice(0, 16)}…`];
  if (report.already) lines.push("This very file was brought in before. Nothing was done. It had come to:");
  if (report.stopped) lines.push("Ended after a whole batch. The same command goes on from there. So far:");
  if (dryRun) lines.push("A trial: nothing was written. It would come to:");
  lines.push(`${count(rows)} rows; ${count(newcomers)} customers ${dryRun ? "would be new" : "are new"}`);
  for (const [outcome, words] of WORDS)
    if (report.counts[outcome] > 0) lines.push(`${count(report.counts[outcome]).padStart(11)}  ${words}`);
  return [...lines, ...notesOf(report), ...problemsOf(report.examples)];
}

const count = (number: number): string => number.toLocaleString("en");

function notesOf({ undated, otherEncoding, sourcesSilent }: ImportReport): string[] {
  const notes: string[] = [];
  if (undated > 0)
    notes.push(`${count(undated)} of those turned on do not say when: they count as older than everything.`);
  if (otherEncoding > 0)
    notes.push(
      `${count(otherEncoding)} lines are not UTF-8 and were read as windows-1252. Is it another? Say --encoding.`,
    );
  if (sourcesSilent)
    notes.push(
      "The brand's sources did not answer, so nobody was looked for there. A sign-in joins the records.",
    );
  return notes;
}

function problemsOf(examples: readonly Example[]): string[] {
  return WORDS.flatMap(([outcome, words]) => {
    const found = examples.filter((example) => example.outcome === outcome);
    if (found.length === 0) return [];
    const right = RIGHT[outcome] ? [`  What would be right: ${RIGHT[outcome]}.`] : [];
    return [`To look at: ${words}.`, ...right, ...found.map((one) => `  ${exampleLine(one)}`)];
  });
}

function exampleLine({ file, line, purpose, channel, address, word }: Example): string {
  const cell = [purpose, channel].filter(Boolean).join(" by ");
  const parts = [`${file} line ${line}`, cell, address, word && `“${word}”`];
  // What stands in a file must not steer the terminal.
  return parts
    .filter(Boolean)
    .join("  ")
    .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}
