import { expect, test } from "vitest";
import { type Edits, problemsOf } from "../testing-folder";

/** The list of books as one row that a customer corrects, with one more column. */
const corrected = (column: string, write: string): Edits => ({
  "data.yaml": [
    "sort: [-day]\n    fields:\n",
    `shape: row\n    correct: { by: self, write: "update bought set ${write} where id = :customer_key" }\n    fields:\n      ${column}: { name: More }\n`,
  ],
});

const MISTAKES: [string, Edits, string[]][] = [
  [
    "a parameter that does not exist",
    {
      "data.yaml": [
        "select email from person where id = :customer_key::int",
        "select email from person where id = :customer_id::int and :customer_key <> ''",
      ],
    },
    ["data.yaml:11:47 `:customer_id` is not a parameter here — did you mean `:customer_key`?"],
  ],
  [
    "a numbered parameter",
    {
      "data.yaml": [
        "select email from person where id = :customer_key::int",
        "select email from person where id = :customer_key::int and $1 = 1",
      ],
    },
    ["data.yaml:11:70 `$1` is not a parameter here — write `:customer_key`"],
  ],
  [
    "a read for everyone",
    { "data.yaml": ["select email from person where id = :customer_key::int", "select email from person"] },
    ["data.yaml:11:11 `read` does not name `:customer_key` — without it everyone would be shown the same"],
  ],
  [
    "a key in a string only",
    {
      "data.yaml": [
        "select email from person where id = :customer_key::int",
        "select email from person where id = ':customer_key'",
      ],
    },
    ["data.yaml:11:11 `read` does not name `:customer_key` — without it everyone would be shown the same"],
  ],
  [
    "a read that changes data",
    {
      "data.yaml": [
        "read: select email from person where id = :customer_key::int",
        "read: delete from person where id = :customer_key::int",
      ],
    },
    ["data.yaml:11:11 `read` is not a query — start it with select"],
  ],
  [
    "two statements in one",
    {
      "data.yaml": [
        "select email from person where id = :customer_key::int",
        "select 1; select email from person where id = :customer_key::int",
      ],
    },
    ["data.yaml:11:11 `read` holds more than one statement — write one"],
  ],
  [
    "a limit in a list",
    {
      "data.yaml": ["where person_id = :customer_key::int", "where person_id = :customer_key::int limit 10"],
    },
    ["data.yaml:24:91 a list is cut into pages by the app — take `limit` out"],
  ],
  [
    "a write without :customer_key",
    { "data.yaml": ["email = null where id = :customer_key::int", "email = null where id = 1"] },
    [
      "data.yaml:15:33 `write` does not name `:customer_key` — without it the rows of every customer change; put the whole statement in double quotes",
    ],
  ],
  [
    "a write by a procedure",
    {
      "data.yaml": [
        'update person set email = null where id = :customer_key::int"',
        'call forget_person(:customer_key::int)"',
      ],
    },
    [
      "data.yaml:15:33 `write` does not say how many rows it touches — write update or delete, or select from a function",
    ],
  ],
  [
    "a write without where",
    { "data.yaml": ["email = null where id = :customer_key::int", "email = :customer_key"] },
    ["data.yaml:15:33 `write` changes every row — end it with where … = :customer_key, in double quotes"],
  ],
  [
    "a write that a comma cut off",
    {
      "data.yaml": [
        'write: "update person set email = null where id = :customer_key::int" }',
        "write: update person set email = null, name = 'x' where id = :customer_key::int }",
      ],
    },
    [
      "data.yaml:15:33 `write` changes every row — end it with where … = :customer_key, in double quotes",
      "data.yaml:15:33 `write` does not name `:customer_key` — without it the rows of every customer change; put the whole statement in double quotes",
      "data.yaml:15:65 `write` ends at the comma before “name = 'x' where id = :customer_key::int” — put the whole text in double quotes",
    ],
  ],
  [
    "nothing where a column is written with letters beyond a to z",
    corrected("straße", "straße = :straße"),
    [],
  ],
  [
    "a near miss of such letters",
    corrected("straße", "straße = :strasse"),
    [
      "data.yaml:26:33 `write` does not name `:straße`, `:title`, `:price`, `:day` — name a column of `fields`",
      "data.yaml:26:61 `:strasse` is not a parameter here — did you mean `:straße`?",
    ],
  ],
  [
    "a column that cannot be a parameter",
    corrected("Postal Code", "code = :Postal Code"),
    [
      "data.yaml:26:33 `Postal Code` cannot be a parameter — give it a plain name in `read`, as in select … as postal_code",
    ],
  ],
  [
    "a correction that takes no value",
    { "data.yaml": ["email = :value where", "email = null where"] },
    ["data.yaml:14:33 `write` does not name `:value` — name the new value"],
  ],
  [
    "a write where the source has no write_url",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the folder writes variables so
    { "sources.yaml": ["  write_url: ${SHOP_WRITE_URL}\n", ""] },
    [
      "data.yaml:14:26 `shop` has no `write_url`, so nothing is written there — add it in sources.yaml, or let staff do it",
      "data.yaml:15:26 `shop` has no `write_url`, so nothing is written there — add it in sources.yaml, or let staff do it",
    ],
  ],
  [
    "a write on an http source",
    {
      "data.yaml": [
        "erase: { by: task, task: Set the points to none. }",
        'erase: { by: delete, write: "delete from points where id = :customer_key" }',
      ],
    },
    ["data.yaml:43:26 `loyalty` is an http source, which is only read — write `by: request` or `by: task`"],
  ],
  [
    "a correction of a list",
    {
      "data.yaml": [
        "erase: { by: task, task: Remove the list. }",
        'correct: { by: self, write: "update bought set title = :title where person_id = :customer_key::int" }\n    erase: { by: task, task: Remove the list. }',
      ],
    },
    ["data.yaml:32:20 a list cannot be corrected by the customer — write `by: request`"],
  ],
];

test.each(MISTAKES)("tells of %s", async (_mistake, edits, lines) => {
  expect(await problemsOf(edits)).toEqual(lines);
});
