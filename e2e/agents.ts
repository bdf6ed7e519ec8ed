import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { type Answer, Browserless, type Form } from "./browserless";
import { forthright } from "./command-line";
import { data, oneAtATime, site } from "./fixtures";
import { CODE, foundAfter } from "./outbox";
import { adminUrl, asAdmin } from "./running";
import { type StaffRole, staff, totpOf } from "./staff";

/** Somebody of staff whom no other test meets, signed in without a browser. */
export interface Agent {
  email: string;
  name: string;
  totpKey: string;
  desk: Browserless;
}

/** Where a demo runs, and its data. */
export interface Demo {
  url: string;
  folder: string;
}

const demo: Demo = { url: site, folder: data };

/** The form of a page that has this field, or this text. @throws when there is none. */
export async function formWith(who: Browserless, path: string, wanted: string): Promise<Form> {
  const found = (await who.forms(path)).find(({ html }) => html.includes(wanted));
  if (!found) throw new Error(`${path} has no form with ${wanted}`);
  return found;
}

/** Sends the form of a page that has this field or text, filled with more. */
export async function press(
  who: Browserless,
  path: string,
  { wanted, more = {} }: { wanted: string; more?: Record<string, string> },
): Promise<Answer> {
  const { fields } = await formWith(who, path, wanted);
  return who.send(path, { ...fields, ...more });
}

/** Letters alone: eight digits in somebody's name would pass for the code in a message to them. */
export const someWord = (): string =>
  [...randomBytes(8)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");

/** Adds somebody to the desk by the command line; they sign in, set up an authenticator and sign their rules. */
export async function newAgent(role: StaffRole = "support", { url, folder }: Demo = demo): Promise<Agent> {
  const word = someWord();
  const [email, name] = [`robin.${word}@juniper.example`, `Robin ${word}`];
  const { code, told } = await forthright(["staff", "add", email, "--role", role, "--name", name], folder);
  if (code !== 0) throw new Error(told);
  const desk = new Browserless(url);
  await firstStep(desk, { email, folder });
  const page = await desk.get("/desk/sign-in/second?next=/desk");
  const totpKey = (/<code class="key"[^>]*>([^<]+)</.exec(page.text)?.[1] ?? "").replaceAll(" ", "");
  const second = "/desk/sign-in/second?next=/desk";
  await press(desk, second, { wanted: 'name="code"', more: { code: totpOf(totpKey) } });
  const { location } = await press(desk, second, { wanted: "I have kept them" });
  if (location?.includes("sign-in")) throw new Error(`${email} was not signed in: ${location}`);
  return { email, name, totpKey, desk };
}

async function firstStep(desk: Browserless, { email, folder }: { email: string; folder: string }) {
  await asAdmin(adminUrl(folder), "delete from limits");
  const code = await foundAfter(desk, { email, pattern: CODE }, () =>
    press(desk, "/desk/sign-in", { wanted: 'name="email"', more: { email } }),
  );
  await press(desk, "/desk/sign-in?sent=1", { wanted: 'name="code"', more: { code } });
}

/** Signs the handling rules of their role. */
export async function signRules({ desk }: Agent): Promise<void> {
  const { location } = await press(desk, "/desk/rules", { wanted: 'name="agreed"', more: { agreed: "yes" } });
  if (!location?.includes("signed=1")) throw new Error(`the rules were not signed: ${location}`);
}

/** Somebody of the demo's staff, signed in without a browser. */
export async function deskOf(role: StaffRole): Promise<Browserless> {
  const desk = new Browserless(site);
  const { email, name, totpKey } = staff[role];
  await oneAtATime(email, async () => {
    await firstStep(desk, { email, folder: data });
    await asAdmin(adminUrl(data), "update staff set totp_step = null where name = $1", [name]);
    const second = "/desk/sign-in/second?next=/desk";
    await press(desk, second, { wanted: 'name="code"', more: { code: totpOf(totpKey) } });
  });
  return desk;
}

/** The same person goes on in a browser. */
export async function goOnIn(page: Page, { cookies }: Browserless): Promise<void> {
  await page.context().addCookies([...cookies].map(([name, value]) => ({ name, value, url: site })));
}

interface Search {
  by?: "email" | "phone" | "customer_number";
  value: string;
  ticket?: string;
  code?: string;
}

/** Searches for one customer, which begins a visit if it may be. */
export async function search(agent: Agent, wanted: Search): Promise<Answer> {
  const more = { by: "email", ticket: "47110", reason: "0", words: "They asked about a text.", code: "" };
  const send = () =>
    press(agent.desk, "/desk/find", { wanted: 'name="ticket"', more: { ...more, ...wanted } });
  const answer = await send();
  if (!answer.location?.startsWith("/desk/sign-in/again")) return answer;
  await proveAgain(agent);
  return send();
}

/** A second step that is newer than five minutes, which a visit needs. */
export async function proveAgain({ desk, name, totpKey }: Agent, folder: string = data): Promise<void> {
  await asAdmin(adminUrl(folder), "update staff set totp_step = null where name = $1", [name]);
  await press(desk, "/desk/sign-in/again?next=/desk/find", {
    wanted: 'name="code"',
    more: { code: totpOf(totpKey) },
  });
}

/** Begins a visit. @throws when it may not be. */
export async function visit(agent: Agent, value: string): Promise<void> {
  const { location } = await search(agent, { value });
  if (location !== "/") throw new Error(`no visit began: ${location}`);
}

/** Ends the visit by the button over its pages. */
export const endVisit = ({ desk }: Agent): Promise<Answer> =>
  press(desk, "/account", { wanted: "End visit" });

/** Lets the time of the agent's open visit pass, as only the database's owner could. */
export async function letTimePass({ name }: Agent, seconds: number, folder: string = data): Promise<void> {
  await asAdmin(
    adminUrl(folder),
    `update visits v set started_at = v.started_at - make_interval(secs => $2),
            ends_at = v.ends_at - make_interval(secs => $2)
       from staff s where s.id = v.staff_id and s.name = $1 and v.ended_at is null`,
    [name, seconds],
  );
}
