import { expect, newestMessage, nextMessage, test } from "./fixtures";
import { people } from "./people";

// Both run at once, and a link that is used ends the others of its person: so each has a person of its own.
const ofLink = (javaScriptEnabled: boolean) => (javaScriptEnabled ? people.jonas : people.chen);

for (const javaScriptEnabled of [true, false])
  test.describe(`signing in, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("by the code of the message, and out again", async ({ page, signIn, expectAccessible }) => {
      await page.goto("/sign-in");
      if (javaScriptEnabled) await expectAccessible();
      await signIn("maeve");
      await expect(page).toHaveURL("/");
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Juniper Outfitters");
      await page
        .getByRole("button", { name: /Sign out/ })
        .first()
        .click();
      await expect(page).toHaveURL(/\/sign-in/);
      await page.goto("/choices");
      await expect(page).toHaveURL(/\/sign-in\?next=/);
    });

    test("by the link of the message, which does nothing until its button is pressed", async ({
      page,
      browser,
    }) => {
      const email = ofLink(javaScriptEnabled);
      const before = await newestMessage(email);
      await page.goto("/sign-in");
      await page.getByLabel("Email or phone number").fill(email);
      await page.getByRole("button", { name: "Send me a code and a link" }).click();
      const { link } = await nextMessage({ email, after: before?.id });
      const scanner = await browser.newPage();
      for (let times = 0; times < 5; times += 1) await scanner.goto(link);
      expect(await scanner.context().cookies()).toEqual([]);
      await page.goto(link);
      await page.getByRole("button", { name: /Sign in/ }).click();
      await expect(page).toHaveURL("/");
      await scanner.goto(link);
      await expect(scanner.getByRole("button", { name: /Sign in$/ })).toHaveCount(0);
      await scanner.close();
    });
  });

test("an unknown address gets the same answer, and a message that says so", async ({ page }) => {
  const answers: string[] = [];
  for (const email of [people.ana, "nobody.we.know@example.com"]) {
    await page.goto("/sign-in");
    await page.getByLabel("Email or phone number").fill(email);
    await page.getByRole("button", { name: "Send me a code and a link" }).click();
    await expect(page.getByLabel("8-digit code")).toBeVisible();
    answers.push(await page.getByRole("main").innerText());
  }
  expect(answers[1]).toBe(answers[0]);
  const { text } = await nextMessage({ email: "nobody.we.know@example.com" });
  expect(text).toContain("We know nobody by this address");
});

test("a code that is too short is told on its field, each time it is sent", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Email or phone number").fill("nobody.we.know@example.com");
  await page.getByRole("button", { name: "Send me a code and a link" }).click();
  const code = page.getByLabel("8-digit code");
  for (const typed of ["1234567", "7654321"]) {
    await code.fill(typed);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(code).toBeFocused();
    await expect(code).toHaveAccessibleDescription(/did not work/u);
    await expect(page.locator("p.vh[aria-live]")).toBeEmpty();
  }
});
