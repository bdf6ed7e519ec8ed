import { checkMark } from "@/domain/terms/plain-text";
import type { Clause } from "@/domain/terms/tree";
import { suggest } from "../read/nearest";
import type { Spot } from "../read/spot";
import { checkIds, type Findings, type Folder } from "./context";

function clauseOf(clauses: readonly Clause[], anchor: string): Clause | undefined {
  return clauses.find((clause) => clause.anchor === anchor);
}

function checkClauses(point: Spot, clauses: readonly Clause[], found: Findings): void {
  const named = point.get("clauses");
  if (named.list().length === 0) {
    found.problems.push(point.wrong("the point leads to no clause — name one in `clauses`"));
  }
  const anchors = [...new Set(clauses.map((clause) => clause.anchor))];
  for (const { spot, text } of named.texts()) {
    if (anchors.includes(text)) continue;
    const right = suggest(text, anchors, "give the text a heading");
    found.problems.push(spot.wrong(`\`${text}\` is not a clause of the full text — ${right}`));
  }
}

/** Whether a point waits for its first check; says so itself where the clauses changed since one. */
function waitsForCheck(point: Spot, clauses: readonly Clause[], found: Findings): boolean {
  const anchors = point.get("clauses").texts();
  const bound = anchors.flatMap(({ text }) => clauseOf(clauses, text) ?? []);
  if (bound.length === 0 || bound.length < anchors.length) return false;
  const mark = point.get("checked");
  if (mark.text !== undefined && mark.text !== checkMark(bound)) {
    const message = "the clauses have changed since someone checked this point — read both again";
    found.warnings.push(mark.wrong(message));
  }
  return !mark.exists;
}

function checkMarks(summary: Spot, clauses: readonly Clause[], found: Findings): void {
  const points = summary.get("points").list();
  const waiting = points.filter((point) => waitsForCheck(point, clauses, found));
  if (waiting.length === 0) return;
  const names = waiting.map((point) => `\`${point.get("id").text ?? ""}\``).join(", ");
  const message = `no one has checked these points against their clauses: ${names} — read both, then mark them`;
  found.warnings.push(summary.get("points").wrongKey(message));
}

/** The ids of a summary's points, in order. */
export function pointIds(summary: Spot): string[] {
  return summary
    .get("points")
    .list()
    .flatMap((point) => point.get("id").text ?? []);
}

function checkRepeats(summary: Spot, found: Findings): void {
  const seen = new Set<string>();
  for (const point of summary.get("points").list()) {
    const id = point.get("id").text;
    if (id === undefined) continue;
    if (seen.has(id)) {
      found.problems.push(point.get("id").wrong(`the point \`${id}\` stands twice — give one another id`));
    }
    seen.add(id);
  }
}

/** All summaries of a version have the points of the binding one. */
export function checkSamePoints(summary: Spot, binding: Spot, found: Findings): void {
  const [ids, wanted] = [pointIds(summary), pointIds(binding)];
  for (const id of wanted.filter((one) => !ids.includes(one))) {
    const message = `the point \`${id}\` of the binding summary is missing here — add it`;
    found.problems.push(summary.get("points").wrongKey(message));
  }
  for (const point of summary.get("points").list()) {
    const id = point.get("id").text;
    if (id === undefined || wanted.includes(id)) continue;
    const message = `the point \`${id}\` is not in the binding summary — add it there, or take it out`;
    found.problems.push(point.get("id").wrong(message));
  }
}

/** Each point leads to clauses, purposes and items that exist. `clauses`: undefined without a text. */
export function checkPoints(
  folder: Folder,
  found: Findings,
  at: { summary: Spot; clauses: readonly Clause[] | undefined },
): void {
  checkRepeats(at.summary, found);
  if (at.clauses !== undefined) checkMarks(at.summary, at.clauses, found);
  for (const point of at.summary.get("points").list()) {
    if (at.clauses !== undefined) checkClauses(point, at.clauses, found);
    checkIds(folder, found, { spot: point.get("purposes"), noun: "purpose" });
    checkIds(folder, found, { spot: point.get("items"), noun: "item" });
  }
}
