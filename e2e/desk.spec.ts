import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { formWith, newAgent, press, search, signRules, visit } from "./agents";
import { Browserless } from "./browserless";
import { forthright } from "./command-line";
import { expect, forgetLimits, site, test } from "./fixtures";
import { signInStaff } from "./staff-at-desk";

const said = (page: Page) => page.getByRole("status");
const main = (page: Page) => page.getByRole("main");

async function signedIn(email: string): Promise<Browserless> {
  const person = new Browserless(site);
  await forgetLimits();
  await person.signIn(email);
  return person;
}

test("an officer writes and answers, and the customer reads each step", async ({ page, ownCustomer }) => {
  const person = await signedIn(ownCustomer.email);
  const text = "Please delete my reviews.";
  const filed = await press(person, "/requests/new/delete", { wanted: 'name="kind"', more: { text } });
  const path = (filed.location ?? "").replace(/\?.*/, "");
  const theirs = async () => (await person.get(path)).text;

  await signInStaff(page, "privacy_officer", `/desk${path}`);
  await expect(main(page)).toContainText(text);
  await expect(main(page)).toContainText(`customer ${ownCustomer.number}`);
  await page.getByLabel("Write to the customer").fill("Which of them?");
  await page.getByRole("button", { name: "Send the message" }).click();
  await expect(said(page)).toContainText("Sent. The customer has a mail.");
  expect(await theirs()).toContain("Which of them?");
  await press(person, path, { wanted: 'name="text"', more: { text: "All of them." } });

  await page.goto("/desk/requests?list=open");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Requests");
  await page.goto(`/desk${path}`);
  await expect(main(page)).toContainText("All of them.");
  await page.getByText("Done: answer and close").click();
  await page.getByLabel("Your answer").fill("Your reviews are gone.");
  await page.getByRole("button", { name: "Answer and close" }).click();
  await expect(said(page)).toContainText("Answered and closed.");
  expect(await theirs()).toContain("Your reviews are gone.");
  await page.goto("/desk/audit?act=request.answer");
  await expect(page.getByRole("table")).toContainText("Request answered");
});

test("a request and the desk's lists are for their roles alone", { tag: "@authorisation" }, async ({
  ownCustomer,
}) => {
  const person = await signedIn(ownCustomer.email);
  const filed = await press(person, "/requests/new/complain", {
    wanted: 'name="kind"',
    more: { text: "Not for everybody" },
  });
  const request = (filed.location ?? "").replace(/\?.*/, "");
  const { desk } = await newAgent();
  for (const path of [`/desk${request}`, "/desk/requests", "/desk/audit", "/desk/integrations"])
    for (const [who, to] of [
      [desk, /^\/desk\?problem=forbidden$/],
      [person, /^\/desk\/sign-in\?/],
      [new Browserless(site), /^\/desk\/sign-in\?/],
    ] as const) {
      const answer = await who.get(path);
      expect(answer.location, path).toMatch(to);
      expect(answer.text).not.toContain("Not for everybody");
    }
});

test("the audit is searched, and taken along as a file that is only text", async ({ page }) => {
  const agent = await newAgent();
  await signRules(agent);
  const ticket = `=1+${agent.name.slice(-8)}`;
  expect((await search(agent, { value: "nobody@example.com", ticket })).location).toContain(
    "problem=invalid",
  );
  const { fields } = await formWith(agent.desk, "/desk/account", 'name="stamp"');
  const refused = await agent.desk.send("/desk/audit/export", { stamp: fields.stamp ?? "", format: "csv" });
  expect([refused.status, refused.location]).toEqual([303, expect.stringContaining("problem=forbidden")]);

  await signInStaff(page, "auditor", "/desk/audit");
  await expect(page.getByRole("heading", { name: "Look at these" })).toBeVisible();
  await page.getByLabel("Ticket", { exact: true }).fill(ticket);
  await page.getByLabel("What", { exact: true }).selectOption("Search refused for its ticket");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page).toHaveURL(/ticket=/);
  const lines = page.getByRole("table").getByRole("row").filter({ hasText: ticket });
  await expect(lines).toHaveCount(1);
  await expect(lines).toContainText("Search refused for its ticket");
  await expect(lines).toContainText(agent.name);
  const take = async (name: string) => {
    const given = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    return readFileSync(await (await given).path(), "utf8");
  };
  const table = await take("Table (CSV)");
  expect(table).toMatch(/^\uFEFF"at","act",/);
  expect(table).toContain(`"'${ticket}"`);
  expect(table).not.toMatch(/(^|,)"\s*[=+@\t-]/m);
  expect(table.trim().split("\r\n")).toHaveLength(2);
  const [record] = (await take("For programs (JSON Lines)")).trim().split("\n");
  expect(JSON.parse(record ?? "")).toMatchObject({ act: "alert.ticket", ticket });
});

test("an administrator makes a key, which is shown once; an auditor may only look", async ({
  page,
  browser,
}) => {
  const admin = await newAgent("admin");
  const name = `Mail ${admin.name}`;
  await signInStaff(page, admin, "/desk/integrations");
  await page.getByRole("link", { name: "Make a key" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("checkbox", { name: /^Ask “may I\?”/ }).check();
  await page.getByRole("button", { name: "Make the key" }).click();
  const secret = page.getByLabel(`Key for “${name}”`);
  await expect(secret).not.toHaveValue("");
  const key = await secret.inputValue();
  await page.reload();
  await expect(said(page)).toContainText("The key was shown already");
  await page.goto("/desk/integrations");
  const row = page.getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText("In force");
  await expect(row).toContainText("never used");
  expect(await page.content()).not.toContain(key);

  const auditors = await (await browser.newContext()).newPage();
  await signInStaff(auditors, "auditor", "/desk/integrations");
  await expect(auditors.getByRole("listitem").filter({ hasText: name })).toContainText("In force");
  await expect(auditors.getByRole("link", { name: "Make a key" })).toHaveCount(0);
  await expect(auditors.getByRole("link", { name: /^Revoke/ })).toHaveCount(0);
  await auditors.goto("/desk/integrations/keys/new");
  await expect(auditors).toHaveURL(/\/desk\?problem=forbidden$/);
  await auditors.context().close();
});

test("who is disabled is out at the next request, and so is their visit", { tag: "@authorisation" }, async ({
  ownCustomer,
}) => {
  const agent = await newAgent();
  await signRules(agent);
  await visit(agent, ownCustomer.email);
  const stop = await formWith(agent.desk, "/requests/new/limit", 'name="kind"');
  expect((await forthright(["staff", "disable", agent.email])).code).toBe(0);
  for (const path of ["/", "/data", "/choices"])
    expect((await agent.desk.get(path)).location, path).toBe("/desk/visit-over");
  expect((await agent.desk.get("/desk")).location).toBe("/desk/sign-in");
  const sent = await agent.desk.send("/requests/new/limit", stop.fields);
  expect(sent.location).toBe("/desk/visit-over");
  const person = await signedIn(ownCustomer.email);
  expect((await person.get("/requests")).text).not.toContain("Opened for you");
  expect((await person.get("/activity?kind=visits")).text).toContain("Robin from support looked");
});
