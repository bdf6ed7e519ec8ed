import { expect, test } from "vitest";
import { type Edits, ENV, problemsOf } from "../testing-folder";

const MISTAKES: [string, Edits, string[]][] = [
  [
    "a find_customer that asks for nothing",
    { "sources.yaml": ["where lower(email) = lower(:email)", "limit 1"] },
    [
      "sources.yaml:6:18 `find_customer` does not name `:email`, `:phone`, `:customer_number` — use at least one, or it proposes the same people to everyone",
    ],
  ],
  [
    "an identity that everyone would have",
    {
      "sources.yaml": [
        "select name, email from person where id = :customer_key::int",
        "select name, email from person",
      ],
    },
    [
      "sources.yaml:7:13 `identity` does not name `:customer_key` — without it everyone would have the same identity",
    ],
  ],
  [
    "a find_customer without an identity",
    { "sources.yaml": ["  identity: select name, email from person where id = :customer_key::int\n", ""] },
    ["sources.yaml:1:1 `shop` has `find_customer` but no `identity` — add it, because identity decides"],
  ],
  [
    "an identity without a find_customer",
    {
      "sources.yaml": [
        "  find_customer: select id::text as customer_key from person where lower(email) = lower(:email)\n",
        "",
      ],
    },
    ["sources.yaml:1:1 `shop` has `identity` but no `find_customer` — add it"],
  ],
  [
    "a source that finds no one",
    {
      "sources.yaml": [
        "  find_customer: select id::text as customer_key from person where lower(email) = lower(:email)\n  identity: select name, email from person where id = :customer_key::int\n",
        "",
      ],
    },
    [
      "sources.yaml:1:1 `shop` cannot find a customer — add `find_customer` and `identity`, or `customer_key`",
    ],
  ],
  [
    "two ways to find a customer",
    { "sources.yaml": ["  find_customer:", "  customer_key: email\n  find_customer:"] },
    [
      "sources.yaml:6:3 `customer_key` stands beside `find_customer` or `identity` — keep one way to find the customer",
    ],
  ],
  [
    "an address of another kind of database",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the folder writes variables so
    { "sources.yaml": ["url: ${SHOP_URL}", "url: mysql://db/shop"] },
    [
      "sources.yaml:4:8 `url` is not the address of a PostgreSQL database — write one such as postgres://reader@host/shop",
    ],
  ],
  [
    "an http address without the key",
    { "sources.yaml": ["people/{customer_key}", "people"] },
    ["sources.yaml:11:8 `url` does not hold {customer_key} — put it where the customer's key goes"],
  ],
  [
    "an http address with another key",
    { "sources.yaml": ["people/{customer_key}", "people/{customer_key}/{id}"] },
    ["sources.yaml:11:54 `{id}` is not known here — write {customer_key}"],
  ],
  [
    "a header that is none",
    { "sources.yaml": ["  customer_key: shop", '  headers: { "a b": x }\n  customer_key: shop'] },
    ["sources.yaml:12:14 `a b` is not the name of a header — write one such as authorization"],
  ],
  [
    "a source named as an identifier",
    { "sources.yaml": ["loyalty:", "email:"], "data.yaml": ["source: loyalty", "source: email"] },
    ["sources.yaml:8:1 `email` is the name of an identifier — give the source another id"],
  ],
  [
    "an expression that is no JMESPath",
    { "data.yaml": ["read: points.total", "read: points..total"] },
    ["data.yaml:40:11 `read` is not a JMESPath expression — write one such as points.balance"],
  ],
];

test.each(MISTAKES)("tells of %s", async (_mistake, edits, lines) => {
  expect(await problemsOf(edits)).toEqual(lines);
});

test.each(["pa#ss", "pa/ss", "pa?ss", "100%sure"])(
  "tells how %s is written as a password",
  async (password) => {
    const env = { ...ENV, SHOP_URL: `postgres://reader:${password}@db/shop` };
    expect(await problemsOf({}, env)).toEqual([
      "sources.yaml:4:8 `url` is not the address of a PostgreSQL database — write one such as postgres://reader@host/shop, and # / ? @ % in a password as %23 %2F %3F %40 %25",
    ]);
  },
);
