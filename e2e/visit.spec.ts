import type { Page } from "@playwright/test";
import {
  type Agent,
  endVisit,
  formWith,
  letTimePass,
  newAgent,
  press,
  search,
  signRules,
  visit,
} from "./agents";
import { type Answer, Browserless } from "./browserless";
import {
  type Customer,
  claimCustomer,
  data,
  expect,
  forgetLimits,
  newestMessage,
  site,
  test,
} from "./fixtures";
import { customerOf } from "./marked-people";
import { rowsOf } from "./rows";
import { adminUrl, asAdmin } from "./running";
import { bytesOf } from "./same-bytes";
import { signInStaff } from "./staff-at-desk";

const OFFERS = "Offers and sales by text";
const said = (page: Page) => page.getByRole("status");
const main = (page: Page) => page.getByRole("main");
const banner = (page: Page) => page.getByRole("region", { name: "Staff visit" });

/** A customer who takes offers by text, signed in without a browser. */
async function whoTakesOffers({ email }: Customer): Promise<Browserless> {
  const person = new Browserless(site);
  await forgetLimits();
  await person.signIn(email);
  const { fields } =
    (await person.forms("/choices")).find(
      ({ fields: { purpose, channel, to } }) => purpose === "offers" && channel === "sms" && to === "on",
    ) ?? {};
  await person.send("/choices", fields ?? {});
  return person;
}

async function signTheRules(page: Page): Promise<void> {
  await page.goto("/desk");
  await main(page).getByRole("link", { name: "Read the rules" }).click();
  await page.getByRole("checkbox", { name: "I have read this and will work by it" }).check();
  await page.getByRole("button", { name: "Sign the rules" }).click();
  await expect(said(page)).toContainText("Thank you. You signed the rules.");
}

async function findCustomer(page: Page, email: string): Promise<void> {
  await page.goto("/desk/find");
  await page.getByLabel("Exact email, phone or customer number").fill(email);
  await page.getByLabel("Ticket", { exact: true }).fill("47110");
  await page.getByRole("radio", { name: "The customer called" }).check();
  await page.getByLabel("In one sentence").fill("She gets texts she does not want.");
  await page.getByRole("button", { name: "Start the visit" }).click();
  await expect(page).toHaveURL(/\/$/);
  for (const fact of ["Read only", "Ticket 47110", "left"]) await expect(banner(page)).toContainText(fact);
}

async function revealEmail(page: Page, email: string): Promise<void> {
  // Whole, so that no refresh of a page without scripts comes between.
  await page.goto("/data?whole=1");
  const item = page.getByRole("article", { name: "Email address", exact: true });
  await expect(item).toContainText(`${email[0]}•••@e•••`);
  await expect(main(page)).not.toContainText(email);
  await expect(page.getByRole("article", { name: "Health note", exact: true })).toContainText(
    "Never shown in a visit",
  );
  await item.getByRole("button", { name: "Reveal Email address" }).click();
  await item.getByRole("textbox", { name: /^Why do you need to see this/ }).fill("To spell it with her.");
  await item.getByRole("button", { name: "Reveal and record" }).click();
  await expect(item).toContainText(email);
}

async function turnOff(page: Page): Promise<void> {
  // The page before refreshes itself once where there are no scripts, which may come between.
  await expect(() => page.goto("/choices")).toPass();
  await expect(page.getByRole("switch")).toHaveCount(0);
  await page.getByRole("link", { name: new RegExp(`^Turn off.*${OFFERS}`) }).click();
  await page.getByRole("radio", { name: /asked on the phone$/ }).check();
  await page.getByLabel(/^What .* said, in short$/).fill("No more texts, please.");
  await page.getByRole("button", { name: "Turn off and record" }).click();
  await expect(said(page).first()).toContainText("Turned off and recorded.");
}

async function sendLink(page: Page): Promise<void> {
  await page.getByRole("link", { name: new RegExp(`^Send a link.*${OFFERS}`) }).click();
  await main(page)
    .getByRole("button", { name: /^Send .* a link$/ })
    .click();
  await expect(said(page).first()).toContainText("has a message with the link");
}

async function openRequest(page: Page): Promise<string> {
  await page.goto("/requests/new/limit");
  await page.getByRole("button", { name: /^Send the/ }).click();
  await expect(said(page).first()).toContainText("R-");
  return /R-[0-9A-F]{8}/.exec(await said(page).first().innerText())?.[0] ?? "";
}

for (const javaScriptEnabled of [true, false])
  test.describe(`a visit, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("helps a customer, who reads all of it and takes it back", { tag: "@authorisation" }, async ({
      page,
      browser,
      signIn,
      ownCustomer,
    }) => {
      test.slow();
      await whoTakesOffers(ownCustomer);
      const agent = await newAgent();
      await signInStaff(page, agent, "/desk");
      await signTheRules(page);
      await findCustomer(page, ownCustomer.email);
      await revealEmail(page, ownCustomer.email);
      await turnOff(page);
      await sendLink(page);
      const reference = await openRequest(page);
      await banner(page).getByRole("button", { name: "End visit" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("The visit is over");

      const theirs = await (await browser.newContext()).newPage();
      await signIn(ownCustomer.email, theirs);
      await readTheVisit(theirs, reference);
      await switchOnAgain(theirs);
      await complain(theirs);
      const told = await newestMessage(ownCustomer.email);
      expect(told?.text).toBeTruthy();
      await theirs.context().close();
    });
  });

async function readTheVisit(page: Page, reference: string): Promise<void> {
  await page.goto("/");
  const notice = main(page).getByText("Robin from support looked at your page").first();
  await expect(notice).toBeVisible();
  await expect(main(page)).toContainText("for ticket 47110. The customer called.");
  await page.getByRole("link", { name: "See what they saw" }).click();
  await expect(page).toHaveURL(/\/activity\?kind=visits/);
  const entry = page.getByRole("listitem").filter({ hasText: "Robin from support looked at your page" });
  await expect(entry).toContainText("ticket 47110 · The customer called");
  await expect(entry).toContainText("“She gets texts she does not want.”");
  await entry.getByText("What they saw and did").click();
  for (const text of [
    /Email address, .*: “To spell it with her\.”/,
    /Turned off: Offers and sales by text · you asked by phone · “No more texts, please\.”/,
    `Opened for you: request ${reference}`,
    "1 link was sent to you",
  ])
    await expect(entry.getByText(text)).toBeVisible();
  await expect(entry.getByRole("definition").first()).toContainText("Phone number");
}

async function switchOnAgain(page: Page): Promise<void> {
  await page.goto("/choices");
  const cell = page.getByRole("switch", { name: OFFERS, exact: true });
  await expect(cell).toHaveAttribute("aria-checked", "false");
  await expect(page.getByText("Turned off for you by support").first()).toBeVisible();
  await cell.click();
  await expect(cell).toHaveAttribute("aria-checked", "true");
}

async function complain(page: Page): Promise<void> {
  await page.goto("/activity?kind=visits");
  await page.getByText("This was not about me").click();
  await page.getByLabel("What should we know?").fill("I did not call anybody.");
  await page.getByRole("button", { name: "Send the complaint" }).click();
  await expect(said(page).first()).toContainText("R-");
  await page.goto("/activity?kind=visits");
  await expect(page.getByText(/^You complained about this: R-/)).toBeVisible();
}

test.describe("forms of a visit", { tag: "@authorisation" }, () => {
  let agent: Agent;
  test.beforeAll(async () => {
    agent = await newAgent();
    await signRules(agent);
  });

  const turnOffForm = async (sent: Agent) => {
    const path = "/choices?off=offers.sms";
    const { fields } = await formWith(sent.desk, path, 'name="asked"');
    return { path, fields: { ...fields, asked: "phone", words: "No more texts" } };
  };
  /** What staff might change of these people; that a visit was told of comes later by itself. */
  const kept = async (people: readonly Browserless[]) => {
    const ids = await Promise.all(people.map((person) => customerOf({ app: adminUrl(data) }, person)));
    const decided = async (id: string) => {
      const { audit: _, visits: __, ...rows } = await rowsOf(adminUrl(data), id);
      return rows;
    };
    return () => Promise.all(ids.map(decided));
  };

  test("do nothing in the next visit, nor when it is over, ended or by time", async ({ ownCustomer }) => {
    test.slow();
    const other = await claimCustomer();
    const rows = await kept([await whoTakesOffers(ownCustomer), await whoTakesOffers(other)]);
    await visit(agent, ownCustomer.email);
    const stale = await turnOffForm(agent);
    await endVisit(agent);
    await visit(agent, other.email);
    const before = await rows();
    const refused = await agent.desk.send(stale.path, stale.fields);
    expect(refused.location).toContain("problem=other_person");
    expect(await rows()).toEqual(before);

    const own = await turnOffForm(agent);
    await letTimePass(agent, 14 * 60 + 50);
    expect((await agent.desk.get("/choices")).status).toBe(200);
    await letTimePass(agent, 11);
    const whole = await rows();
    expect((await agent.desk.get("/choices")).location).toBe("/desk/visit-over");
    expect((await agent.desk.send(own.path, own.fields)).location).toBe("/desk/visit-over");
    expect((await agent.desk.get("/", { rsc: "1" })).text).not.toContain(other.email);
    expect(await rows()).toEqual(whole);

    await press(agent.desk, "/desk/visit-over", { wanted: "Back to the desk" });
    await visit(agent, ownCustomer.email);
    const last = await turnOffForm(agent);
    const ended = agent.desk.at(site);
    await endVisit(agent);
    const after = await rows();
    expect((await ended.send(last.path, last.fields)).location).toBe("/desk/visit-over");
    expect((await agent.desk.send(last.path, last.fields)).location).toMatch(/^\/sign-in/);
    expect(await rows()).toEqual(after);
  });

  test("open no second one, and none to staff or to oneself", async ({ ownCustomer }) => {
    expect((await search(agent, { value: ownCustomer.email, ticket: "70001" })).location).toBe("/");
    expect((await search(agent, { value: ownCustomer.email })).location).toContain("problem=conflict");
    await endVisit(agent);
    const opened = await asAdmin<{ page: string }>(
      adminUrl(data),
      `select distinct w.page from visit_views w join visits v on v.id = w.visit_id join staff s on s.id = v.staff_id
        where s.name = $1 and v.ticket = '70001'`,
      [agent.name],
    );
    expect(opened).toEqual([{ page: "/account" }]);
    for (const value of [agent.email, "sam.okafor@juniper.example"])
      expect((await search(agent, { value })).location).toBe("/desk/find?none=1");
  });

  test("begin by a code where the customer refuses, and nobody can tell who does", async ({
    ownCustomer,
  }) => {
    test.slow();
    const person = new Browserless(site);
    await forgetLimits();
    await person.signIn(ownCustomer.email);
    await press(person, "/account", { wanted: 'name="refuse"' });
    const unknown = ownCustomer.email.replace(/.$/, "z");
    const bytes: string[][][] = [];
    for (const value of [ownCustomer.email, unknown]) {
      const fresh = agent.desk.at(site);
      const sent = await search({ ...agent, desk: fresh }, { value, code: "00000000" });
      const page = await fresh.get(sent.location ?? "");
      expect(page.text).toContain("No visit could be opened with this");
      bytes.push([sent, page].map((answer) => withoutTyped(answer, value)));
    }
    expect(bytes[0]).toEqual(bytes[1]);

    const { location } = await press(person, "/account", { wanted: ">Make a code<" });
    const shown = await person.get(location ?? "");
    const code = /class="code-big"><bdi>([^<]+)</.exec(shown.text)?.[1] ?? "";
    expect((await search(agent, { value: ownCustomer.email, code })).location).toBe("/");
    await endVisit(agent);
    const again = await search(agent, { value: ownCustomer.email, code });
    expect(again.location).toBe("/desk/find?none=1");
    const { text } = await person.get("/activity?kind=visits");
    expect(text).toContain("with your code");
  });
});

/** What was typed stands in the form again, and sealed in a cookie of as many letters. */
function withoutTyped(answer: Answer, typed: string): string[] {
  return bytesOf(answer).map((part) =>
    part.replaceAll(typed, "T").replace(/kept=1\.[A-Za-z0-9_-]+/g, (kept) => `kept=${kept.length > 100}`),
  );
}
