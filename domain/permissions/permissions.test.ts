import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Act, policy } from "../policy";
import { permissionsPage } from "./page";
import { sentences } from "./sentences";

const written = readFileSync(join(import.meta.dirname, "../../docs/permissions.md"), "utf8");

test("docs/permissions.md is what the policy says; if not, run: npm run permissions", () => {
  expect(written).toBe(permissionsPage());
});

test("each act stands there once, with as many marks as the policy has and one sentence of its own", () => {
  const acts = Object.keys(policy) as Act[];
  for (const act of acts) {
    const lines = written.split("\n").filter((line) => line.startsWith(`| \`${act}\` |`));
    expect(lines, act).toHaveLength(1);
    expect(lines[0]?.split("●").length, act).toBe(policy[act].length + 1);
  }
  const said = acts.map((act) => sentences[act]);
  expect(new Set(said).size).toBe(acts.length);
  for (const sentence of said) expect(sentence).toMatch(/^[A-Z][^.|]*\.$/);
});
