/** A `:name` in a statement, and where its colon stands. */
export interface SqlParameter {
  name: string;
  offset: number;
}

const BLANKS: readonly RegExp[] = [
  /--[^\n]*/y,
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)/y,
  /'(?:[^']|'')*(?:'|$)/y,
  /"(?:[^"]|"")*(?:"|$)/y,
  /\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[\s\S]*?(?:\$\1\$|$)/y,
];

/** As PostgreSQL reads a name without quotes: letters of every script, digits after the first. */
const NAME = "[A-Za-z_\\u0080-\\uffff][\\w\\u0080-\\uffff]*";
const PARAMETER = new RegExp(`(?<!:):(${NAME})`, "g");
const WHOLE_NAME = new RegExp(`^${NAME}$`);

function blockCommentEnd(sql: string, start: number): number {
  let depth = 0;
  for (let at = start; at < sql.length; at += 1) {
    const two = sql.slice(at, at + 2);
    if (two === "/*") depth += 1;
    if (two === "*/") depth -= 1;
    if (two === "/*" || two === "*/") at += 1;
    if (depth === 0) return at + 1;
  }
  return sql.length;
}

/** Where a string, quoted name or comment that begins at `start` ends; undefined where none begins. */
function quotedEnd(sql: string, start: number): number | undefined {
  if (sql.startsWith("/*", start)) return blockCommentEnd(sql, start);
  const insideWord = /[\w$\u0080-\uffff]/.test(sql[start - 1] ?? "");
  for (const [index, pattern] of BLANKS.entries()) {
    if (insideWord && (index === 1 || index === 4)) continue;
    pattern.lastIndex = start;
    const found = pattern.exec(sql);
    if (found) return start + found[0].length;
  }
  return undefined;
}

/** The statement with strings, quoted names and comments blanked; every offset stays. */
export function blankQuoted(sql: string): string {
  let out = "";
  while (out.length < sql.length) {
    const end = quotedEnd(sql, out.length);
    if (end === undefined) out += sql[out.length];
    else out += sql.slice(out.length, end).replace(/[^\n]/g, " ");
  }
  return out;
}

/** Every `:name` outside strings, quoted names and comments and not after another colon, in order. */
export function readSqlParameters(sql: string): SqlParameter[] {
  const found = blankQuoted(sql).matchAll(PARAMETER);
  return [...found].map((match) => ({ name: match[1] ?? "", offset: match.index }));
}

/** Whether a statement can name it as a parameter; a column such as `Postal Code` cannot be one. */
export function isParameterName(name: string): boolean {
  return WHOLE_NAME.test(name);
}

/** The statement without what ends it; undefined where the text holds more than one. */
export function oneStatement(sql: string): string | undefined {
  const blanked = blankQuoted(sql);
  const first = blanked.indexOf(";");
  if (first < 0) return sql;
  return /^[;\s]*$/.test(blanked.slice(first)) ? sql.slice(0, first) : undefined;
}
