import { compile } from "@jmespath-community/jmespath";
import { suggest } from "../read/nearest";
import type { Spot } from "../read/spot";
import { blankQuoted, oneStatement, readSqlParameters } from "../sql-parameters";
import type { Findings } from "./context";

export interface SqlRule {
  /** Parameters that may be named. */
  allowed: readonly string[];
  /** One of them must be. */
  mustName?: readonly string[];
  /** Why, in the message: "`:customer_key` … — because". */
  why?: string;
}

const shown = (names: readonly string[]) => names.map((name) => `\`:${name}\``).join(", ");

/** One statement, with no parameter that does not exist, and the one it needs. */
export function checkSql(spot: Spot, found: Findings, rule: SqlRule): void {
  const sql = spot.text;
  if (sql === undefined) return;
  const names = readSqlParameters(sql).map(({ name }) => name);
  for (const name of new Set(names)) {
    if (rule.allowed.includes(name)) continue;
    const near = suggest(name, rule.allowed, "take it out").replaceAll(/`(?!:)([^`]+)`/g, "`:$1`");
    found.problems.push(spot.wrongPart(`:${name}`, `\`:${name}\` is not a parameter here — ${near}`));
  }
  const numbered = /\$\d+/.exec(blankQuoted(sql));
  if (numbered) {
    const message = `\`${numbered[0]}\` is not a parameter here — write ${shown(rule.allowed)}`;
    found.problems.push(spot.wrongPart(numbered[0], message));
  }
  if (oneStatement(sql) === undefined) {
    found.problems.push(spot.wrong(`\`${spot.key}\` holds more than one statement — write one`));
  }
  if (rule.mustName && !rule.mustName.some((name) => names.includes(name))) {
    const what = `\`${spot.key}\` does not name ${shown(rule.mustName)}`;
    found.problems.push(spot.wrong(`${what} — ${rule.why ?? "name it"}`));
  }
}

/** A query only reads. */
export function checkQuery(spot: Spot, found: Findings, rule: SqlRule): void {
  checkSql(spot, found, rule);
  if (spot.text === undefined) return;
  if (!/^[\s(]*(select|with|values|table)\b/i.test(blankQuoted(spot.text))) {
    found.problems.push(spot.wrong(`\`${spot.key}\` is not a query — start it with select`));
  }
}

/** A write touches the rows of one customer, never all of them. */
export function checkWrite(spot: Spot, found: Findings, rule: SqlRule): void {
  checkSql(spot, found, rule);
  if (spot.text === undefined) return;
  const words = blankQuoted(spot.text).replaceAll(/\bdo\s+update\b|\bfor\s+(no\s+key\s+)?update\b/gi, " ");
  if (/^[\s(]*(call|do)\b/i.test(words)) {
    const what = `\`${spot.key}\` does not say how many rows it touches`;
    found.problems.push(spot.wrong(`${what} — write update or delete, or select from a function`));
    return;
  }
  const act = /\b(update|delete)\b/i.exec(words)?.[1]?.toLowerCase();
  if (act !== undefined && !/\bwhere\b/i.test(words)) {
    const every = act === "update" ? "changes every row" : "deletes every row";
    found.problems.push(
      spot.wrong(`\`${spot.key}\` ${every} — end it with where … = :customer_key, in double quotes`),
    );
  }
}

/** A JMESPath expression that can be read. */
export function checkExpression(spot: Spot, found: Findings): void {
  if (spot.text === undefined) return;
  try {
    compile(spot.text);
  } catch {
    found.problems.push(
      spot.wrong(`\`${spot.key}\` is not a JMESPath expression — write one such as points.balance`),
    );
  }
}
