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

test("the demo brand's folder has no mistake", async () => {
  const { brand, problems, warnings } = await loadBrand(folder, env, new Date("2026-11-21T12:00:00Z"));
  expect(problems.map(formatProblem)).toEqual([]);
  console.log(warnings.map(formatProblem).join("\n"));
  expect(brand?.items.length).toBe(23);
});
