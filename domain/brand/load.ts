import { assemble } from "./assemble";
import type { Brand } from "./brand";
import { checkFolder } from "./check";
import type { Folder } from "./check/context";
import { dayIn } from "./duration";
import { formatProblem, type Problem, sortProblems } from "./problem";
import { type NamedFile, readFolder } from "./read/folder";
import { type Env, parseYaml } from "./read/parse-yaml";
import { rulesParts } from "./read/rules-parts";
import { fileKind, schemaProblems } from "./read/schema-problems";
import { Spot } from "./read/spot";
import { termsParts } from "./read/terms-parts";

export interface Loaded {
  /** Only where nothing is wrong. */
  brand?: Brand;
  problems: Problem[];
  warnings: Problem[];
}

interface ReadYaml {
  spots: Map<string, Spot>;
  problems: Problem[];
}

/** A value that waits for an environment variable is wrong in that way alone. */
function withoutEchoes(problems: readonly Problem[], unset: readonly Problem[]): Problem[] {
  const waiting = new Set(unset.map(({ file, line, column }) => `${file}:${line}:${column}`));
  return problems.filter(({ file, line, column }) => !waiting.has(`${file}:${line}:${column}`));
}

function readYaml(files: readonly NamedFile[], env: Env): ReadYaml {
  const spots = new Map<string, Spot>();
  const problems: Problem[] = [];
  for (const { named, path, text } of files) {
    const kind = fileKind(named);
    if (kind === undefined) continue;
    const { yaml, problems: unread } = parseYaml(path, text, env);
    problems.push(...unread);
    if (yaml === undefined) continue;
    problems.push(...withoutEchoes(schemaProblems(yaml, kind), unread));
    spots.set(path, Spot.whole(yaml));
  }
  return { spots, problems };
}

function asFolder(files: readonly NamedFile[], spots: ReadonlyMap<string, Spot>, today: string): Folder {
  const roots = files.flatMap(({ named, path }) => {
    const spot = spots.get(path);
    return named.kind === "root" && spot?.isMap ? [[named.name, spot] as const] : [];
  });
  const pictures = files.filter(({ named }) => named.kind === "picture");
  return {
    files: Object.fromEntries(roots),
    pictures,
    documents: termsParts(files, (path) => spots.get(path)),
    rules: rulesParts(files),
    today,
  };
}

/**
 * Reads and checks a brand folder. Everything wrong is reported at once, sorted by place; the
 * brand is there only where nothing is. `env` fills in `${NAME}`; `now` tells which certificates
 * have run out. Never throws because of what the folder holds.
 */
export async function loadBrand(folder: string, env: Env, now: Date = new Date()): Promise<Loaded> {
  const { files, problems: unread, hash } = await readFolder(folder);
  const { spots, problems: invalid } = readYaml(files, env);
  const parts = asFolder(files, spots, dayIn(now, "UTC"));
  const found = checkFolder(parts);
  // A file that is there and cannot be read is not missing besides.
  const known = new Set(unread.map(({ file }) => file));
  const others = found.problems.filter(({ file }) => !known.has(file));
  const problems = sortProblems([...unread, ...invalid, ...others]);
  const warnings = sortProblems(found.warnings);
  if (problems.length > 0) return { problems, warnings };
  return { brand: assemble({ folder: parts, files, hash }), problems, warnings };
}

/**
 * The brand of a folder without problems.
 * @throws an Error that lists everything wrong in it at once, one line each.
 */
export async function mustLoadBrand(folder: string, env: Env): Promise<Brand> {
  const { brand, problems } = await loadBrand(folder, env);
  if (brand !== undefined) return brand;
  const lines = problems.map((problem) => `  ${formatProblem(problem)}`).join("\n");
  throw new Error(`The brand folder ${folder} has mistakes:\n${lines}`);
}
