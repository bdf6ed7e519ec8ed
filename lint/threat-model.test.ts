import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const model = readFileSync(join(root, "docs/threat-model.md"), "utf8");

interface Proof {
  file: string;
  title: string | undefined;
}

/** What a document names as proof: `file › the beginning of a title`, or a program of attack/ or break/. */
function proofsIn(text: string): Proof[] {
  return [...text.matchAll(/`([\w./-]+\.ts)(?: › ([^`]+))?`/g)].map(([, file = "", title]) => ({
    file,
    title,
  }));
}

/** Why a proof is none; null: it is there. */
function wrongWith({ file, title }: Proof): string | null {
  const path = join(root, file);
  if (!existsSync(path)) return `${file} is not there`;
  const text = readFileSync(path, "utf8");
  if (title === undefined) {
    if (/^attack\//.test(file)) return /export const attack\b/.test(text) ? null : `${file} is no attack`;
    return /^break\//.test(file) ? null : `${file} names no test`;
  }
  if (!/\.(test|spec)\.ts$/.test(file)) return `${file} holds no tests`;
  const quoted = ['"', "'", "`"].some((mark) => text.includes(mark + title));
  return quoted ? null : `${file} has no test that begins with “${title}”`;
}

const rows = model.split("\n").filter((line) => /^\| [A-Z]\d+ \|/.test(line));

it.each(rows.map((row) => [row.split("|")[1]?.trim() ?? "", row] as const))(
  "%s is proved by what is there",
  (_id, row) => {
    const proofs = proofsIn(row);
    expect(proofs.length).toBeGreaterThan(0);
    expect(proofs.map(wrongWith).filter((wrong) => wrong !== null)).toEqual([]);
  },
);

it("names every threat and failure once, and each by a number of its own", () => {
  const ids = rows.map((row) => row.split("|")[1]?.trim());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(["T1", "T23", "R1", "R22", "O1"]));
});

it("finds a file, a title and an attack that are not there", () => {
  const told = "`db/nowhere.test.ts › x` `db/walls.test.ts › no such title` `attack/target.ts` `db/walls.ts`";
  expect(proofsIn(told).map(wrongWith)).toEqual([
    "db/nowhere.test.ts is not there",
    "db/walls.test.ts has no test that begins with “no such title”",
    "attack/target.ts is no attack",
    "db/walls.ts names no test",
  ]);
});
