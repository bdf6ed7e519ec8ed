import { expect, test } from "vitest";
import { type Edits, problemsOf } from "../testing-folder";

const MISTAKES: [string, Edits, string[]][] = [
  [
    "legitimate interest without the interest",
    { "purposes.yaml": ["basis: consent", "basis: legitimate_interest"] },
    [
      "purposes.yaml:14:10 `basis: legitimate_interest` needs `interest` — say whose interest it is, and why",
      "purposes.yaml:17:3 `renew_after` here does nothing: only consent is renewed — take it out",
    ],
  ],
  [
    "an interest without legitimate interest",
    { "purposes.yaml": ["basis: consent", "basis: consent\n  interest: We like it."] },
    ["purposes.yaml:15:3 `interest` goes with `basis: legitimate_interest` — write that, or take it out"],
  ],
  [
    "renewing what is no consent",
    { "purposes.yaml": ["basis: contract", "basis: contract\n  renew_after: P1Y"] },
    ["purposes.yaml:7:3 `renew_after` here does nothing: only consent is renewed — take it out"],
  ],
  [
    "explicit consent on a contract",
    { "purposes.yaml": ["basis: contract", "basis: contract\n  special: true"] },
    ["purposes.yaml:7:3 `special` here does nothing: explicit consent needs `basis: consent` — take it out"],
  ],
  [
    "optional channels of a consent",
    { "purposes.yaml": ["channels: [email, sms]", "channels: [email]\n  optional_channels: [sms]"] },
    [
      "data.yaml:16:40 `sms` is not a channel of `offers` — write `email`",
      "purposes.yaml:16:3 every channel of this purpose can be chosen — move `optional_channels` into `channels`",
    ],
  ],
  [
    "a channel that is both",
    { "purposes.yaml": ["channels: [email]\n", "channels: [email]\n  optional_channels: [email]\n"] },
    ["purposes.yaml:8:23 `email` is among `channels` already — take it out of one"],
  ],
  [
    "marketing that cannot be stopped",
    { "purposes.yaml": ["basis: contract", "basis: contract\n  marketing: true"] },
    [
      "purposes.yaml:7:3 `marketing` would turn off a purpose that is always on — take it out, or ask for consent",
    ],
  ],
  [
    "a colour that cannot be read on the page",
    { "brand.yaml": ['color: "#1f5f48"', 'color: "#5fae8f"'] },
    [
      "brand.yaml:13:17 `color` #5fae8f on canvas #f6f7f5 has a contrast of 2.46:1 — choose a darker colour, 4.5:1 or more",
      "brand.yaml:13:17 `color` #5fae8f on sunken #f0f2ef has a contrast of 2.34:1 — choose a darker colour, 4.5:1 or more",
      "brand.yaml:13:17 `color` #5fae8f on surface #ffffff has a contrast of 2.64:1 — choose a darker colour, 4.5:1 or more",
      "brand.yaml:13:32 `on` #ffffff on `color` #5fae8f has a contrast of 2.64:1 — choose colours further apart, 4.5:1 or more",
    ],
  ],
  [
    "a text that cannot be read on the colour",
    { "brand.yaml": ['on: "#ffffff"', 'on: "#3a7a63"'] },
    [
      "brand.yaml:13:32 `on` #3a7a63 on `color` #1f5f48 has a contrast of 1.48:1 — choose colours further apart, 4.5:1 or more",
    ],
  ],
  [
    "a colour without its text",
    { "brand.yaml": [', on: "#ffffff"', ""] },
    ["brand.yaml:13:10 `color` stands alone — add `on`, the colour of text on it"],
  ],
  [
    "a dark colour that is too dark",
    {
      "brand.yaml": [
        'color_dark: "#8accae", on_dark: "#0b2118"',
        'color_dark: "#1f5f48", on_dark: "#ffffff"',
      ],
    },
    [
      "brand.yaml:13:55 `color_dark` #1f5f48 on canvas #0f1311 has a contrast of 2.48:1 — choose a lighter colour, 4.5:1 or more",
      "brand.yaml:13:55 `color_dark` #1f5f48 on sunken #1f2522 has a contrast of 2.07:1 — choose a lighter colour, 4.5:1 or more",
      "brand.yaml:13:55 `color_dark` #1f5f48 on surface #171c19 has a contrast of 2.29:1 — choose a lighter colour, 4.5:1 or more",
    ],
  ],
  [
    "a desk that closes before it opens",
    { "brand.yaml": ["theme:", 'desk: { hours: { from: "18:00", to: "08:00", days: [mon] } }\ntheme:'] },
    ["brand.yaml:13:37 the desk closes at 08:00, before it opens — write a time after 18:00"],
  ],
  [
    "a certificate that ends before it begins",
    { "protection.yaml": ["valid_until: 2099-01-01", "valid_until: 2024-01-01"] },
    ["protection.yaml:4:95 the certificate ends before it begins — write a date after 2025-01-01"],
  ],
  [
    "list-unsubscribe by text",
    { "channels.yaml": ["stop: keyword, stop_words: [halt]", "stop: list_unsubscribe"] },
    ["channels.yaml:2:50 `list_unsubscribe` is a header of email — write keyword or none"],
  ],
];

test.each(MISTAKES)("tells of %s", async (_mistake, edits, lines) => {
  expect(await problemsOf(edits)).toEqual(lines);
});
