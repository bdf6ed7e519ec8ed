import { randomUUID } from "node:crypto";
import { Browserless } from "./browserless";
import { forthright } from "./command-line";
import { test as base, expect, forgetLimits, site } from "./fixtures";
import { type MailServer, startMailServer, type TakenMail } from "./peers/mail-server";
import { type MailSystem, openMailSystem } from "./peers/mail-system";

interface Mailing {
  server: MailServer;
  system: MailSystem;
}

const test = base.extend<{ mailing: Mailing }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter and wants a pattern
  mailing: async ({}, use) => {
    const name = `Mail system ${randomUUID()}`;
    const scopes = "decisions,links:write,uses:write";
    const { told } = await forthright(["key", "create", "--name", name, "--scopes", scopes, "--json"]);
    const server = await startMailServer();
    const system = openMailSystem({ url: site, key: JSON.parse(told).secret, smtp: server.url });
    await use({ server, system });
    system.close();
    await server.close();
  },
});

test.describe.configure({ timeout: 90_000 });

/** The customer switches offers by email on, on their own page. */
async function switchOn(email: string): Promise<Browserless> {
  await forgetLimits();
  const customer = new Browserless(site);
  await customer.signIn(email);
  const form = (await customer.forms("/choices")).find(
    ({ fields }) => fields.purpose === "offers" && fields.channel === "email" && fields.to === "on",
  );
  if (form) await customer.send("/choices", form.fields);
  return customer;
}

/** A header as the message carries it, on one line. */
function header({ mail }: TakenMail, name: string): string {
  const line = mail.headerLines.find(({ key }) => key === name)?.line ?? "";
  return line
    .slice(name.length + 1)
    .replace(/\s+/g, " ")
    .trim();
}

/** What a mail provider does when its user presses Unsubscribe (RFC 8058): one plain POST, knowing nobody. */
async function pressUnsubscribe(letter: TakenMail): Promise<{ status: number; cookies: string[] }> {
  const url = /<(https?:[^>]+)>/.exec(header(letter, "list-unsubscribe"))?.[1] ?? "";
  const body = new URLSearchParams([header(letter, "list-unsubscribe-post").split("=")]);
  const answer = await fetch(url, { method: "POST", body, redirect: "manual" });
  return { status: answer.status, cookies: answer.headers.getSetCookie() };
}

test("a mail system asks, sends with both headers and tells; one press in the mail stops the next", async ({
  page,
  mailing: { server, system },
  ownCustomer: { email },
}) => {
  const letter = {
    campaign: randomUUID(),
    subject: "Autumn offers",
    text: "Boots for less.",
    date: new Date(),
  };
  const question = { customer: { email }, purpose: "offers", channel: "email", items: ["email"] };
  const customer = await switchOn(email);
  const first = await system.post(letter, email);
  expect(first).toMatchObject({ sent: true, answer: { reason: "granted" }, use: expect.any(String) });

  const taken = await server.waitFor(email);
  expect(header(taken, "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  const why = /Why did I get this\? (\S+)/.exec(taken.text)?.[1] ?? "";
  await page.goto(why);
  const main = page.getByRole("main");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Why did I get this?");
  await expect(main).toContainText("Offers and sales");
  await expect(main).toContainText("You switched it on");
  await expect(main).toContainText("Email address");
  await expect(main).not.toContainText(email);
  expect((await customer.get("/activity")).text).toContain(letter.subject);
  expect((await system.forthright.mayI({ ...question, fresh: true })).allowed).toBe(true);

  expect(await pressUnsubscribe(taken)).toEqual({ status: 200, cookies: [] });
  const asked = { message: "the next answer", timeout: 1_000, intervals: [10, 20, 50] };
  const reason = async () => (await system.forthright.mayI({ ...question, fresh: true })).reason;
  await expect.poll(reason, asked).toBe("withdrawn");
  const second = await system.post({ ...letter, campaign: randomUUID() }, email);
  expect(second).toMatchObject({ sent: false, answer: { decision: "deny", reason: "withdrawn" } });
  expect(server.taken.filter(({ to }) => to.includes(email))).toHaveLength(1);
  await page.reload();
  await expect(main).toContainText("You switched it on");
  await expect(main).toContainText("Off, since");
});
