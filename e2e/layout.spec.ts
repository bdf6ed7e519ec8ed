import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { throughAVisit } from "./desk-pages";
import { data, expect, test } from "./fixtures";
import { startMailServer } from "./peers/mail-server";
import { people } from "./people";
import { routes } from "./routes";
import { adminUrl, startForthright } from "./running";
import { openAll, outside } from "./sideways";

const root = join(import.meta.dirname, "..");

async function expectNoSidewaysScroll(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await openAll(page);
  expect(await outside(page), path).toEqual([]);
}

test.describe("on the narrowest screen", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  // Of somebody with nothing unusual, of the desk and of a visit: where axe looks at them.
  test("no page scrolls sideways with the longest and the strangest of data", async ({ page, signIn }) => {
    test.slow();
    await signIn("zoe");
    for (const { path } of routes.filter(({ signedIn }) => signedIn))
      await expectNoSidewaysScroll(page, path);
    await throughAVisit(page, people.zoe, (path) => expectNoSidewaysScroll(page, path));
  });

  test("every act of the choices is there, and large enough for a finger", async ({ page, signIn }) => {
    await signIn("ana");
    await page.goto("/choices");
    const small = await page
      .getByRole("main")
      .locator("button, select, summary")
      .evaluateAll((all) =>
        all
          .filter((node) => node.getBoundingClientRect().height < 43.5)
          .map((node) => `${node.textContent?.trim()} ${node.getBoundingClientRect().height}`),
      );
    expect(small).toEqual([]);
  });
});

test("at 400 % on a wide screen the page is read without scrolling sideways", async ({ browser, signIn }) => {
  test.slow();
  // What a browser does at 400 %: a window of 1280 px is 320 CSS px wide, at four device pixels each.
  const context = await browser.newContext({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });
  const page = await context.newPage();
  await signIn("maeve", page);
  for (const path of [
    "/",
    "/data",
    "/choices",
    "/terms/privacy-notice",
    "/requests",
    "/activity",
    "/account",
  ])
    await expectNoSidewaysScroll(page, path);
  await page.goto("/choices");
  const cell = page.getByRole("switch", { name: "Offers and sales by email", exact: true });
  await cell.scrollIntoViewIfNeeded();
  await expect(cell).toBeInViewport({ ratio: 1 });
  await context.close();
});

test("text that is set twice as far apart is not cut", async ({ page, signIn }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn("ana");
  for (const path of ["/choices", "/data", "/requests"]) {
    await page.goto(path);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }",
      );
      document.adoptedStyleSheets = [sheet];
    });
    expect(await outside(page), path).toEqual([]);
    const cut = await page
      .locator("main button, main .tag, main summary, main h1, main h2:not(.vh), main h3")
      .evaluateAll((all) =>
        all
          .filter((node) => {
            const hides = getComputedStyle(node).overflow !== "visible";
            return (
              hides && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1)
            );
          })
          .map((node) => node.textContent),
      );
    expect(cut, path).toEqual([]);
  }
});

for (const path of ["/", "/choices", "/data"])
  test(`nothing moves while ${path} loads`, async ({ page, signIn }) => {
    await signIn("ana");
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Reflect.set(window, "shifts", shifts);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push(Reflect.get(entry, "value"));
      }).observe({ type: "layout-shift", buffered: true });
    });
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path, { waitUntil: "load" });
      await expect(page.getByText(/^Reading from/)).toHaveCount(0);
      const shifts: number[] = await page.evaluate(
        () =>
          new Promise((done) =>
            requestAnimationFrame(() => requestAnimationFrame(() => done(Reflect.get(window, "shifts")))),
          ),
      );
      expect(
        shifts.reduce((sum, one) => sum + one, 0),
        `${path} at ${width}`,
      ).toBeLessThan(0.01);
    }
  });

test("printed, the page is paper: no menus and buttons, every fact open", async ({ page, signIn }) => {
  await signIn("ana");
  await page.emulateMedia({ media: "print" });
  for (const path of ["/data", "/choices"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Privacy pages", exact: true })).toBeHidden();
    await expect(page.getByRole("button", { name: "Sign out" }).first()).toBeHidden();
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toMatch(
      /rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)/,
    );
  }
  await page.goto("/choices");
  const cell = page.getByRole("switch", { name: "Personal recommendations", exact: true });
  await expect(cell).toContainText(/On|Off/);
});

test.describe("from right to left", () => {
  let url = "";
  let brand = "";
  let close = async (): Promise<void> => undefined;

  // The demo's shop under a brand folder that offers the made-up language too.
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    const folder = mkdtempSync(join(tmpdir(), "forthright-rtl-"));
    brand = join(folder, "brand");
    cpSync(join(root, "brand"), brand, { recursive: true, filter: (path) => !path.endsWith(".ts") });
    const file = join(brand, "brand.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^locales: \[/m, "locales: [ar-XB, "));
    const mail = await startMailServer();
    const shop = adminUrl(data, "juniper_shop");
    const running = await startForthright({
      data: join(folder, "data"),
      env: {
        FORTHRIGHT_BRAND: brand,
        SHOP_DATABASE_URL: shop,
        SHOP_WRITE_DATABASE_URL: shop,
        MARKETING_DATABASE_URL: adminUrl(data, "juniper_marketing"),
        LOYALTY_URL: "http://127.0.0.1:9",
        LOYALTY_TOKEN: "none",
        SMTP_URL: mail.url,
        MAIL_FROM: "privacy@juniper.example",
        LOG_LEVEL: "error",
      },
    });
    url = running.url;
    enter = async (page) => {
      const after = mail.taken.length;
      await page.goto(`${url}/sign-in`);
      await page.locator("input[name=who]").fill(people.maeve);
      await page.locator("main form:has(input[name=who]) button").first().click();
      const message = await mail.waitFor(people.maeve, { after });
      await page
        .locator("input[name=code]")
        .fill(/(?<![\w-])(\d{4})[ \u00a0]?(\d{4})\b/.exec(message.text)?.slice(1).join("") ?? "");
      await page.locator("main form:has(input[name=code]) button").first().click();
      await expect(page).not.toHaveURL(/\/sign-in/);
    };
    close = async () => {
      await running.stop();
      await mail.close();
      rmSync(folder, { recursive: true, force: true });
    };
  });
  test.afterAll(() => close());
  let enter = async (_page: Page): Promise<void> => undefined;

  test("every page is whole, without a sideways scroll, and axe finds nothing", async ({
    page,
    expectAccessible,
  }) => {
    test.slow();
    await enter(page);
    await page.context().addCookies([{ name: "locale", value: "ar-XB", url }]);
    for (const { path } of routes.filter((route) => !route.path.startsWith("/demo"))) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await expectNoSidewaysScroll(page, `${url}${path}`);
      await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
      await page.setViewportSize({ width: 320, height: 900 });
      expect(await outside(page), path).toEqual([]);
      await expectAccessible();
    }
    await page.goto(`${url}/choices`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^⟦.*⟧$/);
    const cell = page.getByRole("switch").first();
    const before = await cell.getAttribute("aria-checked");
    await cell.click();
    await expect(page.getByRole("switch").first()).not.toHaveAttribute("aria-checked", before ?? "");
  });
});
