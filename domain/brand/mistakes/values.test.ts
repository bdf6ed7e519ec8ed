import { expect, test } from "vitest";
import { type Edits, problemsOf } from "../testing-folder";

const MISTAKES: [string, Edits, string[]][] = [
  [
    "a bad country",
    { "brand.yaml": ["country: IE", "country: Ireland"] },
    ["brand.yaml:4:76 `country` is not a country — write its two capitals (ISO 3166-1), such as DE or CA"],
  ],
  [
    "a country code that no country has",
    { "recipients.yaml": ["country: DE", "country: ZZ"] },
    [
      "recipients.yaml:1:64 `country` is not a country — write its two capitals (ISO 3166-1), such as DE or CA",
    ],
  ],
  [
    "a bad currency",
    { "brand.yaml": ["currency: EUR", "currency: Euro"] },
    [
      "brand.yaml:11:11 `currency` is not a currency — write its three capitals (ISO 4217), such as EUR or USD",
    ],
  ],
  [
    "a bad time zone",
    { "brand.yaml": ["Europe/Dublin", "Dublin"] },
    ["brand.yaml:10:12 `time_zone` is not a time zone — write an IANA name such as Europe/Berlin"],
  ],
  [
    "a bad date",
    { "protection.yaml": ["valid_from: 2025-01-01", "valid_from: 2025-02-30"] },
    ["protection.yaml:4:70 `valid_from` is not a date — write year-month-day, such as 2026-11-21"],
  ],
  [
    "a bad email address",
    { "brand.yaml": ["hello@pine.example", "hello at pine"] },
    ["brand.yaml:6:10 `email` is not an email address — write one such as privacy@example.com"],
  ],
  [
    "a bad web address",
    { "brand.yaml": ["https://pine.example", "pine.example"] },
    ["brand.yaml:3:6 `url` is not a web address — start it with https://"],
  ],
  [
    "a bad colour",
    { "brand.yaml": ['"#1f5f48"', "green"] },
    ["brand.yaml:13:17 `color` is not a colour — write it as #rrggbb, in quotes"],
  ],
  [
    "a bad radius",
    { "brand.yaml": ["radius: 0.5rem", "radius: 3rem"] },
    ['brand.yaml:13:94 `radius` is not a radius — write 0 to 1rem, such as "0.5rem"'],
  ],
  [
    "a bad time of day",
    { "brand.yaml": ["theme:", 'desk: { hours: { from: "8", to: "18:00", days: [mon] } }\ntheme:'] },
    ['brand.yaml:13:24 `from` is not a time of day — write it as "08:00", in quotes'],
  ],
  [
    "a bad day of the week",
    { "brand.yaml": ["theme:", 'desk: { hours: { from: "08:00", to: "18:00", days: [monday] } }\ntheme:'] },
    [
      "brand.yaml:13:53 entry 1 of `days` cannot be `monday` — write one of `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`",
    ],
  ],
  [
    "a pattern that does not compile",
    { "brand.yaml": ["theme:", 'desk: { ticket: "^(PB" }\ntheme:'] },
    [
      "brand.yaml:13:17 `ticket` is not a pattern — write a JavaScript regular expression that works with the u flag",
    ],
  ],
  [
    "an id that cannot be one",
    { "recipients.yaml": ["mailer:", "9mailer:"], "data.yaml": ["    recipients: [mailer]\n", ""] },
    [
      "recipients.yaml:1:1 `9mailer` is not an id — start with a letter, then letters, digits, `-` or `_`, 64 at most",
    ],
  ],
  [
    "a check mark that is none",
    { "terms/privacy/2026-01-01/summary.en.yaml": ['checked: "', 'checked: "x'] },
    [
      "terms/privacy/2026-01-01/summary.en.yaml:7:14 `checked` is not a check mark — write its 12 digits (0 to 9, a to f) in quotes, or take it out",
    ],
  ],
  [
    "a number out of range",
    {
      "data.yaml": [
        'where id = :customer_key::int" }\n    erase',
        'where id = :customer_key::int", max: 0 }\n    erase',
      ],
    },
    ["data.yaml:14:104 `max` is too small — write 1 or more"],
  ],
  [
    "a jurisdiction that is not known",
    { "brand.yaml": ["[eu, other]", "[eu, mars]"] },
    [
      "brand.yaml:8:21 entry 2 of `jurisdictions` cannot be `mars` — write one of `eu`, `uk`, `ch`, `us-ca`, `us`, `ca-qc`, `ca`, `br`, `cn`, `other`",
    ],
  ],
];

test.each(MISTAKES)("tells of %s", async (_mistake, edits, lines) => {
  expect(await problemsOf(edits)).toEqual(lines);
});
