import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Summary } from "@/domain/brand";
import { marksOf, writeMarks } from "@/domain/terms/accept";
import { type Call, UsageError } from "../command";
import { brandOf, counted, versionOf } from "./folder";

/** Writes into the folder that somebody has read these lines beside their clauses as they stand now. */
export async function accept(call: Call, args: string[]): Promise<number> {
  const options = { all: { type: "boolean" }, locale: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [documentId, day, ...points] = positionals;
  if (!documentId || !day) throw new UsageError("Name a document and a version.");
  if (points.length > 0 === (values.all === true)) throw new UsageError("Name points, or say --all.");
  const brand = await brandOf(call);
  if (!brand) return 1;
  const at = versionOf(brand, [documentId, day]);
  const locale = values.locale ?? at.document.binding;
  const summary = at.version.summaries.find((one) => one.locale === locale);
  if (!summary) throw new UsageError(`There is no summary.${locale}.yaml in this version.`);
  const marks = wanted(summary, { points, marks: marksOf(at, summary) });
  const path = `terms/${documentId}/${day}/summary.${summary.locale}.yaml`;
  const changed = await write(join(call.brand, path), marks);
  call.say(changed ? `${path}: ${counted(marks.size, "point")} accepted.` : `${path}: nothing to change.`);
  call.answer({ file: path, changed, accepted: Object.fromEntries(marks) });
  return 0;
}

function wanted(
  summary: Summary,
  { points, marks }: { points: readonly string[]; marks: Map<string, string> },
): Map<string, string> {
  const unknown = points.filter((id) => !marks.has(id));
  if (unknown.length > 0)
    throw new UsageError(
      `There is no point ${unknown.join(", ")}. There are: ${summary.points.map(({ id }) => id).join(", ")}.`,
    );
  return new Map([...marks].filter(([id]) => points.length === 0 || points.includes(id)));
}

/** Written beside the file and put in its place, so that Ctrl-C leaves one of the two whole. */
async function write(path: string, marks: ReadonlyMap<string, string>): Promise<boolean> {
  const before = await readFile(path, "utf8");
  const after = writeMarks(before, marks);
  if (after === before) return false;
  const beside = `${path}.new`;
  await writeFile(beside, after);
  await rename(beside, path);
  return true;
}
