import { expect, test } from "vitest";
import { type Edits, problemsOf } from "../testing-folder";

const MISTAKES: [string, Edits, string[]][] = [
  [
    "an unknown key, with the nearest right one",
    { "brand.yaml": ["legal_name:", "legalname:"] },
    ["brand.yaml:2:1 `legalname` is not a key here — did you mean `legal_name`?"],
  ],
  [
    "an unknown key that is near nothing",
    { "channels.yaml": ["stop: list_unsubscribe", "zzz: 1"] },
    ["channels.yaml:1:39 `zzz` is not a key here — the keys here are name, address, stop, stop_words"],
  ],
  [
    "a number where a text belongs",
    { "brand.yaml": ["name: Pine Books\n", "name: 12\n"] },
    ["brand.yaml:1:7 `name` is not a text — write a text, or one text per locale: { en: …, de: … }"],
  ],
  [
    "a text where true or false belongs",
    { "purposes.yaml": ["renew_after: P24M", "marketing: sure"] },
    ["purposes.yaml:17:14 `marketing` is a text — write true or false"],
  ],
  [
    "a text where a list belongs",
    { "brand.yaml": ["jurisdictions: [eu, other]", "jurisdictions: eu"] },
    ["brand.yaml:8:16 `jurisdictions` is a text — write a list: [a, b]"],
  ],
  [
    "a list where a map belongs",
    {
      "brand.yaml": [
        "contact:\n  email: hello@pine.example\n  privacy_officer: { email: privacy@pine.example }",
        "contact: [a]",
      ],
    },
    ["brand.yaml:5:10 `contact` is a list — write a map: { key: value }"],
  ],
  [
    "a required key left out",
    { "purposes.yaml": ["  why: To send you your books.\n", ""] },
    ["purposes.yaml:1:1 `why` is missing — add it"],
  ],
  [
    "a key without a value",
    { "data.yaml": ["dpv: pd:EmailAddress", "dpv:"] },
    ["data.yaml:17:5 `dpv` is empty — write a text, or take the key out"],
  ],
  [
    "an empty text",
    { "purposes.yaml": ["why: To send you your books.", 'why: ""'] },
    ["purposes.yaml:3:8 `why` is empty — write something, or take the key out"],
  ],
  [
    "an empty list",
    { "purposes.yaml": ["channels: [email]", "channels: []"] },
    ["purposes.yaml:7:13 `channels` is empty — name a channel, or take it out for one switch"],
  ],
  [
    "a word that is not one of the choices",
    { "purposes.yaml": ["basis: consent", "basis: concent"] },
    [
      "purposes.yaml:14:10 `basis` cannot be `concent` — did you mean `consent`?",
      "purposes.yaml:17:3 `renew_after` here does nothing: only consent is renewed — take it out",
    ],
  ],
  [
    "a discriminator that is not one of the choices",
    { "data.yaml": ["correct: { by: self,", "correct: { by: myself,"] },
    ["data.yaml:14:20 `by` cannot be `myself` — did you mean `self`?"],
  ],
  [
    "a text in a locale that is none",
    { "purposes.yaml": ["name: Offers", "name: { en: Offers, english: Offers }"] },
    ["purposes.yaml:10:23 `english` is not a locale — write a BCP 47 tag such as en, de or zh-Hans"],
  ],
  [
    "a text whose translation is a number",
    { "purposes.yaml": ["name: Offers", "name: { en: 5 }"] },
    ["purposes.yaml:10:15 `en` is a number — write a text; put it in quotes"],
  ],
  [
    "a text cut by a comma that is not quoted",
    { "purposes.yaml": ["name: Offers", "name: { en: Offers, sales }"] },
    ["purposes.yaml:10:23 `en` ends at the comma before “sales” — put the whole text in double quotes"],
  ],
  [
    "a bad duration",
    { "purposes.yaml": ["renew_after: P24M", "renew_after: 24 months"] },
    ["purposes.yaml:17:16 `renew_after` is not a duration — write ISO 8601, such as PT2S, P30D or P7Y"],
  ],
  [
    "a bad locale",
    { "brand.yaml": ["locales: [en]", "locales: [en, en_GB!]"] },
    ["brand.yaml:9:15 entry 2 of `locales` is not a locale — write a BCP 47 tag such as en, de or zh-Hans"],
  ],
];

test.each(MISTAKES)("tells of %s", async (_mistake, edits, lines) => {
  expect(await problemsOf(edits)).toEqual(lines);
});
