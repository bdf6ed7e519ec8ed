import { randomUUID } from "node:crypto";
import type { Tally } from "./attack";
import { shownIn } from "./canaries";
import { type Crew, SCOPES } from "./crew";
import { call } from "./crew-life";
import type { Target } from "./target";

type Call = { method: string; path: string; body?: unknown };

/** Every endpoint of the API's own document, with the owner's ids. */
const callsAbout = ({ owner, ids }: Crew): Record<string, Call> => {
  const customer = { id: owner.customerId };
  const cell = { purpose: "guides", channel: "email" };
  const at = new Date().toISOString();
  const evidence = { method: "checkout", wording: "Send me guides.", locale: "en" };
  const hook = `/webhook-endpoints/${ids.endpointId}`;
  const told = { ...cell, state: "granted", occurred_at: at, evidence };
  const use = { customer, ...cell, items: ["email"], title: "x", occurred_at: at };
  return {
    "POST /decisions": { method: "POST", path: "/decisions", body: { requests: [{ customer, ...cell }] } },
    "POST /choices": { method: "POST", path: "/choices", body: { customer, choices: [told] } },
    "POST /uses": { method: "POST", path: "/uses", body: { uses: [use] } },
    "POST /links": { method: "POST", path: "/links", body: { customer, kind: "stop", ...cell } },
    "GET /customers": { method: "GET", path: `/customers?${new URLSearchParams({ email: owner.email })}` },
    "GET /customers/{id}/choices": { method: "GET", path: `/customers/${owner.customerId}/choices` },
    "GET /customers/{id}/ledger": { method: "GET", path: `/customers/${owner.customerId}/ledger` },
    "PUT /customers/{customer_number}": {
      ...{ method: "PUT", path: `/customers/${owner.number}`, body: { email: owner.email } },
    },
    "GET /webhook-endpoints": { method: "GET", path: "/webhook-endpoints" },
    "POST /webhook-endpoints": {
      ...{ method: "POST", path: "/webhook-endpoints" },
      body: { url: `https://${randomUUID()}.example.com/hear`, events: ["choice.changed"] },
    },
    "GET /webhook-endpoints/{id}": { method: "GET", path: hook },
    "PATCH /webhook-endpoints/{id}": { method: "PATCH", path: hook, body: { enabled: true } },
    "DELETE /webhook-endpoints/{id}": { method: "DELETE", path: `/webhook-endpoints/${randomUUID()}` },
    "GET /webhook-endpoints/{id}/deliveries": { method: "GET", path: `${hook}/deliveries` },
    "POST /webhook-endpoints/{id}/replay": {
      ...{ method: "POST", path: `${hook}/replay`, body: { events: [randomUUID()] } },
    },
    "POST /obeyed": { method: "POST", path: "/obeyed", body: { event: randomUUID(), at, system: "x" } },
  };
};

/** What an operation needs, as the API's own document says it. */
interface Operation {
  security: { key?: string[] }[];
}

/** Every endpoint with a key of each scope: without its own scope 403, and never a word of anybody. */
export async function tryKeys(target: Target, { crew, tally }: { crew: Crew; tally: Tally }): Promise<void> {
  const document = await target.guest().get("/api/v1/openapi.json");
  const { paths }: { paths: Record<string, Record<string, Operation>> } = JSON.parse(document.text);
  const scopes = new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security }]): [string, string | undefined] => [
        `${method.toUpperCase()} ${path}`,
        security[0]?.key?.[0],
      ]),
    ),
  );
  const calls = callsAbout(crew);
  for (const [name, scope] of scopes)
    tally.check(
      scope === undefined || name in calls,
      `the document has ${name}, which nothing here asks for`,
    );
  for (const [name, one] of Object.entries(calls))
    for (const scope of SCOPES) {
      const answer = await call(target, crew.keys[scope]?.secret ?? "", one);
      const isOwn = scopes.get(name) === scope;
      const allowed = isOwn ? answer.status !== 403 && answer.status < 500 : answer.status === 403;
      tally.check(allowed, `${name} answers ${answer.status} to a key with ${scope}`);
      // The email that was asked for is no news to who asked; whoever reads a ledger reads its evidence.
      const may = isOwn && /customers/.test(name) ? [crew.owner.word] : [];
      const shown = shownIn(answer, crew.everybody).filter(({ word }) => !may.includes(word));
      tally.check(shown.length === 0, `${name} shows words of ${shown.length} people to a key with ${scope}`);
    }
}
