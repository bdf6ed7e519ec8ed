import { setTimeout as pause } from "node:timers/promises";
import { tryHosts } from "./asked-hosts";
import { type Attack, Tally } from "./attack";
import type { Client } from "./client";
import { hostileHouse, type Watched } from "./hostile";
import { addressesWith, REBINDING } from "./lists/addresses";
import { ALL_SCOPES } from "./operations";
import { pageForms } from "./page-forms";

const NEW = "/desk/integrations/webhooks/new";

/** Whoever makes an endpoint is refused, by the API and by the form alike, or its name leads nowhere yet. */
async function tryMaking(watched: Watched, { admin, all, tally }: Trying): Promise<void> {
  const { house } = watched;
  const { secret } = await house.apiKey(...ALL_SCOPES);
  const key = { authorization: `Bearer ${secret}` };
  const [form] = pageForms(NEW, (await admin.get(NEW)).text).filter(({ fields }) => "url" in fields);
  for (const [n, url] of all.entries()) {
    const headers = { ...key, "idempotency-key": `ssrf-${n}` };
    const body = { url, events: ["request.due"] };
    const { status } = await house.guest().json("POST", "/api/v1/webhook-endpoints", { body, headers });
    const named = isName(url);
    tally.check(
      status === 422 || status === 400 || (named && status === 201),
      `an endpoint at ${JSON.stringify(url)} by the API: ${status}`,
    );
    const { location } = await admin.send(NEW, { ...form?.fields, url });
    tally.check(
      /problem=/.test(location ?? "") || named,
      `an endpoint at ${JSON.stringify(url)} by the form: ${location}`,
    );
  }
}

/** A name may be taken that leads nowhere yet: what is sent there is checked each time. */
function isName(url: string): boolean {
  const { hostname = "", port = "" } = URL.canParse(url) ? new URL(url) : {};
  return (
    /[a-z]/.test(hostname) &&
    !/^\[|localhost$|localhost\.$/.test(hostname) &&
    port === "" &&
    /^https:/.test(url)
  );
}

interface Trying {
  admin: Client;
  all: readonly string[];
  tally: Tally;
}

/** As if an address had been good when it was made: nothing is sent to it all the same, by the try and by the courier. */
async function trySending(watched: Watched, { admin, all, tally }: Trying): Promise<void> {
  const { house, allowed } = watched;
  await admin.send(NEW, { ...(await formOf(admin, NEW, "url")), url: `http://${allowed}/x`, system: "" });
  const [own] = await house.sql<{ id: string }>("select id from webhook_endpoints where url like $1", [
    `http://${allowed}%`,
  ]);
  const page = `/desk/integrations/webhooks/${own?.id}`;
  const form = await formOf(admin, page, "id", "Send a test");
  tally.check(own !== undefined && Object.keys(form).length > 0, "there is no endpoint to try");
  const redirects = [301, 302, 303, 307, 308].map((status) => `http://${allowed}/redirect/${status}`);
  const rebinding = REBINDING.flatMap((name) => Array(3).fill(`https://${name}/`));
  for (const url of [...all, ...redirects, ...rebinding]) {
    await house.sql("update webhook_endpoints set url = $1 where id = $2", [url, own?.id]);
    const { status } = await admin.send(page, form);
    tally.check(status < 500, `trying ${JSON.stringify(url)}: ${status}`);
  }
  const { secret } = await house.apiKey("webhooks");
  for (const [n, url] of [...all, ...redirects, ...rebinding].entries()) {
    const headers = { authorization: `Bearer ${secret}`, "idempotency-key": `courier-${n}` };
    const body = { url: `https://h${n}.attack.example/x`, events: ["choice.changed"] };
    await house.guest().json("POST", "/api/v1/webhook-endpoints", { body, headers });
    await house.sql("update webhook_endpoints set url = $1 where url = $2", [url, body.url]);
  }
  await tell(watched, tally);
}

async function formOf(who: Client, page: string, field: string, words = ""): Promise<Record<string, string>> {
  const all = pageForms(page, (await who.get(page)).text);
  return all.find(({ fields, html }) => field in fields && html.includes(words))?.fields ?? {};
}

/** Something changes of which every one of those endpoints wants to hear; done when each was tried. */
async function tell({ house, customers, signIn }: Watched, tally: Tally): Promise<void> {
  const person = await signIn(customers[0]?.email ?? "");
  const page = pageForms("/choices", (await person.get("/choices")).text);
  for (const { fields, to } of page.filter((form) => "to" in form.fields && "purpose" in form.fields))
    await person.send(to, fields);
  const count = () =>
    house.sql<{ all: number; waiting: number }>(
      "select count(*)::int as all, count(*) filter (where tried_at is null)::int as waiting from webhook_deliveries",
    );
  let [told] = await count();
  for (
    const until = Date.now() + 25_000;
    Date.now() < until && (told?.all === 0 || told?.waiting !== 0);
    [told] = await count()
  )
    await pause(200);
  tally.check((told?.all ?? 0) > 0, "nothing was to be delivered");
  const sent = await house.sql(
    "select from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id where d.state = 'delivered' and e.url not like '%/redirect/%' and e.url not like '%/x'",
  );
  tally.check(sent.length === 0, `${sent.length} deliveries arrived where nothing may`);
}

export const attack: Attack = {
  name: "ssrf",
  threat: "T22",
  beside: true,
  async run(target) {
    const tally = new Tally();
    const watched = await hostileHouse(target);
    const admin = await watched.staff("admin");
    const all = addressesWith(watched.canary.port).filter((_, n) => !target.short || n % 4 === 0);
    await tryMaking(watched, { admin, all, tally });
    await trySending(watched, { admin, all, tally });
    await tryHosts(watched, tally);
    const { canary } = watched;
    tally.check(
      canary.heard.length === 0,
      () => `${canary.heard.length} connections at the canary: ${[...new Set(canary.heard)]}`,
    );
    const inside = [...new Set(watched.attempts())].filter((line) => !/^93\.184\.216\.34 |^\//.test(line));
    tally.check(inside.length === 0, () => `it tried to connect to ${inside}`);
    target.say(
      `   ${all.length} addresses in three places, ${watched.attempts().length} connections tried, ${canary.heard.length} at the canary`,
    );
    return tally;
  },
};
