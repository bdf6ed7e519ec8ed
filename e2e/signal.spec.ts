import type { Page } from "@playwright/test";
import { formWith, newAgent, press, signRules, visit } from "./agents";
import { Browserless } from "./browserless";
import { expect, forgetLimits, site, test } from "./fixtures";

const GPC = { "Sec-GPC": "1" };
const ADS = "Sharing with advertisers";
const cell = (page: Page, name: string) => page.getByRole("switch", { name, exact: true });
const isOn = (page: Page, on: boolean) => expect(cell(page, ADS)).toHaveAttribute("aria-checked", String(on));
const notice = (page: Page, name: RegExp) => page.getByRole("region", { name });
const ASKS = /^Your browser asks not to have your data sold or shared$/;
const HONOURED = /^Opt-out request honoured/;

/** Where the switch would go if it were pressed now. */
const adsGoTo = async (person: Browserless) =>
  (await formWith(person, "/choices", 'value="advertisers"')).fields.to;

test("the browser's signal: seen by looking, followed by the first form, and the customer's later word stands", async ({
  page,
  signIn,
  ownCustomer,
}) => {
  await signIn(ownCustomer.email);
  await page.goto("/choices");
  await cell(page, ADS).click();
  await isOn(page, true);
  await expect(notice(page, ASKS)).toHaveCount(0);

  await page.context().setExtraHTTPHeaders(GPC);
  for (const _ of [1, 2]) {
    await page.goto("/choices");
    await expect(notice(page, ASKS)).toContainText(`It turns off: ${ADS}.`);
    await isOn(page, true);
  }
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("signal");

  await cell(page, "Offers and sales by text").click();
  await isOn(page, false);
  await expect(page.getByRole("status").first()).toContainText(`Your browser's signal turned off ${ADS}`);
  await expect(notice(page, HONOURED)).toContainText(ADS);
  const kept = (await page.context().cookies()).find(({ name }) => name === "signal");
  expect(kept).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });

  await cell(page, ADS).click();
  await isOn(page, true);
  await cell(page, "Offers and sales by text").click();
  await expect(page.getByRole("status").first()).toContainText("Offers and sales by text is off.");
  await page.goto("/choices");
  await isOn(page, true);
  await page.goto("/activity?kind=choices");
  const line = `Your browser's signal (Global Privacy Control) turned off ${ADS}`;
  await expect(page.getByText(line)).toHaveCount(1);

  const other = new Browserless(site, GPC);
  await forgetLimits();
  await other.signIn(ownCustomer.email);
  expect((await other.get("/choices")).text).toContain("Opt-out request honoured");
  expect(await adsGoTo(other)).toBe("on");
  expect(other.cookies.has("signal")).toBe(true);
});

test("the signal of staff's browser says nothing for the customer", async ({ ownCustomer }) => {
  const person = new Browserless(site);
  await forgetLimits();
  await person.signIn(ownCustomer.email);
  await press(person, "/choices", { wanted: 'value="advertisers"' });
  const agent = await newAgent();
  await signRules(agent);
  await visit(agent, ownCustomer.email);
  const { text } = await agent.desk.get("/choices", GPC);
  expect(text).toContain(ADS);
  expect(text).not.toContain("Your browser asks");
  const page = "/choices?off=reviews.email";
  const { fields } = await formWith(agent.desk, page, 'name="asked"');
  const said = { ...fields, asked: "phone", words: "No more of these, please." };
  const { location } = await agent.desk.send(page, said, GPC);
  expect(location).toContain("done=");
  expect(await adsGoTo(person)).toBe("off");
  expect((await person.get("/activity?kind=choices")).text).not.toContain("Global Privacy Control");
});
