import { randomUUID } from "node:crypto";
import { FormData } from "undici";
import type { Browserless } from "@/e2e/browserless";
import type { Question } from "./asked";

/** Who asks where. */
export interface Asker {
  url: string;
  key: string;
}

const evidence = { method: "checkout", wording: "Send me offers.", locale: "en" };
const json = { "content-type": "application/json" };

/** May offers be sent by email to this customer? */
export const decision = ({ url, key }: Asker, email: string): Question => ({
  ...{ what: "decision", url: `${url}/api/v1/decisions`, method: "POST" },
  headers: { ...json, authorization: `Bearer ${key}` },
  body: JSON.stringify({ requests: [{ customer: { email }, purpose: "offers", channel: "email" }] }),
});

/** A choice that a system tells; sent again under the same `once` it is the very same. */
export function telling(
  { url, key }: Asker,
  told: { email: string; on: boolean; once?: string; occurredAt?: string },
): Question {
  const { email, on, once = randomUUID(), occurredAt = new Date().toISOString() } = told;
  const state = on ? "granted" : "withdrawn";
  const choice = { purpose: "offers", channel: "email", state, occurred_at: occurredAt, evidence };
  return {
    ...{ what: "choice told", url: `${url}/api/v1/choices`, method: "POST" },
    headers: { ...json, authorization: `Bearer ${key}`, "idempotency-key": once },
    body: JSON.stringify({ customer: { email }, choices: [choice] }),
  };
}

/** An endpoint hears nothing any more. */
export const unlistened = ({ url, key }: Asker, endpoint: string): Question => ({
  ...{ what: "endpoint", url: `${url}/api/v1/webhook-endpoints/${endpoint}`, method: "DELETE" },
  headers: { authorization: `Bearer ${key}` },
});

/** A page, as this person. */
export const page = (url: string, path: string, person?: Browserless): Question => ({
  ...{ what: `page ${path}`, url: url + path },
  headers: person ? { cookie: cookiesOf(person) } : {},
});

/** A form of a page, pressed by this person. */
export function pressed(
  url: string,
  form: { path: string; fields: Record<string, string>; person: Browserless; origin?: string },
): Question {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  return {
    ...{ what: `form ${form.path}`, url: url + form.path, method: "POST", body },
    headers: { cookie: cookiesOf(form.person), origin: form.origin ?? url },
  };
}

const cookiesOf = (person: Browserless): string =>
  [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ");

/** What people and systems ask for all day, one after the other: every other is a page. */
export const mixed = (asker: Asker, people: readonly Browserless[]): Kind =>
  both({ asker, people, everyPage: 2 });

/** The same where systems ask most of it: every fifth is a page. */
export const mostlySystems = (asker: Asker, people: readonly Browserless[]): Kind =>
  both({ asker, people, everyPage: 5 });

type Kind = (number: number) => Question;

function both(of: { asker: Asker; people: readonly Browserless[]; everyPage: number }): Kind {
  const { asker, people, everyPage } = of;
  const [pages, calls] = [inTurn(pagesOf(asker, people)), inTurn(callsOf(asker))];
  return (number) => {
    const pagesBefore = Math.floor((number + everyPage - 2) / everyPage);
    return number % everyPage === 1 ? pages(pagesBefore) : calls(number - pagesBefore);
  };
}

const inTurn =
  (kinds: readonly Kind[]): Kind =>
  (number) =>
    (kinds[number % kinds.length] as Kind)(number);

function pagesOf({ url }: Asker, people: readonly Browserless[]): Kind[] {
  const person = (number: number) => people[number % people.length];
  return [
    (number) => page(url, "/choices", person(number)),
    () => page(url, "/sign-in"),
    (number) => page(url, "/", person(number)),
    () => page(url, "/terms"),
    (number) => page(url, "/activity", person(number)),
  ];
}

/** So many that nobody comes again while an answer about them is out: of two at once the older one may come last. */
const CUSTOMERS = 2_000;

function callsOf(asker: Asker): Kind[] {
  const email = (number: number) => `mixed.${number % CUSTOMERS}@example.net`;
  return [
    (number) => decision(asker, email(number)),
    (number) => decision(asker, email(number + 97)),
    (number) => telling(asker, { email: email(number), on: number % (2 * CUSTOMERS) < CUSTOMERS }),
    (number) => decision(asker, email(number + 53)),
    (number) => telling(asker, { email: email(number), on: number % (2 * CUSTOMERS) < CUSTOMERS }),
  ];
}
