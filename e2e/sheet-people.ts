import type { Browser, BrowserContext, Page } from "@playwright/test";
import { type StaffRole, staff, totpOf } from "./staff";

/** Cookies of somebody who has signed in. */
export type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** The demo whose pictures are taken. */
export interface Shown {
  browser: Browser;
  url: string;
}

const button = (page: Page, field: string) => page.locator(`main form:has(${field}) button`).first();

async function newestCode(outbox: Page, email: string): Promise<string> {
  await outbox.goto("/demo/outbox");
  const newest = outbox.getByRole("article").filter({ hasText: email });
  if ((await newest.count()) === 0) return "";
  const found = /(?<![\w-])(\d{4})[ \u00a0]?(\d{4})\b/.exec(await newest.first().innerText());
  return found ? `${found[1]}${found[2]}` : "";
}

/** Asks for a code on the page of this address, and types it. */
async function byCode(page: Page, { path, email }: { path: string; email: string }): Promise<void> {
  const outbox = await page.context().newPage();
  const before = await newestCode(outbox, email);
  const field = path.startsWith("/desk") ? "input[name=email]" : "input[name=who]";
  await page.goto(path);
  await page.locator(field).fill(email);
  await button(page, field).click();
  await page.locator("input[name=code]").waitFor();
  let code = before;
  for (let tries = 0; tries < 200 && code === before; tries += 1) code = await newestCode(outbox, email);
  await page.locator("input[name=code]").fill(code);
  await button(page, "input[name=code]").click();
}

async function stateOf({ browser, url }: Shown, work: (page: Page) => Promise<void>): Promise<State> {
  const context = await browser.newContext({ baseURL: url, locale: "en-GB" });
  await work(await context.newPage());
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Signs a customer in. */
export const customerState = (shown: Shown, email: string): Promise<State> =>
  stateOf(shown, async (page) => {
    await byCode(page, { path: "/sign-in", email });
    await page.waitForURL((url) => url.pathname === "/");
  });

/** Signs somebody of the demo's staff in, with the code that their authenticator shows next. */
export const staffState = (shown: Shown, role: StaffRole): Promise<State> =>
  stateOf(shown, (page) => enterDesk(page, role));

async function enterDesk(page: Page, role: StaffRole): Promise<void> {
  const { email, totpKey } = staff[role];
  await byCode(page, { path: "/desk/sign-in", email });
  await page.waitForURL(/\/desk\/sign-in\/second/);
  // A code that was used already is refused; the next one comes within half a minute.
  for (let tries = 0; tries < 5 && isAtSecond(page); tries += 1) {
    await page.locator("input[name=code]").first().fill(totpOf(totpKey));
    await button(page, "input[name=code]").click();
    await page.waitForURL((url) => !url.pathname.includes("/sign-in"), { timeout: 8_000 }).catch(() => null);
  }
  if (isAtSecond(page)) throw new Error(`${email} was not signed in`);
}

const isAtSecond = (page: Page): boolean => new URL(page.url()).pathname.startsWith("/desk/sign-in");

/** Signs support in and begins a visit to this customer. */
export const visitState = (shown: Shown, email: string): Promise<State> =>
  stateOf(shown, async (page) => {
    await enterDesk(page, "support");
    await page.goto("/desk/rules");
    const agree = page.locator("input[name=agreed]");
    if ((await agree.count()) > 0) {
      await agree.check();
      await button(page, "input[name=agreed]").click();
      await page.waitForURL(/signed=1/);
    }
    await page.goto("/desk/find");
    const open = page.getByRole("button", { name: "End visit" });
    if ((await open.count()) > 0) await open.click();
    await page.goto("/desk/find");
    await page.locator("input[name=value]").fill(email);
    await page.locator("input[name=ticket]").fill("47110");
    await page.locator("input[name=reason]").first().check();
    await page.locator("input[name=words]").fill("You called about texts.");
    await button(page, "input[name=ticket]").click();
    await page.waitForURL((at) => at.pathname === "/");
  });
