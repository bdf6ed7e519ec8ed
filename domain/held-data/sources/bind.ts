import { oneStatement, readSqlParameters } from "@/domain/brand/sql-parameters";

/** SQL with numbered parameters, and their values in that order. */
export interface BoundSql {
  text: string;
  values: (string | null)[];
}

interface Prepared {
  text: string;
  names: string[];
}

/** A brand's statements are few and never change while the process lives. */
const prepared = new Map<string, Prepared>();

/** Each parameter is cast as text, so its type never depends on where it stands. */
function prepare(sql: string): Prepared {
  const statement = oneStatement(sql);
  if (statement === undefined) throw new Error("holds more than one statement");
  const names: string[] = [];
  let text = "";
  let from = 0;
  for (const { name, offset } of readSqlParameters(statement)) {
    if (!names.includes(name)) names.push(name);
    text += `${statement.slice(from, offset)}($${names.indexOf(name) + 1}::text)`;
    from = offset + name.length + 1;
  }
  return { text: text + statement.slice(from), names };
}

/**
 * Puts numbered parameters where a brand's SQL names them; values are never spliced.
 * @throws Error when the SQL holds two statements, or names a parameter that `values` lacks.
 */
export function bindSql(sql: string, values: Readonly<Record<string, string | null>>): BoundSql {
  const ready = prepared.get(sql) ?? prepare(sql);
  prepared.set(sql, ready);
  const bound = ready.names.map((name) => {
    if (!Object.hasOwn(values, name)) throw new Error(`there is no parameter :${name}`);
    return values[name] ?? null;
  });
  return { text: ready.text, values: bound };
}
