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

function checkMarked(point: Spot, clauses: readonly Clause[], found: Findings): void {
  const anchors = point.get("clauses").texts();
  const bound = anchors.flatMap(({ text }) => clauseOf(clauses, text) ?? []);
  if (bound.length === 0 || bound.length < anchors.length) return;
  const mark = point.get("checked");
  if (!mark.exists) {
    const what = `no one has checked the point \`${point.get("id").text ?? ""}\` against its clauses`;
    found.warnings.push(point.wrong(`${what} — read both, then mark it`));
  } else if (mark.text !== undefined && mark.text !== checkMark(bound)) {
    const message = "the clauses have changed since someone checked this point — read both again";
    found.warnings.push(mark.wrong(message));
  }
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

/** Each point leads to clauses, purposes and items that exist. `clauses`: those it may lead to. */
export function checkPoints(
  folder: Folder,
  found: Findings,
  at: { summary: Spot; clauses: readonly Clause[] },
): void {
  checkRepeats(at.summary, found);
  for (const point of at.summary.get("points").list()) {
    checkClauses(point, at.clauses, found);
    checkMarked(point, at.clauses, found);
    checkIds(folder, found, { spot: point.get("purposes"), noun: "purpose" });
    checkIds(folder, found, { spot: point.get("items"), noun: "item" });
  }
}
