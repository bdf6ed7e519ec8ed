import { expect, test } from "vitest";
import { type Edits, problemsOf } from "../testing-folder";

const MISTAKES: [string, Edits, string[]][] = [
  [
    "received from no one",
    { "data.yaml": ["origin: given", "origin: received"] },
    ["data.yaml:8:13 `origin: received` needs `received_from` — add it, in one sentence"],
  ],
  [
    "inferred in no way",
    { "data.yaml": ["    worked_out: We add one for each book.\n", ""] },
    ["data.yaml:36:13 `origin: inferred` needs `worked_out` — add it, in one sentence"],
  ],
  [
    "worked out though it was given",
    { "data.yaml": ["origin: given", "origin: given\n    worked_out: We guessed."] },
    ["data.yaml:9:5 `worked_out` goes with `origin: inferred` — write that, or take it out"],
  ],
  [
    "neither a purpose nor why it is still here",
    { "data.yaml": ["    purposes: [orders, offers]\n    keep", " \n    keep"] },
    [
      "data.yaml:5:3 `email` serves no purpose — add `purposes`, or say in `no_purpose` why it is still here",
      "data.yaml:16:23 `offers` is not among the item's `purposes` — add it there",
    ],
  ],
  [
    "a purpose and no purpose",
    { "data.yaml": ["purposes: [orders]", "purposes: [orders]\n    no_purpose: Nothing uses it."] },
    ["data.yaml:32:5 `no_purpose` stands beside `purposes` — keep one of the two"],
  ],
  [
    "no word on how long it is kept",
    { "data.yaml": [", keep: { while: customer, because: You bought it. } }", " }"] },
    [
      "data.yaml:18:3 `bought` does not say how long it is kept — add `keep` to it or to its category",
      "data.yaml:33:3 `points` does not say how long it is kept — add `keep` to it or to its category",
    ],
  ],
  [
    "no word on how it is erased",
    { "data.yaml": ["    erase: { by: task, task: Remove the list. }\n", ""] },
    ["data.yaml:18:3 `bought` does not say how it is erased — add `erase` to it or to its category"],
  ],
  [
    "kept in two ways",
    {
      "data.yaml": [
        "keep: { while: customer, because: You are our customer. }",
        "keep: { while: customer, until: select now(), because: You are our customer. }",
      ],
    },
    [
      "data.yaml:13:5 `keep` says `until` and `while` — write one of `for` with `from`, `until`, `while: customer`",
    ],
  ],
  [
    "kept for a time from nowhere",
    {
      "data.yaml": [
        "keep: { while: customer, because: You are our customer. }",
        "keep: { for: P1Y, because: You are our customer. }",
      ],
    },
    ["data.yaml:13:5 `keep: for` has no `from` — add the query that gives the date it counts from"],
  ],
  [
    "erased until a day that is none",
    {
      "data.yaml": [
        "erase: { by: task, task: Remove the list. }",
        "erase: { by: keep, because: Tax law asks for it., until: 2027-13-01, then: { by: task, task: Remove the list. } }",
      ],
    },
    ["data.yaml:32:62 `until` is not a date — write year-month-day, or a query that gives one"],
  ],
  [
    "a field with columns",
    { "data.yaml": ["sort: [-day]", "shape: field"] },
    ["data.yaml:25:12 `shape: field` has no `fields` — take them out, or write row or list"],
  ],
  [
    "a row without columns",
    { "data.yaml": ["read: points.total", "read: points.total\n    shape: row"] },
    ["data.yaml:33:3 a row needs `fields` — name the columns of `points`"],
  ],
  [
    "an order of one value",
    { "data.yaml": ["read: points.total", "read: points.total\n    sort: [points]"] },
    ["data.yaml:41:5 only a list has `sort` — take it out"],
  ],
  [
    "a format beside columns",
    { "data.yaml": ["sort: [-day]", "format: text"] },
    ["data.yaml:25:5 `format` of a list stands with each of its `fields` — move it there"],
  ],
  [
    "a column without a name",
    { "data.yaml": ["title: { name: Title }", "title: { format: text }"] },
    ["data.yaml:27:7 the column `title` has no `name` — add it, or `hide: true`"],
  ],
  [
    "a currency without money",
    { "data.yaml": ["format: money, currency: code", "currency: code"] },
    ["data.yaml:28:29 `currency` goes with `format: money` — write that, or take it out"],
  ],
  [
    "a currency code that is none",
    { "data.yaml": ["read: points.total", "read: points.total\n    format: money\n    currency: Euro"] },
    ["data.yaml:42:15 `Euro` is not a currency — write its three capitals (ISO 4217), such as EUR"],
  ],
];

test.each(MISTAKES)("tells of %s", async (_mistake, edits, lines) => {
  expect(await problemsOf(edits)).toEqual(lines);
});
