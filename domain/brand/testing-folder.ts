import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { formatProblem, type Loaded, loadBrand } from "./index";
import { BASE } from "./testing-base";

export { BASE } from "./testing-base";

export const ENV = { SHOP_URL: "postgres://reader@db/shop", SHOP_WRITE_URL: "postgres://writer@db/shop" };

/** Changes to the base: a whole file, or a text in it for another; null takes the file out. */
export type Edits = Readonly<Record<string, string | Uint8Array | null | readonly [string, string]>>;

function edited(file: string, edit: Edits[string] | undefined): string | Uint8Array | null {
  const base = BASE[file] ?? "";
  if (edit === undefined) return base;
  if (edit === null || typeof edit === "string" || edit instanceof Uint8Array) return edit;
  const [from, to] = edit;
  if (!base.includes(from)) throw new Error(`${file} does not hold ${from}`);
  return base.replace(from, () => to);
}

/** Writes the base with these edits into a folder. */
export async function writeFolder(folder: string, edits: Edits): Promise<void> {
  for (const file of new Set([...Object.keys(BASE), ...Object.keys(edits)])) {
    const content = edited(file, edits[file]);
    if (content === null) continue;
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
}

/** Loads the base with these edits from a folder of its own, which is gone afterwards. */
export async function loadEdited(edits: Edits, env: Record<string, string> = ENV): Promise<Loaded> {
  const folder = await mkdtemp(join(tmpdir(), "brand-"));
  try {
    await writeFolder(folder, edits);
    return await loadBrand(folder, env, new Date("2026-11-21T12:00:00Z"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is wrong with the edited base, each as one line. */
export async function problemsOf(edits: Edits, env?: Record<string, string>): Promise<string[]> {
  return (await loadEdited(edits, env)).problems.map(formatProblem);
}

/** What a wary customer would mind in the edited base, each as one line. */
export async function warningsOf(edits: Edits): Promise<string[]> {
  return (await loadEdited(edits)).warnings.map(formatProblem);
}
