import { expect, test } from "vitest";
import { type Edits, problemsOf } from "../testing-folder";

const MISTAKES: [string, Edits, string[]][] = [
  [
    "a clause that is not in the text",
    { "terms/privacy/2026-01-01/summary.en.yaml": ["clauses: [what-we-keep]", "clauses: [what-we-kept]"] },
    [
      "terms/privacy/2026-01-01/summary.en.yaml:4:15 `what-we-kept` is not a clause of the full text — did you mean `what-we-keep`?",
      "terms/privacy/document.yaml:5:19 no point of version 2026-01-01 leads to the clause `what-we-keep` — write one",
    ],
  ],
  [
    "a purpose that does not exist, in a point",
    { "terms/privacy/2026-01-01/summary.en.yaml": ["purposes: [orders]", "purposes: [order]"] },
    ["terms/privacy/2026-01-01/summary.en.yaml:5:16 `order` is not a purpose — did you mean `orders`?"],
  ],
  [
    "an item that does not exist, in a point",
    { "terms/privacy/2026-01-01/summary.en.yaml": ["items: [bought]", "items: [books]"] },
    [
      "terms/privacy/2026-01-01/summary.en.yaml:6:13 `books` is not an item — write one of `email`, `bought`, `points`",
    ],
  ],
  [
    "a clause that must have a point but is none",
    { "terms/privacy/document.yaml": ["[what-we-keep]", "[what-we-share]"] },
    [
      "terms/privacy/document.yaml:5:19 `what-we-share` is not a clause of the binding text — write one of `privacy`, `what-we-keep`",
    ],
  ],
  [
    "a clause that must have a point and has none",
    { "terms/privacy/document.yaml": ["[what-we-keep]", "[what-we-keep, privacy]"] },
    [
      "terms/privacy/document.yaml:5:33 no point of version 2026-01-01 leads to the clause `privacy` — write one",
    ],
  ],
  [
    "a DPV term that does not exist",
    { "data.yaml": ["dpv: pd:EmailAddress", "dpv: pd:EmailAdress"] },
    [
      "data.yaml:17:10 `pd:EmailAdress` is not a term of the Data Privacy Vocabulary 2.3 — did you mean `pd:EmailAddress`?",
    ],
  ],
  [
    "a DPV term with the wrong prefix",
    { "purposes.yaml": ["dpv: dpv:ServiceProvision", "dpv: pd:ServiceProvision"] },
    [
      "purposes.yaml:8:8 `pd:ServiceProvision` is not a term of the Data Privacy Vocabulary 2.3 — did you mean `dpv:ServiceProvision`?",
    ],
  ],
  [
    "the same id twice in a list",
    { "data.yaml": ["purposes: [orders, offers]", "purposes: [orders, offers, orders]"] },
    ["data.yaml:12:32 `orders` stands twice — take one out"],
  ],
  [
    "the same id twice in a map",
    { "recipients.yaml": "mailer: { name: A, what_for: Sends., country: DE, role: processor }\n".repeat(2) },
    ["recipients.yaml:2:1 `mailer` stands twice in one map — rename one of the two, or take it out"],
  ],
  [
    "the same locale twice",
    { "brand.yaml": ["locales: [en]", "locales: [en, EN]"] },
    ["brand.yaml:9:15 `EN` stands twice — take one out"],
  ],
];

test.each(MISTAKES)("tells of %s", async (_mistake, edits, lines) => {
  expect(await problemsOf(edits)).toEqual(lines);
});
