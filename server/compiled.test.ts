import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { COMPILED, MADE_FROM, program } from "../start/compiled.mjs";

const folder = mkdtempSync(join(tmpdir(), "compiled-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A project whose files were last written at these seconds; null is not there. */
function project(name: string, at: { compiled: number | null; sources: (number | null)[] }) {
  const root = join(folder, name);
  mkdirSync(join(root, COMPILED), { recursive: true });
  const write = (path: string, text: string, second: number) => {
    writeFileSync(join(root, path), text);
    utimesSync(join(root, path), second, second);
  };
  const paths = at.sources.map((_, index) => `${index}.ts`);
  if (at.compiled !== null) write(join(COMPILED, MADE_FROM), JSON.stringify(paths), at.compiled);
  at.sources.forEach((second, index) => void (second !== null && write(`${index}.ts`, "", second)));
  return root;
}

describe("a program is called as it was compiled", () => {
  it.each([
    ["all sources are older", { compiled: 9, sources: [1, 9] }, true],
    ["one source is newer", { compiled: 9, sources: [1, 10] }, false],
    ["one source is gone", { compiled: 9, sources: [1, null] }, false],
    ["nothing was compiled", { compiled: null, sources: [1, 1] }, false],
  ])("where %s", (name, at, isCompiled) => {
    const root = project(name, at);
    const { flags, env } = program("serve", "server/serve.ts", root);
    expect(flags.at(-1)).toBe(join(root, isCompiled ? `${COMPILED}/serve.mjs` : "server/serve.ts"));
    expect(Object.keys(env)).toEqual(isCompiled ? ["NODE_COMPILE_CACHE"] : []);
  });
});
