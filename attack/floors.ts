import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Attack, type Outcome, Tally } from "./attack";
import { root } from "./started";

/** A package, and the versions of it that have no known hole which concerns us. */
interface Floor {
  package: string;
  at_least: string;
  /** Where a later line of versions is another matter. */
  below?: string;
  because: string[];
}

interface Floors {
  floors: Floor[];
  /** Packages of tests alone, by their path in the lock file, with why an old one does no harm there. */
  excepted: { path: string; because: string }[];
}

type Packages = Record<
  string,
  { version?: string; name?: string; integrity?: string; dev?: boolean; optional?: boolean }
>;

/** Known holes: nothing that is installed, however deep, may be older than security/floors.json allows. */
export const attack: Attack = {
  name: "floors",
  threat: "T49",
  beside: true,
  run: async () => compared(read<Floors>("security/floors.json"), locked("package-lock.json")),
};

function compared({ floors, excepted }: Floors, packages: Packages): Outcome {
  const tally = new Tally();
  for (const floor of floors) {
    const found = Object.entries(packages).filter(([path, { name }]) => nameOf(path, name) === floor.package);
    tally.check(found.length > 0, `${floor.package} has a floor and is not installed`);
    for (const [path, { version = "0" }] of found)
      tally.check(
        isWithin(version, floor) || excepted.some((one) => one.path === path),
        `${path} is ${version}, below ${floor.at_least} (${floor.because.join(", ")})`,
      );
  }
  for (const { path } of excepted)
    tally.check(packages[path]?.dev === true, `${path} is excepted and is not of tests alone`);
  // What is fetched is what was looked at: each package is pinned by its content, but for those of other machines.
  for (const [path, { integrity, optional }] of Object.entries(packages))
    if (!optional || existsSync(join(root, path)))
      tally.check(/^sha512-/.test(integrity ?? ""), `${path} is not pinned by its content`);
  return tally;
}

const nameOf = (path: string, name?: string) => name ?? path.replace(/^.*node_modules\//, "");

const isWithin = (version: string, { at_least, below }: Floor) =>
  order(version, at_least) >= 0 && (below === undefined || order(version, below) < 0);

/** A pre-release counts as older than what it precedes. */
function order(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split(/[.-]/).map(Number));
  for (const at of [0, 1, 2]) {
    const difference = (a?.[at] ?? 0) - (b?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(!one.includes("-")) - Number(!other.includes("-"));
}

const read = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), "utf8"));

/** Every package of the lock file but the project itself. */
function locked(file: string): Packages {
  const { packages } = read<{ packages: Packages }>(file);
  return Object.fromEntries(Object.entries(packages).filter(([path]) => path !== ""));
}
