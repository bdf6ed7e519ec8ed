import type { Page } from "@playwright/test";
import { newAgent } from "./agents";
import { expect, test } from "./fixtures";
import { totpOf } from "./staff";
import { aloneAs, firstStep, forgetTotp, forgetTotpSteps, secondStep, signInStaff } from "./staff-at-desk";

test.describe.configure({ mode: "serial" });

for (const javaScriptEnabled of [true, false])
  test.describe(`staff, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("sign in by a code and a second step, to where they wanted to go, and out again", async ({
      page,
      expectAccessible,
    }) => {
      await page.goto("/desk/account");
      await expect(page).toHaveURL(/\/desk\/sign-in\?next=%2Fdesk%2Faccount/);
      if (javaScriptEnabled) await expectAccessible();
      await signInStaff(page, "auditor", "/desk/account");
      await expect(page).toHaveURL(/^[^?]+\/desk\/account$/);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your account");
      if (javaScriptEnabled) await expectAccessible();
      await page.getByRole("button", { name: "Sign out" }).first().click();
      await expect(page.getByRole("heading", { name: "You are signed out of the desk" })).toBeVisible();
      await page.goto("/desk/account");
      await expect(page).toHaveURL(/\/desk\/sign-in/);
    });

    test("open nothing of the desk between the two steps", async ({ page }) => {
      await aloneAs("auditor", async () => {
        await firstStep(page, "auditor", "/desk");
        for (const path of ["/desk", "/desk/account", "/desk/audit"]) {
          await page.goto(path);
          await expect(page).toHaveURL(/\/desk\/sign-in(\?|$)/);
        }
      });
    });

    test("set up an authenticator the first time, and keep recovery codes", async ({ page }) => {
      await aloneAs("admin", async () => {
        await forgetTotp("admin");
        await firstStep(page, "admin", "/desk/account");
        await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up your authenticator");
        await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
        const key = (await page.locator("code.key").innerText()).replaceAll(" ", "");
        await page.getByLabel("6-digit code from your authenticator app").fill(totpOf(key));
        await page.getByRole("button", { name: "Continue" }).click();
        await expect(page.locator(".code-list li")).toHaveCount(10);
        await page.goto("/desk/account");
        await expect(page).toHaveURL(/\/desk\/sign-in\?/);
        await page.goto("/desk/sign-in/second?next=/desk/account");
        await page.getByRole("button", { name: "I have kept them" }).click();
        await expect(page).toHaveURL(/^[^?]+\/desk\/account$/);
      });
    });

    test("renew their authenticator and their recovery codes, and use one", async ({ page }) => {
      await aloneAs("admin", async (signIn) => {
        await signIn(page, "/desk/account");
        await renewBoth(page);
      });
    });
  });

test("a passkey is made, and is the second step", async ({ page }) => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true } as const;
  const verified = { hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { ...options, ...verified } });
  await signInStaff(page, "auditor", "/desk/account");
  await page.getByLabel(/Name of the passkey/).fill("Office laptop");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("heading", { name: "The passkey was added." })).toBeVisible();
  await page.goto("/desk/sign-in/again?next=/desk/account");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page).toHaveURL(/^[^?]+\/desk\/account$/);
  await page.getByRole("button", { name: "Remove passkey Office laptop" }).click();
  await expect(page.getByRole("heading", { name: "The passkey was removed." })).toBeVisible();
});

test("a code of the authenticator works once", async ({ page }) => {
  // Nobody else's sign-in may forget this one's last code.
  const own = await newAgent("auditor");
  await signInStaff(page, own);
  const code = totpOf(own.totpKey);
  await forgetTotpSteps(own);
  const use = async () => {
    await page.goto("/desk/sign-in/again?next=/desk/account");
    await page.getByLabel("6-digit code from your authenticator app").fill(code);
    await page.getByRole("button", { name: "Continue" }).click();
  };
  await use();
  await expect(page).toHaveURL(/^[^?]+\/desk\/account$/);
  await use();
  await expect(page.getByText("That did not work.").first()).toBeVisible();
  await page.goto("/desk/sign-in/again?next=/desk/account");
  await secondStep(page, own);
});

async function renewBoth(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Make new ones" }).click();
  const recovery = await page.locator(".code-list code").first().innerText();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByRole("heading", { name: "Your new recovery codes count" })).toBeVisible();
  await page.getByRole("button", { name: "Set up a new one" }).click();
  const key = (await page.locator("code.key").innerText()).replaceAll(" ", "");
  await page.getByLabel("6-digit code from your authenticator app").fill(totpOf(key));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Your new authenticator is the one" })).toBeVisible();
  await page.goto("/desk/sign-in/again?next=/desk/rules");
  await page.getByText("You do not have your authenticator?").click();
  await page.getByLabel("Recovery code").fill(recovery);
  await page.getByRole("button", { name: "Use this recovery code" }).click();
  await expect(page).toHaveURL(/^[^?]+\/desk\/rules$/);
}
