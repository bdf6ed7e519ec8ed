import { expect, test } from "vitest";
import { type Edits, problemsOf } from "../testing-folder";

const MISTAKES: [string, Edits, string[]][] = [
  [
    "a purpose that does not exist, in an item",
    { "data.yaml": ["purposes: [orders, offers]", "purposes: [orders, offers, ofers]"] },
    ["data.yaml:12:32 `ofers` is not a purpose — did you mean `offers`?"],
  ],
  [
    "a category that does not exist",
    { "data.yaml": ["category: contact", "category: contacts"] },
    ["data.yaml:7:15 `contacts` is not a category — did you mean `contact`?"],
  ],
  [
    "a source that does not exist",
    { "data.yaml": ["source: loyalty", "source: loyality"] },
    ["data.yaml:39:13 `loyality` is not a source — did you mean `loyalty`?"],
  ],
  [
    "a recipient that does not exist, in an item",
    { "data.yaml": ["recipients: [mailer]", "recipients: [mailer, printer]"] },
    ["data.yaml:42:26 `printer` is not a recipient — write `mailer`"],
  ],
  [
    "a recipient that does not exist, in a category",
    { "data.yaml": ["about: Your name and address.", "about: Your name and address., recipients: [mailr]"] },
    ["data.yaml:2:82 `mailr` is not a recipient — did you mean `mailer`?"],
  ],
  [
    "a recipient that does not exist, in a purpose",
    { "purposes.yaml": ["channels: [email, sms]", "channels: [email, sms]\n  recipients: [nobody]"] },
    ["purposes.yaml:16:16 `nobody` is not a recipient — write `mailer`"],
  ],
  [
    "a channel that does not exist",
    { "purposes.yaml": ["channels: [email, sms]", "channels: [email, sms, post]"] },
    ["purposes.yaml:15:26 `post` is not a channel — write one of `email`, `sms`"],
  ],
  [
    "an optional channel that does not exist",
    { "purposes.yaml": ["channels: [email]", "channels: [email]\n  optional_channels: [fax]"] },
    ["purposes.yaml:8:23 `fax` is not a channel — write one of `email`, `sms`"],
  ],
  [
    "a purpose that stop names but the item does not serve",
    { "data.yaml": ["stop: [{ purpose: offers, channel: sms }]", "stop: [{ purpose: news }]"] },
    ["data.yaml:16:23 `news` is not among the item's `purposes` — write one of `orders`, `offers`"],
  ],
  [
    "a purpose that is always on, in stop",
    { "data.yaml": ["stop: [{ purpose: offers, channel: sms }]", "stop: [{ purpose: orders }]"] },
    ["data.yaml:16:23 `orders` is always on, so `stop` cannot turn it off — take it out"],
  ],
  [
    "a channel that stop names but the purpose does not have",
    { "data.yaml": ["channel: sms }]", "channel: post }]"] },
    ["data.yaml:16:40 `post` is not a channel of `offers` — write one of `email`, `sms`"],
  ],
  [
    "a key that comes from no source",
    { "sources.yaml": ["customer_key: shop", "customer_key: shoop"] },
    ["sources.yaml:12:17 `shoop` is no source that finds a key, nor an identifier — did you mean `shop`?"],
  ],
  [
    "keys that come from each other",
    {
      "sources.yaml": [
        "customer_key: shop\n",
        'customer_key: club\nclub: { name: Club, kind: http, url: "https://club.example/{customer_key}", customer_key: loyalty }\n',
      ],
    },
    [
      "sources.yaml:12:17 the key of `loyalty` comes from `club`, whose key comes back to it — let one of them find the customer",
      "sources.yaml:13:91 the key of `club` comes from `loyalty`, whose key comes back to it — let one of them find the customer",
    ],
  ],
  [
    "a column to sort by that does not exist",
    { "data.yaml": ["sort: [-day]", "sort: [-date]"] },
    ["data.yaml:25:12 `date` is not a column of `fields` — write one of `title`, `price`, `code`, `day`"],
  ],
  [
    "a currency column that does not exist",
    { "data.yaml": ["currency: code", "currency: cod"] },
    ["data.yaml:28:54 `cod` is not a column of `fields` — did you mean `code`?"],
  ],
];

test.each(MISTAKES)("tells of %s", async (_mistake, edits, lines) => {
  expect(await problemsOf(edits)).toEqual(lines);
});
