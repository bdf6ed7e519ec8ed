import { expect, test } from "./fixtures";

for (const javaScriptEnabled of [true, false])
  test.describe(`activity, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("tells choices, requests, corrections and sign-ins in words, without a value", async ({
      page,
      signIn,
      ownCustomer: { email },
    }) => {
      const [company, complaint] = ["Weber & Töchter GmbH", "The parcel was wet."];
      await signIn(email);
      await page.goto("/choices");
      await page.getByRole("switch", { name: "Offers and sales by text", exact: true }).click();
      await expect(page.getByRole("status").first()).toContainText("is on.");
      // Whole, so that no refresh of a page without scripts comes between.
      await page.goto("/data?whole=1");
      const held = page.getByRole("article", { name: "Company", exact: true });
      await held.locator("details.act > summary").click();
      await held.getByRole("textbox", { name: "Company" }).fill(company);
      await page.getByRole("button", { name: "Save Company" }).click();
      await expect(held.getByRole("status")).toContainText("Company is corrected.");
      await page.goto("/requests/new/complain");
      await page.getByRole("main").getByRole("textbox").fill(complaint);
      await page.getByRole("button", { name: "Send the complaint" }).click();
      await expect(page.getByRole("status").first()).toContainText("We have your request.");

      await page.goto("/activity");
      const main = page.getByRole("main");
      const told = {
        "Your choices": "You turned on Offers and sales by text",
        Requests: "You asked: A complaint",
        "Data changes": "You corrected Company",
        "Sign-ins": "You signed in",
      };
      for (const sentence of Object.values(told)) await expect(main.getByText(sentence)).toHaveCount(1);
      for (const value of [company, complaint, email]) await expect(main).not.toContainText(value);

      const filter = page.getByRole("navigation", { name: "Filter by kind" });
      for (const [kind, sentence] of Object.entries(told)) {
        await filter.getByRole("link", { name: kind, exact: true }).click();
        await expect(filter.getByRole("link", { name: kind, exact: true })).toHaveAttribute(
          "aria-current",
          "true",
        );
        await expect(main.getByText(sentence)).toHaveCount(1);
        for (const other of Object.values(told).filter((one) => one !== sentence))
          await expect(main.getByText(other)).toHaveCount(0);
      }
    });

    test("pages to the oldest, nothing twice and nothing left out", async ({ page, signIn }) => {
      await signIn("ana");
      await page.goto("/activity?kind=messages");
      const lines = page.getByRole("main").locator(".timeline > *");
      const seen: string[] = [];
      for (let pages = 0; pages < 40; pages += 1) {
        await expect(lines.first()).toBeVisible();
        seen.push(
          ...(await lines
            .locator("time")
            .evaluateAll((all) => all.map((one) => one.getAttribute("datetime") ?? ""))),
        );
        const older = page.getByRole("link", { name: "Show older" });
        if ((await older.count()) === 0) break;
        const at = page.url();
        await older.click();
        await expect(page).not.toHaveURL(at);
      }
      expect(seen.length).toBeGreaterThan(10);
      expect(seen).toEqual([...seen].sort().reverse());
      await expect(page.getByRole("main")).toContainText("We sent you “");
      await page.getByRole("link", { name: "Back to the newest" }).click();
      await expect(lines.locator("time").first()).toHaveAttribute("datetime", seen[0] ?? "");
    });
  });
