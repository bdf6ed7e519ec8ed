import { type Agent, type Demo, endVisit, newAgent, signRules, someWord, visit } from "./agents";
import { Browserless } from "./browserless";
import { textUs } from "./carrier";
import { forthright } from "./command-line";
import { CODE, foundAfter } from "./outbox";
import { adminUrl, asAdmin } from "./running";
import { totpOf } from "./staff";
import type { Tour } from "./tour";

/** Staff of a test's own, after one of each role used everything of the desk that is about one customer. */
export interface Desk {
  /** In a visit to the customer. */
  agent: Agent;
  /** Was in one, which is over. */
  second: Agent;
  officer: Agent;
  admin: Agent;
  auditor: Agent;
  /** The key that the admin made, and the endpoint of webhooks. */
  keyId: string;
  endpointId: string;
  customerId: string;
}

interface About {
  email: string;
  request: string;
  demo: Demo;
}

const again = "/desk/sign-in/second?next=/desk";

/** Does what the desk's pages offer about one customer, and keeps a form of each kind on the way. */
export async function tryDesk(tour: Tour, { email, request, demo }: About): Promise<Desk> {
  const [agent, second, officer, admin, auditor] = await Promise.all([
    newcomer(tour, demo),
    newAgent("support", demo),
    newAgent("privacy_officer", demo),
    newAgent("admin", demo),
    newAgent("auditor", demo),
  ]);
  await tryAccount(tour, { agent, demo });
  for (const { id } of await requestsLike(request, demo))
    await tour.look(`/desk/requests/${id}`, officer.desk);
  await tour.look("/desk/audit", auditor.desk);
  await tour.look("/desk/terms/terms-of-service/2030-01-01", officer.desk);
  // Of nobody's number, so that whoever of staff may decide on it touches no customer.
  await textUs(demo.url, { From: "+14155560100", Body: "who gave you my number" });
  await tour.look("/desk/texts", second.desk);
  const keyId = await tryKeys(tour, { admin, demo });
  const endpointId = await tryWebhooks(tour, { admin, demo });
  await signRules(second);
  await visit(second, email);
  await endVisit(second);
  await tour.look("/desk/visit-over", second.desk);
  const customerId = await tryVisit(tour, { agent, email, demo });
  return { agent, second, officer, admin, auditor, keyId, endpointId, customerId };
}

/** All requests of the customer whose request this is. */
const requestsLike = (request: string, { folder }: Demo) =>
  asAdmin<{ id: string }>(
    adminUrl(folder),
    `select id from requests where customer_id = (select customer_id from requests where id = $1)
      order by opened_at desc`,
    [request.split("/").at(-1)],
  );

/** Asks for the code and types it: the first step of a sign-in. */
async function firstStep(tour: Tour, { who, email, demo }: { who: Browserless; email: string; demo: Demo }) {
  await asAdmin(adminUrl(demo.folder), "delete from limits");
  const code = await foundAfter(who, { email, pattern: CODE }, () =>
    tour.press("/desk/sign-in", "desk/sign-in/startAction", { who, more: { email } }),
  );
  await tour.press("/desk/sign-in?sent=1", "desk/sign-in/firstAction", { who, more: { code } });
}

/** Somebody new of support, who sets up an authenticator. */
async function newcomer(tour: Tour, demo: Demo): Promise<Agent> {
  const word = someWord();
  const [email, name] = [`sasha.${word}@juniper.example`, `Sasha ${word}`];
  const words = ["staff", "add", email, "--role", "support", "--name", name];
  const { code, told } = await forthright(words, demo.folder);
  if (code !== 0) throw new Error(told);
  const who = new Browserless(demo.url);
  await firstStep(tour, { who, email, demo });
  const { text } = await who.get(again);
  const totpKey = (/<code class="key"[^>]*>([^<]+)</.exec(text)?.[1] ?? "").replaceAll(" ", "");
  await tour.press(again, "desk/sign-in/enrolAction", { who, more: { code: totpOf(totpKey) } });
  await tour.press(again, "desk/sign-in/keptAction", { who });
  return { email, name, totpKey, desk: who };
}

/** A passkey that no device has, a second session, and a sign-in that waits for its second step. */
async function tryAccount(tour: Tour, { agent, demo }: { agent: Agent; demo: Demo }) {
  const { desk: who, email, name, totpKey } = agent;
  const sql = (text: string) => asAdmin(adminUrl(demo.folder), text, [name]);
  await sql(`insert into staff_passkeys (staff_id, id, credential_id, public_key, counter, name)
    select id, gen_random_uuid(), sha256(id::text::bytea), '\\x00', 0, 'Laptop' from staff where name = $1`);
  const elsewhere = new Browserless(demo.url);
  await firstStep(tour, { who: elsewhere, email, demo });
  await sql("update staff set totp_step = null where name = $1");
  await tour.press(again, "desk/sign-in/totpAction", { who: elsewhere, more: { code: totpOf(totpKey) } });
  await sql("update staff set totp_step = null where name = $1");
  await firstStep(tour, { who: new Browserless(demo.url), email, demo });
  await tour.press("/desk/account", "desk/account/newTotpAction", { who });
  await tour.press("/desk/account", "desk/account/newCodesAction", { who });
  await tour.look("/desk/sign-in/again", who);
  await tour.press("/desk/rules", "desk/rules/signRulesAction", { who });
}

async function tryKeys(tour: Tour, { admin, demo }: { admin: Agent; demo: Demo }): Promise<string> {
  const keys = "/desk/integrations/keys";
  const name = `Tried by ${admin.name}`;
  await tour.press(`${keys}/new`, "desk/integrations/createKeyAction", { who: admin.desk, more: { name } });
  const [row] = await asAdmin<{ id: string }>(
    adminUrl(demo.folder),
    "select id from api_keys where name = $1",
    [name],
  );
  await tour.look(`${keys}/${row?.id}/rotate`, admin.desk);
  await tour.look(`${keys}/${row?.id}/revoke`, admin.desk);
  return row?.id ?? "";
}

/** An endpoint on a host that nobody knows, for what is told once in weeks. */
async function tryWebhooks(tour: Tour, { admin, demo }: { admin: Agent; demo: Demo }): Promise<string> {
  const hooks = "/desk/integrations/webhooks";
  const url = `https://${someWord()}.example.com/hear`;
  const who = admin.desk;
  await tour.press(`${hooks}/new`, "desk/webhooks/addEndpointAction", { who, more: { url } });
  const sql = "select id from webhook_endpoints where url = $1";
  const [row] = await asAdmin<{ id: string }>(adminUrl(demo.folder), sql, [url]);
  await tour.look(`${hooks}/${row?.id}`, who);
  await tour.look(`${hooks}/${row?.id}/remove`, who);
  return row?.id ?? "";
}

async function tryVisit(tour: Tour, { agent, email, demo }: { agent: Agent; email: string; demo: Demo }) {
  const { desk: who, name } = agent;
  await tour.look("/desk/find", who);
  const start = tour.forms.get("desk/find/startVisitAction");
  if (start) start.fields.value = email;
  await visit(agent, email);
  for (const path of [
    "/desk/find",
    "/",
    "/data?item=phone&ask=item",
    "/choices?off=offers.email",
    "/choices?off=all",
    "/choices?link=offers.email",
    "/requests",
  ])
    await tour.look(path, who);
  const [row] = await asAdmin<{ id: string }>(
    adminUrl(demo.folder),
    "select v.customer_id as id from visits v join staff s on s.id = v.staff_id where s.name = $1",
    [name],
  );
  return row?.id ?? "";
}
