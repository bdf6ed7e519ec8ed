import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";
import type { Summary, TermsDocument, TermsVersion } from "@/domain/brand";
import { clausesOfPoint, textsFor } from "./bound";
import { checkMark } from "./plain-text";

/** One change of a text: what stands from `start` to `end` gives way to `text`. */
interface Edit {
  start: number;
  end: number;
  text: string;
}

/** The check marks of a summary's points as their clauses stand now, by the point's id. */
export function marksOf(
  { document, version }: { document: TermsDocument; version: TermsVersion },
  summary: Summary,
): Map<string, string> {
  const texts = textsFor(version, summary.locale, document.binding);
  return new Map(summary.points.map((point) => [point.id, checkMark(clausesOfPoint(point, texts))]));
}

/**
 * A summary's YAML with these marks written into it, by the point's id; every other byte, comments too, stays.
 * @throws an Error that names the point where the file is written in a way that cannot be edited so.
 */
export function writeMarks(yaml: string, marks: ReadonlyMap<string, string>): string {
  const points = parseDocument(yaml).get("points");
  const maps = isSeq(points) ? points.items.filter((item) => isMap(item)) : [];
  const edits = [...marks].map(([id, mark]) => {
    const map = maps.find((item) => item.get("id") === id);
    const edit = map && editOf(yaml, map, mark);
    if (!edit) throw new Error(`the point ${id} cannot be marked: write checked: "${mark}" by hand`);
    return edit;
  });
  const written = edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), yaml);
  prove(written, marks);
  return written;
}

function editOf(yaml: string, map: YAMLMap, mark: string): Edit | undefined {
  const quoted = `"${mark}"`;
  const old = map.get("checked", true);
  if (isScalar(old) && old.range) return { start: old.range[0], end: old.range[1], text: quoted };
  const last = map.items.at(-1);
  const end = rangeOf(last?.value)?.[1] ?? rangeOf(last?.key)?.[1];
  const first = rangeOf(map.items[0]?.key)?.[0];
  if (end === undefined || first === undefined) return undefined;
  if (map.flow) return { start: end, end, text: `, checked: ${quoted}` };
  const indent = " ".repeat(first - (yaml.lastIndexOf("\n", first - 1) + 1));
  return { ...lineAfter(yaml, end), text: lineOf(yaml, end, `${indent}checked: ${quoted}`) };
}

const rangeOf = (node: unknown): [number, number, number] | undefined => {
  const range = (node as { range?: [number, number, number] | null } | null | undefined)?.range;
  return range ?? undefined;
};

/** Where the line that `end` lies on is over; a block of text ends at the beginning of the next one. */
function lineAfter(yaml: string, end: number): { start: number; end: number } {
  const back = end - (/\s*$/u.exec(yaml.slice(0, end))?.[0].length ?? 0);
  const line = yaml.indexOf("\n", back);
  const at = line < 0 ? yaml.length : line + 1;
  return { start: at, end: at };
}

function lineOf(yaml: string, end: number, text: string): string {
  const eol = yaml.includes("\r\n") ? "\r\n" : "\n";
  const { start } = lineAfter(yaml, end);
  return start === yaml.length && !yaml.endsWith("\n") ? `${eol}${text}` : `${text}${eol}`;
}

/** What was written is read again, so that no folder is spoiled. */
function prove(written: string, marks: ReadonlyMap<string, string>): void {
  const doc = parseDocument(written);
  const points: unknown = doc.toJS()?.points;
  for (const [id, mark] of marks) {
    const found = Array.isArray(points)
      ? points.find((point: { id?: unknown }) => point?.id === id)
      : undefined;
    if (doc.errors.length > 0 || found?.checked !== mark)
      throw new Error(`the point ${id} cannot be marked: write checked: "${mark}" by hand`);
  }
}
