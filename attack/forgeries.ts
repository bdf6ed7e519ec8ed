import type { Answer, Client } from "./client";

export const EVIL = "https://evil.example";

type Fields = Record<string, string>;
/** Sends a form's fields to its address in a way in which no page of the product would. */
export type Forge = (victim: Client, to: string, fields: Fields) => Promise<Answer>;

const urlencoded = { "content-type": "application/x-www-form-urlencoded" };

const multipart =
  (headers: Record<string, string | undefined>): Forge =>
  (victim, to, fields) =>
    victim.send(to, fields, { origin: undefined, ...headers });

const body =
  (headers: Record<string, string>): Forge =>
  (victim, to, fields) =>
    victim.ask(to, { method: "POST", headers, body: new URLSearchParams(fields).toString() });

const action = (fields: Fields) =>
  Object.keys(fields)
    .find((name) => name.startsWith("$ACTION_ID_"))
    ?.replace("$ACTION_ID_", "") ?? "";

const withQuery = (to: string, fields: Fields) =>
  `${to}${to.includes("?") ? "&" : "?"}${new URLSearchParams(fields)}`;

/** What a page elsewhere may make a browser send, with whose cookies it goes. */
export const FORGERIES: Readonly<Record<string, Forge>> = {
  "no Origin": multipart({}),
  "Origin null": multipart({ origin: "null" }),
  "another Origin": multipart({ origin: EVIL }),
  "another Origin and a forwarded host": multipart({
    origin: EVIL,
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.example;proto=https",
  }),
  "our name as a prefix of another": (victim, to, fields) =>
    victim.send(to, fields, { origin: `${victim.url}.evil.example` }),
  "another port": multipart({ origin: "http://localhost:1" }),
  "two Origins": (victim, to, fields) => victim.send(to, fields, { origin: `${EVIL}, ${victim.url}` }),
  "our Origin from another site": (victim, to, fields) =>
    victim.send(to, fields, { "sec-fetch-site": "cross-site" }),
  "our Origin from a sibling": (victim, to, fields) =>
    victim.send(to, fields, { "sec-fetch-site": "same-site" }),
  "plain text": (victim, to, fields) =>
    body({ origin: victim.url, "content-type": "text/plain" })(victim, to, fields),
  "a form of text from elsewhere": body({ ...urlencoded, origin: EVIL }),
  "a form of text from nowhere": body(urlencoded),
  "arguments instead of a form": (victim, to, fields) =>
    victim.ask(to, {
      method: "POST",
      headers: { origin: victim.url, "next-action": action(fields), "content-type": "text/plain" },
      body: JSON.stringify([fields]),
    }),
  "arguments from elsewhere": (victim, to, fields) =>
    victim.ask(to, {
      method: "POST",
      headers: { origin: EVIL, "next-action": action(fields), "content-type": "text/plain" },
      body: JSON.stringify([fields]),
    }),
  "an address instead of a body": (victim, to, fields) => victim.get(withQuery(to, fields)),
  HEAD: (victim, to, fields) => victim.ask(withQuery(to, fields), { method: "HEAD" }),
  "PUT from elsewhere": (victim, to, fields) =>
    victim.ask(to, {
      method: "PUT",
      headers: { ...urlencoded, origin: EVIL },
      body: new URLSearchParams(fields).toString(),
    }),
};

/** Where there is a stamp: somebody else's, none, or nobody's session behind it. */
export const WITHOUT_A_STAMP: Readonly<Record<string, Forge>> = {
  "no stamp": (victim, to, { stamp: _, ...fields }) => victim.send(to, fields),
  "another stamp": (victim, to, fields) => victim.send(to, { ...fields, stamp: `A${fields.stamp}` }),
  "a stamp of many": (victim, to, fields) =>
    victim.send(to, { ...fields, stamp: "A".repeat((fields.stamp ?? "").length) }),
};

/** Whether an answer says no: a fault of the sender's, a page that says why, the way to sign in, or a plain page. */
export function saysNo({ status, location, headers }: Answer): boolean {
  if (headers.has("content-disposition") || status >= 500) return false;
  if (status === 303 || status === 307)
    return /[?&]problem=(forbidden|other_person|invalid|gone)|^(\/desk)?\/sign-in/.test(location ?? "");
  return status === 200 || status >= 400;
}
