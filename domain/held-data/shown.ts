/**
 * One value as a page may show it: plain, serialisable, already safe (no NUL, no lone surrogate, bounded
 * length), not yet in the reader's words. `text.ts` beside this file puts it into words with Intl.
 */
export type Shown =
  | { as: "nothing" }
  | { as: "text"; text: string; more: number } // more: characters left out
  | { as: "number"; value: string } // decimal digits, grouped when put into words
  | { as: "plain_number"; value: string } // never grouped: no format was declared
  | { as: "money"; amount: string; currency: string } // amount: exact decimal, currency: ISO 4217
  | { as: "percent"; value: string } // 0.2 is 20 %
  | { as: "boolean"; value: boolean }
  | { as: "date"; date: string } // YYYY-MM-DD, never shifted by a zone
  | { as: "datetime"; at: string } // RFC 3339, UTC
  | { as: "duration"; duration: string } // ISO 8601
  | { as: "country"; code: string } // ISO 3166-1 alpha-2
  | { as: "link"; href: string; text: string } // https:, http: or mailto: only
  | { as: "email"; text: string }
  | { as: "phone"; text: string }
  | { as: "image"; type: "image/png" | "image/jpeg" | "image/webp"; base64: string }
  | { as: "size"; bytes: number }
  | { as: "items"; items: Shown[]; more: number }
  | { as: "pairs"; pairs: { name: string; value: Shown }[]; more: number }
  | { as: "masked"; hint: string }; // hint: what may be seen, e.g. "a•••@example.com"
