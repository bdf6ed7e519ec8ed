import type { Page } from "@playwright/test";
import { expect, newestMessage, nextMessage, test } from "./fixtures";

const OFFERS = "Offers and sales";
const cell = (page: Page, name: string) => page.getByRole("switch", { name, exact: true });
const said = (page: Page) => page.getByRole("status");
const rowOf = (page: Page, purpose: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: new RegExp(`^${purpose}`) }) });
const isOn = (page: Page, name: string, on: boolean) =>
  expect(cell(page, name)).toHaveAttribute("aria-checked", String(on));

for (const javaScriptEnabled of [true, false])
  test.describe(`choices, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("a switch saves by itself, says so in words, and can be undone", async ({
      page,
      signIn,
      ownCustomer,
    }) => {
      const name = `${OFFERS} by text`;
      await signIn(ownCustomer.email);
      await page.goto("/choices");
      await isOn(page, name, false);
      await expect(cell(page, name)).toContainText("Off");

      await cell(page, name).click();
      await expect(said(page)).toContainText(`Saved. ${name} is on.`);
      await expect(page).toHaveTitle(new RegExp(`^Saved\\. ${name} is on\\.`));
      await isOn(page, name, true);
      await expect(cell(page, name)).toContainText("On");
      await isOn(page, `${OFFERS} by email`, false);

      await cell(page, name).click();
      await expect(said(page)).toContainText(`Saved. ${name} is off.`);
      await isOn(page, name, false);

      await said(page).getByRole("button", { name: "Undo" }).click();
      await expect(said(page)).toContainText("Undone. It is as it was before.");
      await isOn(page, name, true);

      await page.goto("/choices");
      await isOn(page, name, true);
      await page.goto("/activity?kind=choices");
      await expect(page.getByText(`You turned on ${name}`)).toHaveCount(2);
      await expect(page.getByText(`You turned off ${name}`)).toHaveCount(1);
    });

    test("objecting stops it at once, and allowing starts it again", async ({
      page,
      signIn,
      ownCustomer,
    }) => {
      const name = "Asking for a review by email";
      await signIn(ownCustomer.email);
      await page.goto("/choices");
      await expect(cell(page, name)).toHaveCount(0);
      await expect(rowOf(page, "Asking for a review")).toContainText(`On: ${name}`);
      await page.getByRole("button", { name: `Object to ${name}`, exact: true }).click();
      await expect(said(page)).toContainText(`You objected to ${name}. It has stopped.`);
      await expect(rowOf(page, "Asking for a review")).toContainText(`Off: ${name}`);
      await page.getByRole("button", { name: `Allow again: ${name}`, exact: true }).click();
      await expect(said(page)).toContainText(`Saved. ${name} is on.`);
      await expect(page.getByRole("button", { name: `Object to ${name}`, exact: true })).toBeVisible();
    });

    test("how often, a pause, and the end of all marketing", async ({ page, signIn, ownCustomer }) => {
      await signIn(ownCustomer.email);
      await page.goto("/choices");
      await cell(page, `${OFFERS} by email`).click();
      await isOn(page, `${OFFERS} by email`, true);
      await cell(page, `${OFFERS} by text`).click();
      await isOn(page, `${OFFERS} by text`, true);

      await page.getByLabel(`How often: ${OFFERS}`).selectOption({ label: "At most monthly" });
      await page.getByRole("button", { name: new RegExp(`How often: ${OFFERS}$`) }).click();
      await expect(said(page)).toContainText(`${OFFERS}: At most monthly.`);
      await expect(page.getByLabel(`How often: ${OFFERS}`)).toHaveValue("monthly");

      await page.getByLabel("Pause until").selectOption({ index: 1 });
      await page.getByRole("button", { name: "Pause all marketing" }).click();
      await expect(said(page)).toContainText(/choices changed|is paused until/);
      await expect(page.getByText(/^All marketing is paused until/)).toBeVisible();
      await expect(rowOf(page, OFFERS).getByText(/^Paused until/)).toHaveCount(2);
      await isOn(page, `${OFFERS} by email`, true);
      await page.getByRole("button", { name: new RegExp(`^Go on now ?: ${OFFERS} by text$`) }).click();
      await expect(said(page)).toContainText(`${OFFERS} by text is on.`);
      await expect(rowOf(page, OFFERS).getByText(/^Paused until/)).toHaveCount(1);

      await page.getByRole("button", { name: "Stop all marketing" }).click();
      await expect(said(page)).toContainText("Saved. 3 choices changed.");
      await isOn(page, `${OFFERS} by email`, false);
      await isOn(page, `${OFFERS} by text`, false);
      await expect(page.getByText("Off. You objected.")).toBeVisible();
      await expect(page.getByText("All marketing is off.")).toBeVisible();
      await said(page).getByRole("button", { name: "Undo" }).click();
      await expect(said(page)).toContainText("Undone.");
      await isOn(page, `${OFFERS} by email`, true);
      await isOn(page, `${OFFERS} by text`, true);
      await expect(page.getByText("Off. You objected.")).toHaveCount(0);
    });

    test("what needs a link waits for its button, and can be cancelled", async ({
      page,
      browser,
      signIn,
      ownCustomer: { email },
    }) => {
      const name = "Gear guides and news by email";
      await signIn(email);
      await page.goto("/choices");
      for (const cancelled of [true, false]) {
        const before = await newestMessage(email);
        await cell(page, name).click();
        await expect(said(page)).toContainText(`${name} waits for you.`);
        await expect(rowOf(page, "Gear guides and news")).toContainText(`Waiting: ${name}`);
        const { link, text } = await nextMessage({ email, after: before?.id });
        expect(text).toContain("Gear guides and news");
        const scanner = await (await browser.newContext()).newPage();
        for (let times = 0; times < 3; times += 1) await scanner.goto(link);
        await page.reload();
        await expect(rowOf(page, "Gear guides and news")).toContainText(`Waiting: ${name}`);
        if (cancelled) {
          await page.getByRole("button", { name: new RegExp(`^Cancel ?: ${name}$`) }).click();
          await isOn(page, name, false);
          await scanner.reload();
          await expect(scanner.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
        } else {
          await scanner.getByRole("button", { name: "Yes, switch it on" }).click();
          await expect(scanner.getByRole("heading", { level: 1 })).toHaveText(`Done. ${name} is on.`);
          await page.reload();
          await isOn(page, name, true);
        }
        await scanner.context().close();
      }
    });

    test("two devices: nothing is lost, and the page says what the other did", async ({
      page,
      browser,
      signIn,
      ownCustomer,
    }) => {
      const phone = await (await browser.newContext()).newPage();
      await signIn(ownCustomer.email);
      await signIn(ownCustomer.email, phone);
      await page.goto("/choices");
      await phone.goto("/choices");
      for (const name of [`${OFFERS} by text`, "Personal recommendations"]) {
        await cell(phone, name).click();
        await isOn(phone, name, true);
      }
      // The first page still shows "Off" for both; what it sends is what it shows: switch on.
      await cell(page, `${OFFERS} by text`).click();
      await expect(said(page)).toContainText("It was so already. Nothing changed.");
      await expect(said(page)).toContainText("Something changed while you were away");
      await expect(said(page)).toContainText(`${OFFERS} by text was switched on`);
      await expect(said(page)).toContainText("Personal recommendations was switched on");
      await isOn(page, "Personal recommendations", true);
      await cell(page, `${OFFERS} by email`).click();
      await expect(said(page)).toContainText(`Saved. ${OFFERS} by email is on.`);
      await expect(said(page)).not.toContainText("while you were away");

      await phone.reload();
      for (const name of [`${OFFERS} by text`, `${OFFERS} by email`, "Personal recommendations"])
        await isOn(phone, name, true);
      await phone.goto("/activity?kind=choices");
      await expect(phone.getByText(/^You turned on/)).toHaveCount(3);
      await phone.context().close();
    });
  });

test("what cannot be switched stays in sight with its reason", async ({ page, signIn, ownCustomer }) => {
  await signIn(ownCustomer.email);
  await page.goto("/choices");
  for (const [purpose, reason] of [
    ["Safety recalls and tax records", "A legal duty"],
    ["Help in an emergency", "Protecting someone’s life"],
    ["Permits for protected trails", "A public task"],
    ["Orders and delivery", "Our contract with you"],
  ] as const) {
    await expect(rowOf(page, purpose)).toContainText(`Always on: ${purpose}`);
    await expect(rowOf(page, purpose)).toContainText(reason);
  }
  await expect(rowOf(page, "Safety recalls").getByRole("switch")).toHaveCount(0);
  await expect(cell(page, "Orders and delivery by text")).toHaveAttribute("aria-checked", "false");
  await expect(rowOf(page, "Gear guides and news")).toContainText("Not offered by text");
  await expect(cell(page, "Personal recommendations")).toHaveCount(1);
});

test("what stops and what does not stands with each purpose, and so does what was sent", async ({
  page,
  signIn,
}) => {
  await signIn("ana");
  await page.goto("/choices");
  const offers = rowOf(page, OFFERS);
  await expect(offers).toContainText("You hear about price cuts and member offers.");
  await expect(offers).toContainText(/In 90 days: \d+ by email/);
  await expect(offers).toContainText("Last: ");
  await offers.getByText("What stops, what does not").click();
  await expect(offers.getByText("Receipts, delivery news and safety recalls still come.")).toBeVisible();
  await expect(page.getByText("a•••@example.com").first()).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("ana.ribeiro@example.com");
});

test("a missing phone number says so, and how to mend it", async ({ page, signIn }) => {
  await signIn("maeve");
  await page.goto("/choices");
  const head = page.getByRole("columnheader", { name: /^Text/ });
  await expect(head).toContainText("No address yet");
  await expect(head.getByRole("link", { name: "Add one" })).toHaveAttribute("href", "/account#addresses");
  await expect(rowOf(page, OFFERS)).toContainText("We have no Text address of yours.");
  await expect(rowOf(page, OFFERS)).toContainText(`Off: ${OFFERS} by text`);
});

test("a reader of Chinese finds each switch by its Chinese name", async ({ page, signIn }) => {
  await signIn("chen");
  await page.goto("/choices");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  await expect(
    page.getByRole("switch", { name: /优惠与促销.*电子邮件|电子邮件.*优惠与促销/ }),
  ).toHaveAttribute("aria-checked", "true");
});

test("by keyboard alone, focus stays on the switch and the change is spoken", async ({
  page,
  signIn,
  ownCustomer,
}) => {
  const name = `${OFFERS} by text`;
  await signIn(ownCustomer.email);
  await page.goto("/choices");
  const region = await said(page).first().elementHandle();
  for (let stops = 0; stops < 60; stops += 1) {
    await page.keyboard.press("Tab");
    if (await cell(page, name).evaluate((node) => node === document.activeElement)) break;
  }
  await expect(cell(page, name)).toBeFocused();
  const at = await page.evaluate(() => scrollY);
  for (const [key, on] of [
    ["Space", true],
    ["Enter", false],
  ] as const) {
    await page.keyboard.press(key);
    await expect(said(page)).toContainText(`Saved. ${name} is ${on ? "on" : "off"}.`);
    await isOn(page, name, on);
    await expect(cell(page, name)).toBeFocused();
    await expect(cell(page, name)).toBeInViewport();
  }
  expect(await region?.evaluate((node) => node.isConnected && node.textContent?.includes("is off."))).toBe(
    true,
  );
  expect(at).toBeGreaterThanOrEqual(0);
});
