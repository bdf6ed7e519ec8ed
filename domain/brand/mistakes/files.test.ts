import { expect, test } from "vitest";
import { type Edits, problemsOf } from "../testing-folder";

const MISTAKES: [string, Edits, string[]][] = [
  [
    "a file left out",
    { "recipients.yaml": null, "data.yaml": ["    recipients: [mailer]\n", ""] },
    ["recipients.yaml:1:1 the file is missing — add it"],
  ],
  [
    "a file under another name",
    { "purposes.yml": "a: b" },
    ["purposes.yml:1:1 the file is not read under this name — rename it to purposes.yaml"],
  ],
  [
    "a file beside the folder it belongs in",
    { "logo.svg": "<svg/>" },
    ["logo.svg:1:1 the file is not read here — move it to theme/logo.svg"],
  ],
  [
    "one of the seven files in a folder",
    { "theme/brand.yaml": "a: b" },
    ["theme/brand.yaml:1:1 the file is not read here — move it to brand.yaml beside the others"],
  ],
  [
    "a text outside a version",
    { "terms/privacy/full.de.md": "# x" },
    [
      "terms/privacy/full.de.md:1:1 the file is not read here — move it to terms/<document>/<YYYY-MM-DD>/full.<locale>.md",
    ],
  ],
  [
    "a version that is no date",
    { "terms/privacy/2026-02-30/full.en.md": "# x" },
    [
      "terms/privacy/2026-02-30/full.en.md:1:1 the folder `2026-02-30` is not a date — name it year-month-day, such as 2026-11-21",
    ],
  ],
  [
    "a text in no language",
    { "terms/privacy/2026-01-01/full.md": "# x" },
    [
      "terms/privacy/2026-01-01/full.md:1:1 the file is not read under this name — rename it to full.<locale>.md",
    ],
  ],
  [
    "a text in a language that is none",
    { "terms/privacy/2026-01-01/full.english!.md": "# x" },
    [
      "terms/privacy/2026-01-01/full.english!.md:1:1 `english!` in the file's name is not a locale — write a BCP 47 tag such as en, de or zh-Hans",
    ],
  ],
  [
    "rules for a role that is none",
    { "staff/rules.boss.en.md": "Be kind." },
    [
      "staff/rules.boss.en.md:1:1 `boss` is not a role — name it rules.<role>.<locale>.md with one of support, privacy_officer, admin, auditor",
    ],
  ],
  [
    "a document without document.yaml",
    { "terms/privacy/document.yaml": null },
    ["terms/privacy/document.yaml:1:1 the file is missing — add it"],
  ],
  [
    "a document without a version",
    { "terms/cookies/document.yaml": "name: Cookies\nkind: cookie_policy\nagreement: notice\nbinding: en\n" },
    ["terms/cookies/document.yaml:1:1 the document has no version — add terms/cookies/2026-01-01/full.en.md"],
  ],
  [
    "an alias inside what it stands for",
    { "recipients.yaml": "mailer: &m { name: Postbird, what_for: *m, country: DE, role: processor }\n" },
    ["recipients.yaml:1:40 the alias stands inside what it stands for — write the value out"],
  ],
  [
    "an alias of nothing",
    { "recipients.yaml": ["country: DE", "country: *home"] },
    ["recipients.yaml:1:64 the alias stands for nothing — write its `&name` first"],
  ],
  [
    "a tab",
    { "recipients.yaml": "mailer:\n\tname: Postbird\n" },
    ["recipients.yaml:2:1 a tab stands where the line begins — use spaces"],
  ],
  [
    "a quote that is not closed",
    { "recipients.yaml": ["name: Postbird", 'name: "Postbird'] },
    [
      "recipients.yaml:2:1 something is missing here, such as a quote, a bracket or a comma — close what was opened",
    ],
  ],
  [
    "two documents in one file",
    { "recipients.yaml": "a: b\n---\nc: d\n" },
    ["recipients.yaml:2:1 the file holds more than one document — take out the line with `---`"],
  ],
  [
    "a tag",
    { "recipients.yaml": ["country: DE", "country: !!js/function DE"] },
    ["recipients.yaml:1:64 a `!tag` is not known here — take it out"],
  ],
  [
    "a NUL character",
    { "recipients.yaml": ["what_for: Sends our email.", 'what_for: "Sends \\0 email."'] },
    ["recipients.yaml:1:37 the text holds a NUL character — take it out"],
  ],
  [
    "a list where a file's map belongs",
    { "recipients.yaml": "- a\n" },
    ["recipients.yaml:1:1 the file is a list — write a map: { key: value }"],
  ],
  [
    "a picture that runs a script",
    { "theme/logo.svg": '<svg>\n<path onload="x()"/></svg>' },
    ["theme/logo.svg:2:6 the picture runs a script on an event — take out the on… attributes"],
  ],
  [
    "a picture that is no SVG",
    { "theme/icon.svg": "GIF89a" },
    ["theme/icon.svg:1:1 the file is not SVG — save the picture as SVG"],
  ],
  [
    "an id that objects have of themselves",
    { "channels.yaml": ["sms:", "__proto__:"] },
    [
      "channels.yaml:2:1 `__proto__` cannot be a key — choose another name",
      "purposes.yaml:15:21 `sms` is not a channel — write one of `email`, `__proto__`",
    ],
  ],
];

test.each(MISTAKES)("tells of %s", async (_mistake, edits, lines) => {
  expect(await problemsOf(edits)).toEqual(lines);
});
