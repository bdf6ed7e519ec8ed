import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type OpenIdProvider, startOpenIdProvider } from "./peers/openid-provider";
import { people } from "./people";
import { freePort, type Running, startForthright } from "./running";

let data: string;
let provider: OpenIdProvider;
let demo: Running;

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(300_000);
  data = await mkdtemp(join(tmpdir(), "forthright-e2e-brand-"));
  const port = await freePort();
  provider = await startOpenIdProvider(`http://localhost:${port}/api/auth/callback/brand`);
  const env = {
    CUSTOMER_OIDC_ISSUER: provider.issuer,
    CUSTOMER_OIDC_CLIENT_ID: provider.clientId,
    CUSTOMER_OIDC_CLIENT_SECRET: provider.clientSecret,
  };
  demo = await startForthright({ data, port, env });
});

test.afterAll(async () => {
  await demo?.stop();
  await provider?.close();
  await rm(data, { recursive: true, force: true });
});

for (const javaScriptEnabled of [true, false])
  test.describe(`the brand's own account, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("signs in a person whom the brand vouches for, and leads where they wanted to go", async ({
      page,
    }) => {
      provider.signInAs({ sub: "ana-at-juniper", email: people.ana, email_verified: true });
      await page.goto(`${demo.url}/choices`);
      await page.getByRole("button", { name: "Use your Juniper Outfitters account" }).click();
      await expect(page).toHaveURL(`${demo.url}/choices`);
      await expect(page.getByRole("button", { name: /Sign out/ }).first()).toBeAttached();
      await expect(page.getByText("a•••@example.com").first()).toBeVisible();
    });

    test("lets nobody in by an address that is not verified", async ({ page }) => {
      provider.signInAs({ sub: "somebody-else", email: people.jonas, email_verified: false });
      await page.goto(`${demo.url}/sign-in`);
      await page.getByRole("button", { name: "Use your Juniper Outfitters account" }).click();
      await expect(page.getByText("We hold nothing under this address.")).toBeVisible();
      await page.goto(`${demo.url}/choices`);
      await expect(page).toHaveURL(/\/sign-in\?next=/);
    });
  });
