import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for the data of one Forthright. Others may pass through, so that PostgreSQL stays inside it. */
export function makeData(name: string): string {
  const data = mkdtempSync(join(tmpdir(), `forthright-${name}-`));
  chmodSync(data, 0o711);
  return data;
}

/** Removes the folder, and PostgreSQL's own where it could not be inside. */
export function removeData(data: string): void {
  const place = join(data, "postgres/place");
  const folders = existsSync(place) ? [readFileSync(place, "utf8").trim(), data] : [data];
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
