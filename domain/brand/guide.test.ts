import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatProblem, loadBrand } from "./index";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guide-"));
  const guide = await readFile(join(import.meta.dirname, "../../docs/brand-folder.md"), "utf8");
  for (const [, path = "", text = ""] of guide.matchAll(/^```(?:yaml|markdown) (\S+)\n([\s\S]*?)^```$/gm)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("the examples of the guide are one whole brand without mistakes", async () => {
  const env = { SHOP_URL: "postgres://r@db/s", SHOP_WRITE_URL: "postgres://w@db/s", LOYALTY_TOKEN: "t" };
  const { brand, problems, warnings } = await loadBrand(folder, env);
  expect(problems.map(formatProblem)).toEqual([]);
  const unsigned = ["admin", "auditor", "privacy_officer"].map(
    (role) =>
      `staff/rules.${role}.en.md:1:1 nobody in the role ${role} signs anything — write the handling rules of that role`,
  );
  expect(warnings.map(formatProblem)).toEqual([
    ...unsigned,
    "terms/privacy-notice/2026-01-01/summary.en.yaml:1:1 no one has checked these points against their clauses: `invoices` — read both, then mark them",
  ]);
  expect(brand?.items.map(({ id }) => id)).toEqual(["email", "bought", "points"]);
});
