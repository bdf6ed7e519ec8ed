import { expect, test } from "vitest";
import { amountsIn, differingAmounts } from "./amounts";

test.each<[string, Record<string, number[]>]>([
  ["gone within 60 days", { day: [60] }],
  ["a 30-day notice and 12 months", { day: [30], month: [12] }],
  ["for seven years", { year: [7] }],
  ["innerhalb von 30 Tagen, nach sechs Monaten", { day: [30], month: [6] }],
  ["在60天内删除，发票保存七年", { day: [60], year: [7] }],
  ["保存六十天，一百二十日", { day: [60, 120] }],
  ["up to 2.5 % or 20 per cent", { percent: [2.5, 20] }],
  ["10 business days", { day: [10] }],
  ["in 2026 we moved; daylight", {}],
  ["version 1.30 days", { day: [1.3] }],
])("%s", (text, amounts) => {
  expect(Object.fromEntries([...amountsIn(text)].map(([unit, numbers]) => [unit, [...numbers]]))).toEqual(
    amounts,
  );
});

test.each<[string, string, unknown[]]>([
  ["gone in 30 days", "deleted within 60 days", [{ unit: "day", point: 30, clauses: [60] }]],
  ["gone in 60 days", "deleted within sixty days, 30 days for backups", []],
  ["kept for seven years", "kept as long as tax law says", []],
  ["gone in 2 months", "deleted within 60 days", []],
])("“%s” beside “%s”", (point, clause, differing) => {
  expect(differingAmounts(point, clause)).toEqual(differing);
});
