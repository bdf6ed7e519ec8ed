import { type Browser, expect, type Page } from "@playwright/test";
import { test } from "./fixtures";

const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** A page in a browser of its own, with nothing of the first. */
const otherBrowser = async (browser: Browser): Promise<Page> => (await browser.newContext()).newPage();

for (const javaScriptEnabled of [true, false])
  test.describe(`account, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("a language is chosen by a form, and kept with the customer", async ({
      page,
      browser,
      signIn,
      ownCustomer: { email },
    }) => {
      await signIn(email);
      await page.goto("/account?locale=de");
      await expect(page.locator("html")).toHaveAttribute("lang", "en");
      await region(page, "Language").getByRole("combobox").selectOption("de");
      await page.getByRole("button", { name: "Use this language" }).click();
      await expect(page.locator("html")).toHaveAttribute("lang", "de");
      await expect(page.getByRole("status").first()).toContainText(/Gespeichert/);
      await page.goto("/choices");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ihre Wahl");

      const elsewhere = await otherBrowser(browser);
      await signIn(email, elsewhere);
      await elsewhere.goto("/choices");
      await expect(elsewhere.locator("html")).toHaveAttribute("lang", "de");
      await elsewhere.context().close();

      await page.locator("details.lang > summary").click();
      await page.getByRole("button", { name: "English" }).click();
      await expect(page.locator("html")).toHaveAttribute("lang", "en");
      await expect(page).toHaveURL(/\/choices/);
    });

    test("another sign-in is listed, and over when it is ended", async ({
      page,
      browser,
      signIn,
      ownCustomer: { email },
    }) => {
      await signIn(email);
      const [second, third] = [await otherBrowser(browser), await otherBrowser(browser)];
      await signIn(email, second);
      await signIn(email, third);
      await page.goto("/account");
      const rows = region(page, "Where you are signed in").getByRole("listitem");
      await expect(rows).toHaveCount(3);
      await expect(rows.filter({ hasText: "This one" })).toHaveCount(1);
      const ends = rows.getByRole("button", { name: /^Sign out/ });
      await expect(ends).toHaveCount(2);
      await ends.first().click();
      await expect(page.getByRole("status").first()).toContainText("Done. That sign-in is over.");
      await expect(rows).toHaveCount(2);
      const out = await Promise.all([second, third].map(isOut));
      expect(out.filter(Boolean)).toHaveLength(1);

      await page.getByRole("button", { name: "Sign out everywhere else" }).click();
      await expect(rows).toHaveCount(1);
      expect(await Promise.all([second, third].map(isOut))).toEqual([true, true]);
      expect(await isOut(page)).toBe(false);
      for (const other of [second, third]) await other.context().close();
    });

    test("signing out everywhere ends this one too", async ({
      page,
      browser,
      signIn,
      ownCustomer: { email },
    }) => {
      await signIn(email);
      const other = await otherBrowser(browser);
      await signIn(email, other);
      await page.goto("/account");
      await page.getByRole("button", { name: "Sign out everywhere", exact: true }).click();
      await expect(page).toHaveURL(/\/sign-in/);
      await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
      expect(await Promise.all([page, other].map(isOut))).toEqual([true, true]);
      await other.context().close();
    });
  });

test("addresses stand masked, with what they are good for", async ({ page, signIn }) => {
  await signIn("maeve");
  await page.goto("/account");
  const addresses = region(page, "Your addresses");
  await expect(addresses).toContainText("m•••@example.com");
  await expect(addresses).not.toContainText("maeve.gallagher@example.com");
  await expect(addresses.getByRole("listitem").filter({ hasText: "Phone" })).toContainText("We hold none");
});

/** Whether the next page that this browser asks for sends it to the sign-in. */
async function isOut(page: Page): Promise<boolean> {
  await page.goto("/choices");
  return new URL(page.url()).pathname === "/sign-in";
}
