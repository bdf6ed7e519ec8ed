import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";

const migrationsFolder = () => `${process.cwd()}/db/migrations`;

/** Whether this version knows a level of the schema, by the time that its newest migration carries. */
export const knowsLevel = (level: number): boolean =>
  readMigrationFiles({ migrationsFolder: migrationsFolder() }).some(
    ({ folderMillis }) => folderMillis === level,
  );

/** Runs `work` with a folder of the migrations up to a level: what an older version would have made. */
export async function withMigrationsTo<T>(level: number, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "forthright-migrations-"));
  try {
    cpSync(migrationsFolder(), folder, { recursive: true });
    const file = join(folder, "meta", "_journal.json");
    const journal: { entries: { when: number }[] } = JSON.parse(readFileSync(file, "utf8"));
    const entries = journal.entries.filter(({ when }) => when <= level);
    writeFileSync(file, JSON.stringify({ ...journal, entries }));
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
