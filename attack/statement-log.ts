import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "./target";

/** Every statement is logged, without the values that go beside it. */
const SETTINGS = {
  log_statement: "all",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
};

/** Reads the database's log from now on. @returns what tells the statements that came since. */
export async function listen(target: Target): Promise<() => string[]> {
  for (const [name, value] of Object.entries(SETTINGS))
    await target.sql(`alter system set ${name} = '${value}'`);
  await target.sql("select pg_reload_conf()");
  const place = join(target.folder, "postgres/place");
  const root = existsSync(place) ? readFileSync(place, "utf8").trim() : join(target.folder, "postgres");
  const log = join(root, "postgres.log");
  const from = readFileSync(log, "utf8").length;
  return () => statementsIn(readFileSync(log, "utf8").slice(from));
}

/** The text of each statement, whether it ran or was refused. */
const statementsIn = (log: string): string[] =>
  log
    .split(/^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^\n]*? [A-Z]+: {2})/m)
    .filter((line) => /^[^\n]*? (LOG: {2}(statement|execute|parse|bind)|STATEMENT: )/.test(line));

/** As it was before. */
export async function quiet(target: Target): Promise<void> {
  for (const name of Object.keys(SETTINGS)) await target.sql(`alter system reset ${name}`);
  await target.sql("select pg_reload_conf()");
}
