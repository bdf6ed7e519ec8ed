import { expect, type Page } from "@playwright/test";
import { test as base, data } from "./fixtures";
import { type Chinook, chinookIsThere, startChinook } from "./peers/chinook";
import { adminUrl } from "./running";
import { signInByMail } from "./signed-in-by-mail";

/** Customers of a shop that nobody here designed. */
const LEONIE = "leonekohler@surfeu.de";
const LUIS = "luisg@embraer.com.br";
const FRANCOIS = "ftremblay@gmail.com";

const test = base.extend<{ enter(email: string): Promise<void> }, { chinook: Chinook }>({
  chinook: [
    // biome-ignore lint/correctness/noEmptyPattern: the form that the test runner asks for
    async ({}, use) => {
      const chinook = await startChinook(adminUrl(data, "postgres"));
      await use(chinook);
      await chinook.close();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  baseURL: async ({ chinook }, use) => use(chinook.url),
  enter: async ({ page, chinook }, use) => {
    await use(async (email) => {
      const { from } = await signInByMail(page, { mail: chinook.mail, email });
      expect(from).toBe("privacy@chinook.example");
    });
  },
});

// One shop and one Forthright for all of them, so that each test meets what the one before left.
test.describe.configure({ mode: "default", timeout: 180_000 });
test.skip(!chinookIsThere, "the Chinook brand folder is not beside this checkout");

const item = (page: Page, name: string) => page.getByRole("article", { name, exact: true });
const rowsOf = (page: Page, name: string) => item(page, name).locator("tbody").getByRole("row");

test("customer 2 sees what the shop holds about her, and why", async ({ page, enter }) => {
  await enter(LEONIE);
  await page.goto("/data");
  await expect(item(page, "Name")).toContainText("Leonie Köhler");

  await expect(item(page, "Email address")).not.toContainText(LEONIE);
  await page.getByRole("button", { name: "Reveal Email address" }).click();
  await expect(item(page, "Email address")).toContainText(LEONIE);
  await page.reload();

  const genre = item(page, "Your favourite kind of music");
  await expect(genre).toContainText("Rock");
  await expect(page.getByRole("region", { name: "We worked this out" }).getByRole("article")).toHaveCount(1);
  await genre.getByText("All facts").click();
  await expect(genre.getByText("It is the kind you bought most often.")).toBeVisible();

  const fax = item(page, "Fax number");
  await fax.getByText("All facts").click();
  await expect(fax.getByText("Nothing uses it any more.")).toBeVisible();
  await expect(fax.getByText("For nothing right now")).toBeVisible();
  await expect(item(page, "Company")).toContainText("Nothing here");
});

test("her seven invoices, the newest first, and her 38 tracks, page by page", async ({ page, enter }) => {
  await enter(LEONIE);
  await page.goto("/data");
  const invoices = item(page, "Invoices");
  await expect(invoices).toContainText("7 records");
  await invoices.getByRole("link", { name: /Show all 7/ }).click();
  await expect(rowsOf(page, "Invoices")).toHaveCount(7);
  const days = await invoices
    .locator("tbody time")
    .evaluateAll((all) => all.map((one) => one.getAttribute("datetime")));
  expect(days).toEqual([...days].sort().reverse());
  expect(days.at(-1)).toBe("2021-01-01");

  const tracks = item(page, "Music you bought");
  await expect(tracks).toContainText("38 records");
  await tracks.getByRole("link", { name: /Show all 38/ }).click();
  const seen: string[] = [];
  for (;;) {
    // A card comes when its source has answered.
    await expect(rowsOf(page, "Music you bought").first()).toBeVisible();
    seen.push(...(await rowsOf(page, "Music you bought").allInnerTexts()));
    const next = item(page, "Music you bought").getByRole("link", { name: /Next page/ });
    if ((await next.count()) === 0) break;
    const at = page.url();
    await next.click();
    await page.waitForURL((url) => url.href !== at);
  }
  expect(seen).toHaveLength(38);
  expect(new Set(seen).size).toBe(38);
});

test("she corrects her company: one row of the shop changes, and nothing else", async ({
  page,
  enter,
  chinook,
}) => {
  const all = () =>
    chinook.shop<{ customer_id: number; company: string | null }>("select * from customer order by 1");
  const before = await all();
  await enter(LEONIE);
  await page.goto("/data");
  const company = item(page, "Company");
  await company.getByText("Correct").first().click();
  await company.getByRole("textbox", { name: "Company" }).fill("Köhler & Töchter");
  await company.getByRole("button", { name: "Save Company" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Company is corrected" })).toBeVisible();
  await expect(company).toContainText("Köhler & Töchter");
  expect(await all()).toEqual(
    before.map((row) => (row.customer_id === 2 ? { ...row, company: "Köhler & Töchter" } : row)),
  );
  await page.goto("/activity");
  await expect(page.getByRole("main")).toContainText("Company");
  await expect(page.getByRole("main")).not.toContainText("Töchter");
});

interface Event {
  customer: string;
  seq: number;
  purpose: string;
  channel: string;
  state: string;
  prev: string | null;
  hash: string;
}

const events = (chinook: Chinook) =>
  chinook.behind<Event>(
    `select customer_id as customer, seq, purpose, channel, state, encode(prev, 'hex') as prev,
            encode(hash, 'hex') as hash from choice_events order by seq`,
  );

test("she turns offers by text on and off again: two events, chained", async ({ page, enter, chinook }) => {
  await enter(LEONIE);
  await page.goto("/choices");
  const byText = page.getByRole("switch", { name: "Offers and sales by text message", exact: true });
  await expect(byText).toHaveAttribute("aria-checked", "false");
  await byText.click();
  await expect(byText).toHaveAttribute("aria-checked", "true");
  await expect(
    page.getByRole("status").filter({ hasText: "Offers and sales by text message is on" }),
  ).toBeVisible();
  await byText.click();
  await expect(byText).toHaveAttribute("aria-checked", "false");
  await expect(
    page.getByRole("status").filter({ hasText: "Offers and sales by text message is off" }),
  ).toBeVisible();

  const [on, off, ...more] = await events(chinook);
  expect(more).toEqual([]);
  expect(on).toMatchObject({ seq: 1, purpose: "offers", channel: "sms", state: "granted" });
  expect(off).toMatchObject({ seq: 2, purpose: "offers", channel: "sms", state: "withdrawn" });
  expect(off?.customer).toBe(on?.customer);
  expect(off?.prev).toBe(on?.hash);
  expect(off?.hash).not.toBe(on?.hash);
  const verified = await chinook.forthright("verify", "ledger", "--json");
  expect(verified.code, verified.text).toBe(0);
  expect(JSON.parse(verified.text)).toMatchObject({ ok: true, events: 2, faults: [] });

  await page.goto("/activity");
  await expect(page.getByRole("main").getByText(/Offers and sales by text message/)).toHaveCount(2);
});

test("she reads the 2023 policy: every point leads to its clause", async ({ page, enter }) => {
  await enter(LEONIE);
  await page.goto("/terms");
  await page
    .getByRole("link", { name: /Privacy notice/ })
    .first()
    .click();
  await expect(page.getByRole("main")).toContainText("20 April 2023");
  const points = page
    .getByRole("listitem")
    .filter({ has: page.locator("[href^='#']") })
    .and(page.locator("[id^='point-']"));
  await expect(points).toHaveCount(7);
  for (const point of await points.all()) {
    const clause = point.locator("a[href^='#']").first();
    const anchor = (await clause.getAttribute("href")) ?? "";
    await clause.click();
    await expect(page).toHaveURL(anchor === "" ? "never" : new RegExp(`${anchor}$`));
    await expect(page.locator(anchor)).toBeInViewport();
    await expect(page.locator(anchor).getByRole("heading").first()).toBeVisible();
  }
  await expect(page.getByRole("main")).toContainText(
    "Our guiding principle is to collect only what we need.",
  );
});

for (const { email, name, key } of [
  { email: LUIS, name: "Luís Gonçalves", key: 1 },
  { email: FRANCOIS, name: "François Tremblay", key: 3 },
])
  test(`${name} sees his own, whole, and nothing of hers`, async ({ page, enter, chinook }) => {
    await enter(email);
    await page.goto("/data");
    await expect(item(page, "Name")).toContainText(name);
    const [held] = await chinook.shop<{ company: string | null; invoices: string }>(
      "select company, (select count(*) from invoice where customer_id = $1) as invoices from customer where customer_id = $1",
      [key],
    );
    await expect(item(page, "Company")).toContainText(held?.company ?? "Nothing here");
    await expect(item(page, "Invoices")).toContainText(`${held?.invoices} records`);
    await expect(page.getByRole("main")).not.toContainText("Köhler");
  });

test("every query of the folder works for her, as the check says", async ({ chinook }) => {
  const { code, text } = await chinook.forthright("check", "--customer", "2");
  expect(code, text).toBe(0);
  expect(text).toContain("favourite_genre");
  expect(text).not.toContain("Köhler");
  expect((await chinook.forthright("check", "--customer", "4711")).code).toBe(1);
});

test("no value of hers, no code and no password is in what was printed", async ({ chinook, enter }) => {
  await enter(LEONIE);
  for (const secret of [LEONIE, "Köhler", "for-tests-only", "Theodor-Heuss"])
    expect(chinook.output()).not.toContain(secret);
});

test("customer 3 comes in by the phone number that the shop holds, by one text of a real service", async ({
  page,
  chinook,
}) => {
  const { texts } = chinook;
  await page.goto("/sign-in");
  await page.getByLabel("Email or phone number").fill("514 721 4711");
  await page.getByRole("button", { name: "Send me a code and a link" }).click();
  await expect(page.getByRole("main")).toContainText(`It comes from ${texts.account.from}.`);
  const { body } = await texts.waitFor("+15147214711");
  const code = /^(\d{8}) is your code for your privacy page at Chinook/.exec(body)?.[1] ?? "";
  expect(body).toContain(`@localhost #${code}`);
  await page.getByLabel("8-digit code").fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL("/");
  await page.goto("/data");
  await expect(item(page, "Name")).toContainText("François Tremblay");
  expect(texts.taken).toHaveLength(1);
  expect(texts.wrong).toEqual([]);
});
