import { expect, test } from "vitest";
import { BASE } from "../testing-base";
import { type Edits, warningsOf } from "../testing-folder";

const why = (words: string): Edits => ({
  "purposes.yaml": ["why: To tell you when books cost less.", `why: ${words}`],
});
const offers = (message: string) => `purposes.yaml:9:1 \`offers\` ${message}`;

const MINDS: [string, Edits, string[]][] = [
  [
    "texts without consent",
    { "purposes.yaml": ["channels: [email]", "channels: [email, sms]"] },
    [
      "purposes.yaml:1:1 `orders` sends texts without consent — ask for it, or move the channel to `optional_channels`",
    ],
  ],
  [
    "messages by where someone is",
    why("To tell you of sales when you are near our shop."),
    [offers("sends messages by where someone is, which people find creepy — leave the place out of it")],
  ],
  [
    "adverts from browsing",
    why("To show you adverts for books you looked at."),
    [offers("shows adverts by what someone searched or looked at — leave that history out of it")],
  ],
  [
    "post because of browsing",
    {
      "channels.yaml": [
        "sms: { name: Text message, address: phone, stop: keyword, stop_words: [halt] }",
        "sms: { name: Post, address: post }",
      ],
      ...why("To send you a card about pages you viewed."),
    },
    [offers("sends post because of what someone looked at — send it for another reason, or not")],
  ],
  [
    "social media",
    why("To read your posts and know you."),
    [offers("uses what people wrote on social media — leave it out")],
  ],
  [
    "a sensitive topic",
    why("To suggest books about your health."),
    [offers("speaks of a sensitive topic — ask for explicit consent with `special: true`, or leave it out")],
  ],
  [
    "several things behind one switch",
    why("To send offers and share your taste with partners."),
    [offers("asks for several things with one switch — make each a purpose of its own")],
  ],
  [
    "guilt",
    { "purposes.yaml": ["You hear of no sales.", "You will miss out."] },
    ["purposes.yaml:13:11 “miss out” makes people feel guilty — say plainly what stops and what does not"],
  ],
  [
    "a double negative",
    { "purposes.yaml": ["You hear of no sales.", "We do not stop receiving you."] },
    ["purposes.yaml:13:11 “not stop receiving” says no twice — say what happens instead"],
  ],
  [
    "a sentence over 25 words",
    why(`To tell you ${"and you ".repeat(12)}and you.`),
    ["purposes.yaml:11:8 the sentence “To tell you and you and…” has 29 words — keep each to 25 or fewer"],
  ],
  [
    "a reading grade over 8",
    why("Facilitating individualised promotional communications regarding merchandise availability."),
    [
      "purposes.yaml:9:1 the words here need a reading grade of 14.8 — use shorter words and sentences, 8 or lower",
    ],
  ],
  [
    "a recipient far away without a safeguard",
    { "recipients.yaml": ["country: DE", "country: US"] },
    [
      "recipients.yaml:1:64 `mailer` is in US, outside the EEA and your own country, without a safeguard — add `safeguard`, or choose one nearer",
    ],
  ],
  [
    "a certificate that has run out",
    { "protection.yaml": ["valid_until: 2099-01-01", "valid_until: 2026-01-01"] },
    ["protection.yaml:4:95 the certificate has run out and is not shown — renew it, or take it out"],
  ],
  [
    "a point whose clause has changed",
    { "terms/privacy/2026-01-01/full.en.md": ["for a year", "for two years"] },
    [
      "terms/privacy/2026-01-01/summary.en.yaml:7:14 the clauses have changed since someone checked this point — read both again",
    ],
  ],
];

test.each(MINDS)("a wary customer minds %s", async (_mind, edits, lines) => {
  expect(await warningsOf(edits)).toEqual(lines);
});

test("every text but a name is wanted in each of the brand's languages", async () => {
  const found = await warningsOf({
    "brand.yaml": ["locales: [en]", "locales: [en, de]"],
    "protection.yaml": ["title: Locked", "title: { en: Locked, fr: Clos }"],
  });
  const file = (name: string) => found.filter((line) => line.startsWith(name));
  expect(file("channels.yaml")).toEqual([]);
  expect(file("recipients.yaml")).toEqual([
    "recipients.yaml:1:37 `what_for` is in one language only — write it by locale, with `de` too",
  ]);
  expect(file("protection.yaml:2:1")).toEqual(["protection.yaml:2:14 `title` has no `de` — translate it"]);
  expect(file("protection.yaml:2:2")).toEqual([
    "protection.yaml:2:28 `fr` is not among `locales` in brand.yaml — add it there, or take it out",
  ]);
});

test("ten purposes are one too many", async () => {
  const more = Array.from(
    { length: 8 },
    (_, n) => `more${n}: { name: More, why: To do it., benefit: Good., if_off: Off., basis: contract }`,
  );
  const found = await warningsOf({ "purposes.yaml": `${BASE["purposes.yaml"]}${more.join("\n")}\n` });
  expect(found).toContain(
    "purposes.yaml:25:1 there are 10 purposes — people read nine at most; join or drop some",
  );
});
