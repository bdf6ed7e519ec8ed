import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { formatProblem } from "@/domain/brand";
import { loadBrand } from "@/domain/brand/load";

const folder = fileURLToPath(new URL(".", import.meta.url));
const env = {
  SHOP_DATABASE_URL: "postgres://reader@localhost/shop",
  SHOP_WRITE_DATABASE_URL: "postgres://writer@localhost/shop",
  MARKETING_DATABASE_URL: "postgres://reader@localhost/marketing",
  LOYALTY_URL: "http://127.0.0.1:1",
  LOYALTY_TOKEN: "token",
};
const load = () => loadBrand(folder, env, new Date("2026-11-21T12:00:00Z"));

test("the demo brand has no mistake, and one warning that stands for a reason", async () => {
  const { problems, warnings } = await load();
  expect(problems.map(formatProblem)).toEqual([]);
  // A recall goes out by every means we have: Regulation (EU) 2023/988, article 35.
  expect(warnings.map(({ message }) => message)).toEqual([
    "`law` sends texts without consent — ask for it, or move the channel to `optional_channels`",
  ]);
});

test("it shows every kind of thing that a brand can declare", async () => {
  const { brand } = await load();
  if (!brand) throw new Error("the brand does not load");
  const { items, purposes, sources, terms } = brand;
  const kinds = <T>(values: readonly T[]) => [...new Set(values)].sort();
  expect(kinds(items.map(({ origin }) => origin))).toEqual(["given", "inferred", "observed", "received"]);
  expect(kinds(items.map(({ shape }) => shape))).toEqual(["field", "list", "row"]);
  expect(kinds(items.map(({ correct }) => correct.by))).toEqual(["nobody", "request", "self"]);
  expect(kinds(items.map(({ erase }) => erase.by))).toEqual(["anonymise", "delete", "keep", "task"]);
  expect(items.filter(({ special }) => special).map(({ id }) => id)).toEqual(["health_note"]);
  expect(items.filter((item) => item.noPurpose).map(({ id }) => id)).toEqual(["heard_about_us"]);
  expect(purposes).toHaveLength(9);
  expect(kinds(purposes.map(({ basis }) => basis))).toHaveLength(6);
  expect(sources.map(({ kind }) => kind)).toEqual(["postgres", "postgres", "http"]);
  expect(terms.map(({ id, versions }) => [id, versions.map(({ version }) => version)])).toEqual([
    ["privacy-notice", ["2025-03-01", "2026-06-01"]],
    ["terms-of-service", ["2025-09-15", "2030-01-01"]],
  ]);
});

/** Every map that has an English text, by where it stands. */
function texts(value: unknown, at = ""): [string, object][] {
  if (typeof value !== "object" || value === null) return [];
  if ("en" in value && typeof value.en === "string") return [[at, value]];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${at}.${key}`));
}

test("every text stands in all four languages", async () => {
  const { brand } = await load();
  const found = texts(brand);
  expect(found.length).toBeGreaterThan(200);
  for (const [at, text] of found) {
    expect([at, Object.keys(text).sort()]).toEqual([at, ["de", "en", "zh-Hans", "zh-Hant"]]);
  }
});

test("each role has handling rules in every language, with the same clauses in the same order", async () => {
  const { brand } = await load();
  for (const role of ["support", "privacy_officer", "admin", "auditor"]) {
    const rules = brand?.staffRules.filter((text) => text.role === role) ?? [];
    expect([role, rules.map(({ locale }) => locale).sort()]).toEqual([
      role,
      ["de", "en", "zh-Hans", "zh-Hant"],
    ]);
    expect(new Set(rules.map(({ tree }) => tree.clauses.length)).size).toBe(1);
  }
});
