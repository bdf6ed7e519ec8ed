import { join } from "node:path";
import type { Page } from "@playwright/test";
import { createSystems } from "@/brand/demo";
import { test as base, data as demoData, expect } from "./fixtures";
import { makeData, removeData } from "./own-data";
import { type LoyaltyService, type Manner, startLoyaltyService } from "./peers/loyalty-service";
import { type MailServer, startMailServer } from "./peers/mail-server";
import { people } from "./people";
import { adminUrl, type Running, startForthright } from "./running";
import { signInByMail } from "./signed-in-by-mail";

const TOKEN = "a-token-that-no-log-may-say";

interface Club {
  running: Running;
  mail: MailServer;
  loyalty: LoyaltyService;
}

/** The demo's brand as an operator would run it, with a loyalty service that behaves as it is told. */
const test = base.extend<object, { club: Club }>({
  club: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter and wants a pattern
    async ({}, use) => {
      const [loyalty, mail] = await Promise.all([startLoyaltyService(), startMailServer()]);
      const systems = await createSystems({ adminUrl: adminUrl(demoData, "postgres"), today: new Date() });
      const data = makeData("loyalty");
      const reach = { LOYALTY_URL: loyalty.url, LOYALTY_TOKEN: TOKEN, ALLOW_PRIVATE_HOSTS: loyalty.host };
      const mailing = { SMTP_URL: mail.url, MAIL_FROM: "privacy@juniper.example" };
      const brand = join(import.meta.dirname, "../brand");
      const running = await startForthright({
        data,
        env: { FORTHRIGHT_BRAND: brand, ...systems.env, ...reach, ...mailing },
      });
      await use({ running, mail, loyalty });
      await running.stop();
      await Promise.all([loyalty.close(), mail.close()]);
      removeData(data);
    },
    { scope: "worker", timeout: 300_000 },
  ],
  baseURL: async ({ club }, use) => use(club.running.url),
});

test.describe.configure({ mode: "default", timeout: 180_000 });

const item = (page: Page, name: string) => page.getByRole("article", { name, exact: true });
const NOT_AVAILABLE = "Not available right now";

/** What the customer sees is the same each time; what the log says is why. */
const faults: [Manner, string][] = [
  ["silent", "slow"],
  ["broken", "failed"],
  ["locked", "not_let_in"],
  ["html", "wrong_shape"],
  ["sentence", "wrong_shape"],
  ["elsewhere", "not_allowed"],
  ["gone", "unreachable"],
];

test("whatever goes wrong with one system, its own cards say so and the log says what", async ({
  page,
  club,
}) => {
  const { loyalty, mail, running } = club;
  await signInByMail(page, { mail, email: people.maeve });
  await page.goto("/data");
  await expect(item(page, "Trail Club points")).toContainText("1,234");
  for (const [manner, code] of faults) {
    loyalty.behave(manner);
    const said = running.output().length;
    await page.goto("/data");
    for (const name of ["Trail Club points", "Points history"]) {
      await expect(item(page, name)).toContainText(NOT_AVAILABLE);
      await expect(item(page, name)).toContainText("Trail Club did not answer");
      await expect(item(page, name)).not.toContainText("Nothing here");
    }
    await expect(item(page, "Name")).toContainText("Maeve");
    await expect(page.getByText(NOT_AVAILABLE)).toHaveCount(2);
    expect(running.output().slice(said), manner).toMatch(
      new RegExp(`"source":"loyalty"[^\\n]*"code":"${code}"[^\\n]*source\\.failed`),
    );
  }
  loyalty.behave("well");
  await page.getByRole("button", { name: "Try again: Trail Club points" }).click();
  await expect(item(page, "Trail Club points")).toContainText("1,234");
  await expect(page.getByText(NOT_AVAILABLE)).toHaveCount(0);
  expect(running.output()).not.toContain(TOKEN);
  expect(running.output()).not.toContain("Traceback");
});

test("a list that is missing from the answer is a fault, and not a list with nothing in it", async ({
  page,
  club,
}) => {
  await signInByMail(page, { mail: club.mail, email: people.maeve });
  club.loyalty.behave("emptied");
  await page.goto("/data");
  await expect(item(page, "Trail Club points")).toContainText("1,234");
  await expect(item(page, "Points history")).toContainText(NOT_AVAILABLE);
  club.loyalty.behave("well");
});
