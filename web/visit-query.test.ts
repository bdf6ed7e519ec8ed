import { describe, expect, it } from "vitest";
import type { HeldValue } from "@/domain/held-data/catalog";
import type { VisitView } from "@/domain/visits/catalog";
import { newsOf, seenItems } from "./visit-query";

const now = new Date("2026-11-22T12:00:00Z");
const visitAt = (startedAt: string) => ({ id: startedAt, startedAt: new Date(startedAt) }) as VisitView;

describe("a visit as news", () => {
  it.each([
    [["2026-11-22T11:00:00Z", "2026-11-21T11:00:00Z"], "2026-11-22T11:00:00Z"],
    [["2026-11-15T12:00:01Z"], "2026-11-15T12:00:01Z"],
    [["2026-11-15T12:00:00Z"], null],
    [[], null],
  ])("of %j it is %s", (visits, news) => expect(newsOf(visits.map(visitAt), now)?.id ?? null).toBe(news));
});

it("counts what is withheld from staff as not seen", () => {
  const values = new Map<string, HeldValue | Promise<HeldValue>>([
    ["health", { kind: "withheld", item: "health" }],
    [
      "name",
      {
        kind: "masked",
        item: "name",
        hint: "•",
        count: null,
        kept: { date: null, past: false, lockedUntil: null },
      },
    ],
    ["slow", Promise.resolve({ kind: "withheld", item: "slow" })],
  ]);
  expect(seenItems(values)).toEqual(["name", "slow"]);
});
