import type pg from "pg";

const TABLES = ["texts", "choice_events", "ledger_heads", "choices"] as const;

/** The ledger as `pg_dump --data-only` writes it, as COPY or with --inserts; the test PostgreSQL has no pg_dump. */
export async function dumpLedger(admin: pg.Client, { inserts }: { inserts: boolean }): Promise<string> {
  const parts = ["--\n-- PostgreSQL database dump\n--\n\nSET standard_conforming_strings = on;\n"];
  for (const table of TABLES) parts.push(await dumpTable(admin, table, inserts));
  return parts.join("\n");
}

async function dumpTable(admin: pg.Client, table: string, inserts: boolean): Promise<string> {
  const columns = await admin.query(
    "select attname as name, atttypid in ('int4'::regtype) as bare from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum",
    [table],
  );
  const names: { name: string; bare: boolean }[] = columns.rows;
  const list = names.map(({ name }) => `"${name}"::text`).join(", ");
  const { rows } = await admin.query({ text: `select ${list} from ${table}`, rowMode: "array" });
  if (!inserts) {
    const lines = rows.map((row: (string | null)[]) => row.map(copyValue).join("\t"));
    const named = names.map(({ name }) => name).join(", ");
    return `COPY public.${table} (${named}) FROM stdin;\n${lines.map((line) => `${line}\n`).join("")}\\.\n\n`;
  }
  const literal = (value: string | null, at: number) =>
    value === null ? "NULL" : names[at]?.bare ? value : `'${value.replaceAll("'", "''")}'`;
  return rows
    .map((row: (string | null)[]) => `INSERT INTO public.${table} VALUES (${row.map(literal).join(", ")});\n`)
    .join("");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

const copyValue = (value: string | null): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: COPY escapes exactly these
  value === null ? "\\N" : value.replace(/[\\\u0008-\u000d]/gu, (sign) => ESCAPES[sign] ?? sign);
