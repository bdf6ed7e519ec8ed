import { expect, it } from "vitest";
import { withSight } from "@/db/client";
import { texts } from "@/db/schema/texts";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { keepTermsInForce } from "./keep";

const version = (day: string, word: string) => ({
  version: day,
  full: [
    {
      locale: "en",
      hash: word.repeat(64),
      markdown: `# ${word}`,
      tree: { clauses: [], footnotes: [] } as never,
    },
  ],
  summaries: [{ locale: "en", hash: word.repeat(63), yaml: "points: []", points: [] }],
});

it("keeps the texts in force by their hash, once, and none of tomorrow's", async () => {
  const { house, close } = await testHouse();
  const brand = tinyBrand({
    terms: [
      {
        id: "notice",
        name: "Notice",
        kind: "privacy_notice",
        agreement: "notice",
        binding: "en",
        mustHavePoint: [],
        versions: [version("2020-01-01", "a"), version("2999-01-01", "b")],
      },
    ],
  });
  await keepTermsInForce(house.db, brand);
  await keepTermsInForce(house.db, brand);
  const kept = await withSight(house.db, {}, (tx) => tx.select().from(texts));
  expect(kept.map(({ hash }) => hash).sort()).toEqual(["a".repeat(63), "a".repeat(64)]);
  await close();
});
