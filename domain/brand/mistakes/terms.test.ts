import { expect, test } from "vitest";
import { type Edits, problemsOf } from "../testing-folder";

const MISTAKES: [string, Edits, string[]][] = [
  [
    "the text that binds left out",
    { "terms/privacy/2026-01-01/full.en.md": null },
    ["terms/privacy/2026-01-01/full.en.md:1:1 the text that binds is missing — add it"],
  ],
  [
    "the summary in the binding language left out",
    { "terms/privacy/2026-01-01/summary.en.yaml": null },
    [
      "terms/privacy/2026-01-01/summary.en.yaml:1:1 the summary in the language that binds is missing — add it",
    ],
  ],
  [
    "raw HTML",
    {
      "terms/privacy/2026-01-01/full.en.md": [
        "We keep your orders for a year.",
        "We keep <b>your orders</b> for a year.",
      ],
    },
    ["terms/privacy/2026-01-01/full.en.md:7:9 the HTML tag <b> is not shown — write **bold**"],
  ],
  [
    "an HTML block",
    {
      "terms/privacy/2026-01-01/full.en.md": [
        "We keep your orders for a year.",
        "<div>\nWe keep your orders for a year.\n</div>",
      ],
    },
    [
      "terms/privacy/2026-01-01/full.en.md:7:1 the HTML tag <div> is not shown — leave the tag out; an empty line parts paragraphs",
    ],
  ],
  [
    "a link to a missing anchor",
    { "terms/privacy/2026-01-01/full.en.md": ["(#what-we-keep)", "(#what-we-kept)"] },
    [
      "terms/privacy/2026-01-01/full.en.md:3:5 the link leads to #what-we-kept, which is not in this text — mend the anchor, or add the clause",
    ],
  ],
  [
    "a link that runs a script",
    { "terms/privacy/2026-01-01/full.en.md": ["(#what-we-keep)", "(javascript:alert(1))"] },
    [
      "terms/privacy/2026-01-01/full.en.md:3:5 a link cannot lead to javascript: — use https, mailto or #anchor",
    ],
  ],
  [
    "one anchor for two clauses",
    {
      "terms/privacy/2026-01-01/full.en.md": [
        "## What we keep",
        "## What we keep\n{: #what-we-keep }\n\n## More\n{: #what-we-keep }",
      ],
    },
    [
      "terms/privacy/2026-01-01/full.en.md:8:1 the anchor `what-we-keep` stands twice — give one of the two another",
    ],
  ],
  [
    "a point without a clause",
    {
      "terms/privacy/2026-01-01/summary.en.yaml": ["    clauses: [what-we-keep]\n", ""],
      "terms/privacy/document.yaml": ["must_have_point: [what-we-keep]\n", ""],
    },
    ["terms/privacy/2026-01-01/summary.en.yaml:2:5 the point leads to no clause — name one in `clauses`"],
  ],
  [
    "a point twice",
    {
      "terms/privacy/2026-01-01/summary.en.yaml": [
        "    checked:",
        "    surprising: true\n  - { id: keep, text: Again., clauses: [privacy] }\n# ",
      ],
    },
    ["terms/privacy/2026-01-01/summary.en.yaml:8:11 the point `keep` stands twice — give one another id"],
  ],
  [
    "a point that a translation lacks",
    {
      "terms/privacy/2026-01-01/summary.de.yaml":
        "points:\n  - { id: other, text: Anders., clauses: [privacy] }\n",
    },
    [
      "terms/privacy/2026-01-01/summary.de.yaml:1:1 the point `keep` of the binding summary is missing here — add it",
      "terms/privacy/2026-01-01/summary.de.yaml:2:11 the point `other` is not in the binding summary — add it there, or take it out",
    ],
  ],
  [
    "a later version that does not say what changed",
    {
      "terms/privacy/2026-05-01/full.en.md": "## What we keep\n",
      "terms/privacy/2026-05-01/summary.en.yaml":
        "points:\n  - { id: keep, text: We keep it., clauses: [what-we-keep] }\n",
    },
    [
      "terms/privacy/2026-05-01/summary.en.yaml:1:1 `changed` is missing — say in one sentence what is new in this version",
    ],
  ],
];

test.each(MISTAKES)("tells of %s", async (_mistake, edits, lines) => {
  expect(await problemsOf(edits)).toEqual(lines);
});
