import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Problem } from "../problem";
import { type Misplaced, type Named, nameFile, ROOT_FILES } from "./names";

/** One of the folder's files, read and decoded. */
export interface NamedFile {
  path: string;
  named: Named;
  text: string;
  /** SHA-256 of its bytes, 64 hex digits. */
  hash: string;
}

export interface ReadFolder {
  files: NamedFile[];
  problems: Problem[];
  /** SHA-256 over the named files' paths and bytes. */
  hash: string;
}

const MEGABYTE = 1_000_000;
const CAPS = { root: 1, document: 1, summary: 1, full: 2, rules: 1, picture: 0.25 } as const;
/** Folders that hold named files, and how far down one is looked for. */
const DEPTH: Readonly<Record<string, number>> = { theme: 1, staff: 1, terms: 4 };

async function listFiles(root: string, inside: string, depth: number): Promise<string[]> {
  const names = (await readdir(join(root, inside))).sort();
  const found = await Promise.all(
    names.map(async (name) => {
      const path = inside === "" ? name : `${inside}/${name}`;
      const facts = await stat(join(root, path)).catch(() => undefined);
      if (facts?.isFile()) return [path];
      const further = inside === "" ? (DEPTH[name] ?? 0) : depth - 1;
      return facts?.isDirectory() && further > 0 ? listFiles(root, path, further) : [];
    }),
  );
  return found.flat();
}

function at(file: string, message: string, place = { line: 1, column: 1 }): Problem {
  return { file, ...place, message };
}

function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Where the first such sign stands. */
function placeOf(sign: string, text: string): { line: number; column: number } {
  const before = text.slice(0, Math.max(0, text.indexOf(sign))).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Where the first byte that is not UTF-8 stands. */
const badByte = (bytes: Uint8Array) => placeOf("\uFFFD", new TextDecoder("utf-8").decode(bytes));

async function readNamed(root: string, path: string, named: Named): Promise<NamedFile | Problem> {
  const cap = CAPS[named.kind];
  const { size } = await stat(join(root, path));
  if (size > cap * MEGABYTE) {
    const megabytes = (size / MEGABYTE).toFixed(1);
    return at(path, `the file is ${megabytes} MB — keep it under ${cap} MB`);
  }
  const bytes = await readFile(join(root, path));
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // In YAML it is looked for where values are read, for it can be written there as an escape.
    if (path.endsWith(".md") && text.includes("\0"))
      return at(path, "the text holds a NUL character — take it out", placeOf("\0", text));
    return { path, named, text, hash: sha256(bytes) };
  } catch {
    return at(path, "the file is not UTF-8 — save it as UTF-8", badByte(bytes));
  }
}

function missingFiles(paths: readonly string[]): Problem[] {
  const missing = ROOT_FILES.filter((name) => !paths.includes(`${name}.yaml`));
  return missing.map((name) => at(`${name}.yaml`, "the file is missing — add it"));
}

function isNamed(found: Named | Misplaced): found is Named {
  return found.kind !== "misplaced";
}

async function readAll(root: string, paths: readonly string[]): Promise<ReadFolder> {
  const problems = missingFiles(paths);
  const files: NamedFile[] = [];
  for (const path of paths) {
    const named = nameFile(path);
    if (named === undefined) continue;
    if (!isNamed(named)) {
      problems.push(at(path, named.message));
      continue;
    }
    const read = await readNamed(root, path, named).catch(() =>
      at(path, "the file cannot be read — check its permissions"),
    );
    if ("message" in read) problems.push(read);
    else files.push(read);
  }
  const hash = sha256(files.map((file) => `${file.path}\0${file.hash}\n`).join(""));
  return { files, problems, hash };
}

/** Reads the folder's named files; others are ignored. Never throws: what cannot be read is a problem. */
export async function readFolder(root: string): Promise<ReadFolder> {
  try {
    const paths = (await listFiles(root, "", 0)).sort();
    return await readAll(root, paths);
  } catch {
    const problem = at(root, "there is no folder that can be read here — name the brand folder");
    return { files: [], problems: [problem], hash: "" };
  }
}
