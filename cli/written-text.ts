import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { variable } from "@/server/env";
import { UsageError } from "./command";

/**
 * Words for a person: `given`, else standard input when something is piped in, else what is written in
 * VISUAL or EDITOR. Lines that start with # are left out of what an editor gives.
 */
export async function writtenText(given: string | undefined, about: string): Promise<string> {
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) return (await readAll(process.stdin)).trim();
  const editor = variable("VISUAL") ?? variable("EDITOR");
  if (!editor) throw new UsageError("Give the words by --text, on standard input, or set EDITOR.");
  return fromEditor(editor, about);
}

/** The file is for its owner alone and is gone afterwards. */
function fromEditor(editor: string, about: string): string {
  const folder = mkdtempSync(join(tmpdir(), "forthright-"));
  const file = join(folder, "answer.txt");
  try {
    writeFileSync(file, `\n# ${about.replaceAll("\n", "\n# ")}\n`, { mode: 0o600 });
    const { status, error } = spawnSync(editor, [file], { stdio: "inherit", shell: true });
    if (error || status !== 0) throw new UsageError(`The editor “${editor}” ended with a fault.`);
    return readFileSync(file, "utf8").replaceAll(/^#.*$/gmu, "").trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
