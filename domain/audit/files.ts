import { stringify } from "csv-stringify/sync";
import type { AuditLine } from "./catalog";

const COLUMNS = [
  "at",
  "act",
  "actor_kind",
  "actor",
  "actor_name",
  "customer",
  "ticket",
  "detail",
  "request",
  "id",
];

/** What a spreadsheet would take for a formula, with its full-width forms, also after spaces. */
const FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/u;

/** A cell that a spreadsheet shows as the text it is. */
export const safeCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The lines as rows of RFC 4180; the first piece begins with the columns' names, marked as UTF-8. */
export async function* csvOf(pages: AsyncIterable<AuditLine[]>): AsyncGenerator<string> {
  yield `\uFEFF${rows([COLUMNS])}`;
  for await (const lines of pages) yield rows(lines.map(cellsOf));
}

/** The lines as JSON, one on each line of the file: the form for programs. */
export async function* jsonLinesOf(pages: AsyncIterable<AuditLine[]>): AsyncGenerator<string> {
  for await (const lines of pages) yield lines.map((line) => `${JSON.stringify(recordOf(line))}\n`).join("");
}

const rows = (cells: readonly string[][]): string =>
  stringify([...cells], { record_delimiter: "windows", quoted: true, quoted_empty: true });

function cellsOf(line: AuditLine): string[] {
  const { detail, ...record } = recordOf(line);
  const named: Record<string, unknown> = { ...record, detail: JSON.stringify(detail) };
  return COLUMNS.map((column) => safeCell(String(named[column] ?? "")));
}

const recordOf = (line: AuditLine) => ({
  at: line.at.toISOString(),
  act: line.act,
  actor_kind: line.actor.kind,
  actor: line.actor.id,
  actor_name: line.actor.name,
  customer: line.customerId,
  ticket: line.ticket,
  detail: line.detail,
  request: line.requestId,
  id: line.id,
});
