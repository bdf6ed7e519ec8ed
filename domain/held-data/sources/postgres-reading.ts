import pg from "pg";
import { SourceFailure } from "./failure";
import type { Answer, Ask } from "./postgres";
import type { Raw, RawRow } from "./raw";
import { type PageAsk, pick, type Reading } from "./reading";

const quote = pg.escapeIdentifier;

/** At most `limit` records, and as text so that a parameter's type is never guessed. */
const capped = (limit: number) => (inner: string) =>
  `select * from (\n${inner}\n) as held_record limit ${limit}`;

/** The declared order, then the whole record as text: total but for records that are alike in everything. */
function orderBy(ask: PageAsk): string {
  const keys = ask.sort.map(
    ({ column, descending }) => `held_record.${quote(column)} ${descending ? "desc" : "asc"} nulls last`,
  );
  return [...keys, `held_record::text collate "C"`].join(", ");
}

const columnsOf = (ask: PageAsk) => ask.columns.map((column) => `held_record.${quote(column)}`).join(", ");

const toRow = (columns: readonly string[], values: Raw[]): RawRow => {
  const byName = new Map(columns.map((column, n) => [column, values[n] ?? null]));
  return pick(columns, (column) => byName.get(column) ?? null);
};

function countOf(answer: Answer): number {
  const raw = answer.rows[0]?.[0];
  return raw?.type === "number" ? Number(raw.digits) : 0;
}

/** Reads items of a PostgreSQL source for the customer whose key is given, inside one `readPostgres`. */
export function postgresReading(ask: Ask, at: { source: string; key: string }): Reading {
  const values = { customer_key: at.key };
  const wrong = (reason: string) => new SourceFailure(at.source, { kind: "wrong_shape", reason });

  return {
    async field(read) {
      const answer = await ask(read, values, capped(2));
      if (answer.columns.length !== 1) throw wrong(`gave ${answer.columns.length} columns where one is read`);
      if (answer.rows.length > 1) throw wrong("gave several records where one value is read");
      return answer.rows.length === 0 ? undefined : (answer.rows[0]?.[0] ?? null);
    },

    async row(read, columns) {
      const answer = await ask(read, values, capped(2));
      if (answer.rows.length > 1) throw wrong("gave several records where one is read");
      const missing = columns.filter((column) => !answer.columns.includes(column));
      if (missing.length > 0) throw wrong(`gave no column ${missing.join(", ")}`);
      const [first] = answer.rows;
      if (!first) return undefined;
      return pick(columns, (column) => first[answer.columns.indexOf(column)] ?? null);
    },

    async page(read, page) {
      const answer = await ask(read, values, (inner, next) => pageSql({ inner, page, next }));
      return answer.rows.map((row) => toRow(page.columns, row));
    },

    async count(read) {
      const answer = await ask(read, values, (inner) => `select count(*) from (\n${inner}\n) as held_record`);
      return countOf(answer);
    },
  };
}

function pageSql(at: { inner: string; page: PageAsk; next: (value: string) => string }): string {
  const { inner, page, next } = at;
  return `select ${columnsOf(page)} from (\n${inner}\n) as held_record
    order by ${orderBy(page)} limit ${next(String(page.limit))}::bigint offset ${next(String(page.offset))}::bigint`;
}
