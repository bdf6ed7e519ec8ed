import type { Answer, Client } from "./client";
import type { Customer, Keys } from "./crew";
import type { Ids } from "./routes";
import type { Target } from "./target";

/** Asks the API with the key of one scope. */
export function call(
  target: Target,
  secret: string,
  {
    method,
    path,
    body,
    more,
  }: { method: string; path: string; body?: unknown; more?: Record<string, string> },
): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${secret}`,
    ...(method === "GET" ? {} : { "idempotency-key": crypto.randomUUID() }),
    ...more,
  };
  return target.guest().json(method, `/api/v1${path}`, { body, headers });
}

/** The id under which a customer is known here. */
export async function customerIdOf(target: Target, keys: Keys, email: string): Promise<string> {
  const path = `/customers?${new URLSearchParams({ email })}`;
  const { text } = await call(target, keys.customers?.secret ?? "", { method: "GET", path });
  const { customers }: { customers?: { id: string }[] } = JSON.parse(text);
  if (!customers?.[0]) throw new Error(`${email} is not known: ${text}`);
  return customers[0].id;
}

const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

/** A choice with evidence, and a use, both with the customer's word in every text. */
export async function tellOf(target: Target, { keys, one }: { keys: Keys; one: Customer }): Promise<void> {
  const { word, customerId } = one;
  const customer = { id: customerId };
  const cell = { purpose: "offers", channel: "email" };
  const evidence = {
    method: `${word}method`,
    wording: `${word}wording`,
    reference: `${word}ref`,
    locale: "en",
  };
  const choice = { ...cell, state: "granted", occurred_at: ago(60_000), evidence };
  // A ledger of two pages, where each has one event.
  const second = { ...choice, purpose: "recommendations", channel: undefined };
  const told = { ...cell, customer, items: ["email"], title: `${word}title`, campaign: `${word}campaign` };
  const answers = [
    await call(target, keys["choices:write"]?.secret ?? "", {
      ...{ method: "POST", path: "/choices", body: { customer, choices: [choice, second] } },
    }),
    await call(target, keys["uses:write"]?.secret ?? "", {
      ...{ method: "POST", path: "/uses", body: { uses: [{ ...told, occurred_at: ago(1_000) }] } },
    }),
  ];
  for (const { status, text } of answers) if (status >= 300) throw new Error(`not told: ${status} ${text}`);
}

/** Somebody who kept the cookie of a session that they ended. */
export async function endedSession(target: Target, email: string): Promise<Client> {
  const person = await target.signIn(email);
  const kept = person.copy();
  const { location } = await person.press("/account", ">Sign out<");
  if (!location?.includes("bye")) throw new Error(`not signed out: ${location}`);
  return kept;
}

/** The owner files a request, writes in it, and prepares a copy; there are links in a message to them. */
export async function use(target: Target, made: { owner: Customer; keys: Keys }): Promise<Ids> {
  const { owner, keys } = made;
  const { person, word, customerId } = owner;
  const filed = await person.press("/requests/new/complain", 'value="complain"', {
    text: `${word}complains`,
  });
  const requestId = /[0-9a-f-]{36}/.exec(filed.location ?? "")?.[0];
  if (!requestId) throw new Error(`no request was filed: ${filed.location}`);
  const copy = await person.press("/requests/copy", "Make my copy");
  const copyToken = new URL(copy.location ?? "", target.url).searchParams.get("link") ?? "";
  const link = async (kind: string) => {
    const body = { customer: { id: customerId }, kind, purpose: "offers", channel: "email" };
    const { text } = await call(target, keys["links:write"]?.secret ?? "", {
      method: "POST",
      path: "/links",
      body,
    });
    return new URL(JSON.parse(text).url).pathname;
  };
  const hook = { url: "https://hears.example.com/hear", events: ["choice.changed"] };
  const endpoint = await call(target, keys.webhooks?.secret ?? "", {
    ...{ method: "POST", path: "/webhook-endpoints", body: hook },
  });
  return {
    ...{ customerId, requestId, stop: await link("stop"), why: await link("why") },
    ...{ copyToken, keyId: keys.webhooks?.id ?? "", endpointId: JSON.parse(endpoint.text).id },
  };
}
