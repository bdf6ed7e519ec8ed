import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "../context";
import type { House } from "../house";
import { testHouse } from "../testing";
import { testStaff } from "../testing-staff";
import type { ImaginedCustomer } from "./catalog";
import { publishFirst } from "./first";
import { previewTerms } from "./index";
import { termsBrand } from "./testing";

const NEXT = "terms/privacy/2030-01-01";
const next = {
  [`${NEXT}/full.en.md`]: "# Privacy\n\n## What we keep\n\nOrders, for two years.\n\n## Post\n\nBy post.\n",
  [`${NEXT}/summary.en.yaml`]: `changed: We keep orders longer, and write by post.
points:
  - { id: longer, text: We keep orders for long., clauses: [what-we-keep], items: [bought] }
  - { id: post, text: We send offers by post., clauses: [post], purposes: [offers] }
`,
};

let house: House;
let close: () => Promise<void>;
let officer: Ctx;

beforeAll(async () => {
  const asks = ["agreement: notice", "agreement: required"] as const;
  const made = await testHouse({ brand: await termsBrand({ "terms/privacy/document.yaml": asks, ...next }) });
  ({ house, close } = made);
  await publishFirst(house.db, house.brand);
  officer = await testStaff(house, "privacy_officer");
});
afterAll(() => close());

const nobody: ImaginedCustomer = { on: [], held: [], since: null, locale: "en" };
const preview = (customer: Partial<ImaginedCustomer>, ctx = officer) =>
  previewTerms(ctx, { document: "privacy", version: "2030-01-01" }, { ...nobody, ...customer });

test.each<[string, Partial<ImaginedCustomer>, string[], "ask" | "nothing"]>([
  ["nothing on and nothing held", {}, [], "nothing"],
  ["what a line names is held", { held: ["bought"] }, ["longer: bought"], "ask"],
  ["a purpose of a line is on", { on: ["offers"] }, ["post: offers"], "ask"],
  ["both", { on: ["offers"], held: ["bought"] }, ["longer: bought", "post: offers"], "ask"],
  ["ids that nobody knows", { on: ["x"], held: ["y"] }, [], "nothing"],
])("with %s it concerns them as it would concern a customer", async (_, customer, yours, wants) => {
  const { standing } = await preview(customer);
  const told = (standing.changes?.yours ?? []).flatMap(({ point, concerns }) =>
    concerns.map(({ id }) => `${point.id}: ${id}`),
  );
  expect(told).toEqual(yours);
  expect(standing.wants).toBe(wants);
});

test("its switches stand as they were picked, and the newest earlier version is what they agreed to", async () => {
  const { choices, standing, view, earlier, purposes } = await preview({ on: ["offers"] });
  const cells = choices.bands.flatMap(({ rows }) => rows).find(({ purpose }) => purpose === "offers")?.cells;
  expect(cells?.some((cell) => cell.kind === "switch" && cell.on)).toBe(true);
  expect(standing).toMatchObject({ agreed: { version: "2026-06-01" }, now: { version: "2030-01-01" } });
  expect(view).toMatchObject({ standing: "in_force", version: "2030-01-01", points: [{}, {}] });
  expect(earlier).toEqual(["2026-06-01", "2026-01-01"]);
  const picks = purposes.map(({ id, on, fixed }) => [id, on, fixed]);
  expect(picks).toEqual(
    expect.arrayContaining([
      ["orders", true, true],
      ["offers", true, false],
    ]),
  );
});

test("somebody new is told of no change and asked; another language is theirs as far as there is one", async () => {
  const { standing, since } = await preview({ since: "" });
  expect([since, standing.changes, standing.wants]).toEqual([null, null, "ask"]);
  const german = await previewTerms(
    officer,
    { document: "privacy", version: "2026-06-01" },
    { ...nobody, locale: "de" },
  );
  expect(german.view.points[0]?.text).toEqual({ text: "Sie können uns fragen.", lang: "de" });
  expect(german.name.lang).toBe("en");
});

test("only for whoever may see the desk's terms, and nothing of a version that is not there", async () => {
  await expect(preview({}, await testStaff(house, "support"))).rejects.toMatchObject({ code: "forbidden" });
  const gone = { document: "privacy", version: "1999-01-01" };
  await expect(previewTerms(officer, gone, nobody)).rejects.toMatchObject({ code: "not_found" });
});
