import { expect, test } from "vitest";
import type { Ctx } from "@/domain/context";
import type { DeskRequestView } from "@/domain/requests/catalog";
import { tinyBrand } from "@/domain/testing-brand";
import { DESK_PAGES } from "./desk-navigation";
import { DeskRequestQuery, partOf } from "./desk-request-page";
import { isUnfinished, readyRefusals, refuseAtDesk } from "./desk-requests";
import type { Flash } from "./flash";
import { wordsFor } from "./i18n";

const now = new Date("2026-11-21T12:00:00Z");
const ctx = { house: { brand: tinyBrand() }, now } as Ctx;
const english = wordsFor({ locale: "en", timeZone: "Europe/Dublin", now });
const request = (kind: string, customerLocale: string, jurisdiction: string) =>
  ({ kind, customerLocale, due: { jurisdiction } }) as DeskRequestView;

test.each([
  ["support", ["find", "texts", "rules", "account"]],
  ["privacy_officer", ["requests", "texts", "terms", "audit", "rules", "account"]],
  ["admin", ["integrations", "rules", "account"]],
  ["auditor", ["terms", "integrations", "audit", "rules", "account"]],
] as const)("%s has the pages %j", (role, pages) => {
  expect(DESK_PAGES.filter(({ roles }) => roles.includes(role)).map(({ id }) => id)).toEqual(pages);
});

test("a reason is named for the officer and worded for the customer, with the law that says so", () => {
  const [first] = readyRefusals(ctx, english, request("delete", "de", "eu"));
  expect(first).toEqual({
    reason: "tax_law",
    name: "Tax law: we must keep it",
    text: expect.stringMatching(/^Das Steuerrecht .*\(Regulation \(EU\) 2016\/679, art\. 17\(3\)\(b\)\)$/u),
  });
  const other = readyRefusals(ctx, english, request("delete", "en", "other"));
  expect(other.map(({ text }) => text).join()).not.toContain("(");
  expect(readyRefusals(ctx, english, request("complain", "en", "eu"))).toEqual([]);
});

test("a ready reason goes out only once it is filled in, whatever its language", async () => {
  const ready = ["en", "de", "zh-Hans", "zh-Hant"].flatMap((locale) =>
    ["object", "correct"].flatMap((kind) => readyRefusals(ctx, english, request(kind, locale, "eu"))),
  );
  const open = ready.filter(({ text }) => isUnfinished(text));
  expect(new Set(open.map(({ reason }) => reason))).toEqual(new Set(["compelling", "right_as_it_is"]));
  for (const { text } of open) {
    expect(isUnfinished(text.replace(/\[.*\]/u, "fraud [see art. 6]"))).toBe(false);
    await expect(refuseAtDesk(ctx, { id: "x", text })).rejects.toMatchObject({ code: "invalid" });
  }
});

test("what the address says counts only as far as it is known", () => {
  expect(DeskRequestQuery.parse({ did: "x", template: "<b>", form: "y", other: "1" })).toEqual({});
  expect(DeskRequestQuery.parse({ did: "done", template: "tax_law" })).toEqual({
    ...{ did: "done", template: "tax_law" },
  });
});

const flash = (more: Partial<Flash>): Flash => ({
  ...{ form: "desk-answer", problem: "invalid", params: {}, fields: [], values: { text: "kept" } },
  ...more,
});

test.each<[string, Flash | null, object]>([
  ["nothing was refused", null, {}],
  ["another form was", flash({ form: "desk-more" }), {}],
  ["this one was not right", flash({}), { typed: { text: "kept" }, error: "words" }],
  ["it came too late", flash({ problem: "conflict" }), { typed: { text: "kept" } }],
])("a form shows what it held where %s", (_, kept, expected) => {
  expect(partOf(kept, "desk-answer", "words")).toEqual(expected);
});
