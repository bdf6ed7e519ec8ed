import { parseArgs } from "node:util";
import type { TermsVersion } from "@/domain/brand";
import type { ClauseDifference, Mark } from "@/domain/terms/catalog";
import { compareTexts, countChanges } from "@/domain/terms/difference/clauses";
import { type Call, UsageError } from "../command";
import { brandOf, versionOf } from "./folder";

/** The difference between two versions of the folder, clause by clause. */
export async function diff(call: Call, args: string[]): Promise<number> {
  const options = { locale: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [id, from, to, ...more] = positionals;
  if (!id || !from || !to || more.length > 0) throw new UsageError("Name a document and two versions.");
  const brand = await brandOf(call);
  if (!brand) return 1;
  const [before, after] = [versionOf(brand, [id, from]), versionOf(brand, [id, to])];
  const locale = values.locale ?? after.document.binding;
  const clauses = compareTexts(treeOf(before.version, locale), treeOf(after.version, locale), locale);
  const changed = clauses.filter(({ kind, changes }) => kind !== "kept" || changes.length > 0);
  for (const line of changed.flatMap(linesOf)) call.say(line);
  const counts = countChanges(clauses);
  call.say(
    Object.entries(counts)
      .map(([what, count]) => `${count} ${what}`)
      .join(", "),
  );
  call.answer({ document: id, from, to, locale, counts, clauses: changed });
  return 0;
}

function treeOf(version: TermsVersion, locale: string) {
  const text = version.full.find((one) => one.locale === locale);
  if (!text) throw new UsageError(`Version ${version.version} has no full.${locale}.md.`);
  return text.tree;
}

const SIGNS = { same: ["", ""], added: ["{+", "+}"], removed: ["[-", "-]"] } as const;

const written = (marks: readonly Mark[]): string =>
  marks
    .map(
      ({ kind, text }) =>
        `${SIGNS[kind][0]}${text.trimEnd()}${SIGNS[kind][1]}${/\s$/u.test(text) ? " " : ""}`,
    )
    .join("");

function linesOf({ kind, changes, title, body, depth }: ClauseDifference): string[] {
  const what = kind === "kept" ? changes.join(", ") : kind;
  const head = `${"#".repeat(Math.max(1, depth))} ${written(title) || "(no heading)"}  — ${what}`;
  const shown = kind === "kept" && !changes.includes("reworded") ? [] : body;
  const lines = shown.filter((line) => kind !== "kept" || line.some((mark) => mark.kind !== "same"));
  return [head, ...lines.map((line) => `  ${written(line)}`)];
}
