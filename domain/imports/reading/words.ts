/** What a cell about consent says. */
export type Word = "yes" | "no" | "blank" | "unclear";

const WORDS: Readonly<Record<Exclude<Word, "unclear">, readonly string[]>> = {
  yes: [
    "yes",
    "y",
    "true",
    "t",
    "1",
    "on",
    "subscribed",
    "opted in",
    "opt-in",
    "opted_in",
    "opt_in",
    "granted",
    "ja",
    "是",
  ],
  no: [
    "no",
    "n",
    "false",
    "f",
    "0",
    "off",
    "unsubscribed",
    "opted out",
    "opt-out",
    "opted_out",
    "opt_out",
    "withdrawn",
    "nein",
    "否",
  ],
  // never asked, or asked and not answered, is no answer
  blank: [
    "",
    "-",
    "n/a",
    "null",
    "never_subscribed",
    "never subscribed",
    "not subscribed",
    "pending",
    "unconfirmed",
    "unknown",
  ],
};

const BY_WORD = new Map(
  Object.entries(WORDS).flatMap(([says, words]) => words.map((word): [string, Word] => [word, says as Word])),
);

/** Reads yes, TRUE, 1, Subscribed and their kin; what is none of them is unclear, never a guess. */
export const wordOf = (text: string): Word => BY_WORD.get(text.toLowerCase()) ?? "unclear";
