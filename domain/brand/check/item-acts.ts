import type { Spot } from "../read/spot";
import { isDay } from "../schema/parts";
import { blankQuoted, isParameterName, readSqlParameters } from "../sql-parameters";
import type { Findings } from "./context";
import type { ItemSpot } from "./item-spot";
import { checkExpression, checkQuery, checkSql, checkWrite } from "./sql";

const CUSTOMER = { allowed: ["customer_key"] } as const;
const EVERYONE = "without it everyone would be shown the same";
const ALL_ROWS = "without it the rows of every customer change; put the whole statement in double quotes";

function outermost(sql: string): string {
  let words = blankQuoted(sql);
  for (let before = ""; before !== words; ) {
    before = words;
    words = words.replaceAll(/\([^()]*\)/g, " ");
  }
  return words;
}

/** `read`: a query for one customer, or a JMESPath expression. */
export function checkRead({ item, kind, shape }: ItemSpot, found: Findings): void {
  const read = item.get("read");
  if (kind === "http") checkExpression(read, found);
  if (kind !== "postgres") return;
  checkQuery(read, found, { ...CUSTOMER, mustName: ["customer_key"], why: EVERYONE });
  if (shape === "list" && read.text !== undefined && /\blimit\b/i.test(outermost(read.text))) {
    found.problems.push(read.wrongPart("limit", "a list is cut into pages by the app — take `limit` out"));
  }
}

function checkDateQuery(spot: Spot, kind: string | undefined, found: Findings): void {
  if (kind === "http") checkExpression(spot, found);
  if (kind === "postgres") checkQuery(spot, found, CUSTOMER);
}

/** `keep`: one of for + from, until, while. */
export function checkKeep({ item, effective, kind }: ItemSpot, found: Findings): void {
  const keep = effective("keep");
  if (!keep.exists) {
    const message = `\`${item.key}\` does not say how long it is kept — add \`keep\` to it or to its category`;
    found.problems.push(item.wrongKey(message));
    return;
  }
  const ways = ["for", "until", "while"].filter((key) => keep.get(key).exists);
  if (keep.keys().length > 0 && ways.length !== 1) {
    const what =
      ways.length === 0
        ? "`keep` says no time"
        : `\`keep\` says ${ways.map((way) => `\`${way}\``).join(" and ")}`;
    found.problems.push(
      keep.wrongKey(`${what} — write one of \`for\` with \`from\`, \`until\`, \`while: customer\``),
    );
  }
  if (keep.get("for").exists && !keep.get("from").exists) {
    found.problems.push(
      keep.wrongKey("`keep: for` has no `from` — add the query that gives the date it counts from"),
    );
  }
  if (keep.get("from").exists && !keep.get("for").exists) {
    found.problems.push(keep.get("from").wrongKey("`from` goes with `for` — add how long, such as P6Y"));
  }
  checkDateQuery(keep.get("from"), kind, found);
  checkDateQuery(keep.get("until"), kind, found);
}

function checkCanWrite(write: Spot, { source, kind }: ItemSpot, found: Findings): boolean {
  if (!write.exists || source === undefined) return false;
  if (kind === "http") {
    const message = `\`${source.key}\` is an http source, which is only read — write \`by: request\` or \`by: task\``;
    found.problems.push(write.wrongKey(message));
    return false;
  }
  if (!source.get("write_url").exists) {
    const message = `\`${source.key}\` has no \`write_url\`, so nothing is written there — add it in sources.yaml, or let staff do it`;
    found.problems.push(write.wrongKey(message));
  }
  return kind === "postgres";
}

function checkRowLimits(correct: Spot, found: Findings): void {
  for (const key of ["max", "pattern"]) {
    if (!correct.get(key).exists) continue;
    const message = `\`${key}\` of a row stands with each of its \`fields\` — move it there`;
    found.problems.push(correct.get(key).wrongKey(message));
  }
}

/** What a correction's write may take besides the key: the value, or columns that are shown. */
function writableNames({ item, shape }: ItemSpot): string[] {
  if (shape !== "row") return ["value"];
  const shown = item
    .get("fields")
    .entries()
    .filter((field) => field.get("hide").value !== true);
  return shown.map((field) => field.key);
}

/** The column that the write means, or that alone is there, but that no parameter can be called. */
function unnamable(sql: string, values: readonly string[]): string | undefined {
  const odd = values.filter((column) => !isParameterName(column));
  const strange = readSqlParameters(sql).filter(
    ({ name }) => name !== "customer_key" && !values.includes(name),
  );
  const meant = odd.find((column) => strange.some(({ name }) => column.startsWith(name)));
  return meant ?? (odd.length === values.length ? odd[0] : undefined);
}

/** `correct: { by: self }`: a write that takes the new value and keeps to one customer. */
export function checkCorrect(spot: ItemSpot, found: Findings): void {
  const correct = spot.effective("correct");
  const write = correct.get("write");
  if (correct.get("by").text !== "self") return;
  if (spot.shape === "list") {
    const message = "a list cannot be corrected by the customer — write `by: request`";
    found.problems.push(correct.get("by").wrong(message));
    return;
  }
  if (spot.shape === "row") checkRowLimits(correct, found);
  if (!checkCanWrite(write, spot, found)) return;
  const columns = writableNames(spot);
  const odd = unnamable(write.text ?? "", columns);
  if (odd !== undefined) {
    const plain = odd.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "_");
    const how = `give it a plain name in \`read\`, as in select … as ${plain}`;
    found.problems.push(write.wrong(`\`${odd}\` cannot be a parameter — ${how}`));
    return;
  }
  const values = columns.filter(isParameterName);
  const allowed = ["customer_key", ...values];
  const why = spot.shape === "row" ? "name a column of `fields`" : "name the new value";
  checkWrite(write, found, { allowed, mustName: ["customer_key"], why: ALL_ROWS });
  checkSql(write, found, { allowed, mustName: values, why });
}

function checkEraseAct(act: Spot, spot: ItemSpot, found: Findings): void {
  const write = act.get("write");
  if (checkCanWrite(write, spot, found)) {
    checkWrite(write, found, { ...CUSTOMER, mustName: ["customer_key"], why: ALL_ROWS });
  }
  if (spot.kind === "postgres") checkQuery(act.get("rows"), found, CUSTOMER);
}

/** `erase`: a write for one customer, a task, or kept until a day that can be told. */
export function checkErase(spot: ItemSpot, found: Findings): void {
  const erase = spot.effective("erase");
  if (!erase.exists) {
    const message = `\`${spot.item.key}\` does not say how it is erased — add \`erase\` to it or to its category`;
    found.problems.push(spot.item.wrongKey(message));
    return;
  }
  checkEraseAct(erase, spot, found);
  checkEraseAct(erase.get("then"), spot, found);
  const until = erase.get("until");
  if (until.text === undefined) return;
  if (!/^\d/.test(until.text)) checkDateQuery(until, spot.kind, found);
  else if (!isDay(until.text)) {
    found.problems.push(
      until.wrong("`until` is not a date — write year-month-day, or a query that gives one"),
    );
  }
}
