import type { Page } from "@playwright/test";
import { throughAVisit, throughTheDesk } from "./desk-pages";
import { expect, site, test } from "./fixtures";
import { NOTHING, overhear } from "./overhear";
import { routes } from "./routes";
import { openAll, outside } from "./sideways";

/** Each width and each scheme once, without motion, so that no colour is measured on its way to another. */
const looks = [
  [1280, "light"],
  [390, "dark"],
] as const;

type Check = () => Promise<void>;

/** A page in both looks, and on the narrowest screen, where nothing may stick out of it. */
async function inEachLook(page: Page, path: string, check: Check): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.setViewportSize({ width: 1280, height: 900 });
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(200);
  await openAll(page);
  for (const [width, colorScheme] of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await test.step(`${path} ${width} ${colorScheme}`, check);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await outside(page), `${path} at 320`).toEqual([]);
}

for (const { path, signedIn } of routes)
  test(`${path} stands the check of access, is narrow, and asks nobody else`, async ({
    page,
    signIn,
    expectAccessible,
  }) => {
    if (signedIn) test.slow();
    if (signedIn) await signIn("ana");
    const heard = await overhear(page, site);
    await inEachLook(page, path, () => expectAccessible());
    expect(heard).toEqual(NOTHING);
  });

test("so do the pages of the desk", async ({ page, expectAccessible }) => {
  test.setTimeout(480_000);
  const heard = await overhear(page, site);
  await throughTheDesk(page, (path) => inEachLook(page, path, () => expectAccessible()));
  expect(heard).toEqual(NOTHING);
});

test("so do a customer's pages in a visit", async ({ page, ownCustomer, expectAccessible }) => {
  test.setTimeout(480_000);
  const heard = await overhear(page, site);
  await throughAVisit(page, ownCustomer.email, (path) => inEachLook(page, path, () => expectAccessible()));
  expect(heard).toEqual(NOTHING);
});

test("axe finds nothing on a page that was just changed, waits or was refused", async ({
  page,
  signIn,
  ownCustomer,
  expectAccessible,
}) => {
  await signIn(ownCustomer.email);
  await page.goto("/choices");
  await page.getByRole("switch", { name: "Gear guides and news by email", exact: true }).click();
  await expect(page.getByRole("status").first()).toContainText("waits for you");
  await page.getByRole("switch", { name: "Offers and sales by text", exact: true }).click();
  await expect(page.getByRole("status").first()).toContainText("is on.");
  await page.getByLabel("Pause until").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Pause all marketing" }).click();
  await expect(page.getByText(/^All marketing is paused until/)).toBeVisible();
  await openAll(page);
  await expectAccessible();

  await page.goto("/data");
  const size = page.getByRole("article", { name: "Shoe size", exact: true });
  await size.locator("details.act > summary").click();
  const box = size.getByRole("textbox");
  await box.evaluate((input: HTMLInputElement) => input.removeAttribute("pattern"));
  await box.fill("big");
  await page.getByRole("button", { name: "Save Shoe size" }).click();
  await expect(box).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("button", { name: "Reveal Email address" }).click();
  await expect(page.getByRole("article", { name: "Email address", exact: true })).toContainText(
    ownCustomer.email,
  );
  await expectAccessible();

  await page.goto("/requests/new/complain");
  await page.getByRole("main").getByRole("textbox").fill("For the checker.");
  await page.getByRole("button", { name: "Send the complaint" }).click();
  await expect(page.getByRole("status").first()).toContainText("We have your request.");
  await expectAccessible();
  await page.goto("/requests");
  await expectAccessible();
});

test("every stop of the keyboard on the choices is seen and in reading order", async ({ page, signIn }) => {
  await signIn("ana");
  await page.goto("/choices");
  const seen: { name: string; outline: number; top: number }[] = [];
  for (let stops = 0; stops < 80; stops += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const box = at.getBoundingClientRect();
      const style = getComputedStyle(at);
      return {
        name: (at.textContent ?? "").trim().slice(0, 40),
        outline: style.outlineStyle === "none" ? 0 : Number.parseFloat(style.outlineWidth),
        top: box.top + scrollY,
        visible: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
        inMain: document.querySelector("main")?.contains(at) ?? false,
      };
    });
    if (!stop) break;
    expect(stop.visible, `${stop.name} is out of sight`).toBe(true);
    expect(stop.outline, `${stop.name} shows no focus`).toBeGreaterThanOrEqual(2);
    if (stop.inMain) seen.push(stop);
  }
  expect(seen.length).toBeGreaterThan(15);
});

test("in forced colours a switch still shows whether it is on", async ({ page, signIn, ownCustomer }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await signIn(ownCustomer.email);
  await page.goto("/choices");
  const cell = page.getByRole("switch", { name: "Offers and sales by text", exact: true });
  const look = () =>
    cell.evaluate((button) => {
      const track = button.querySelector(".switch-track");
      const knob = button.querySelector(".switch-knob");
      if (!track || !knob) throw new Error("no switch");
      const [outer, inner] = [track.getBoundingClientRect(), knob.getBoundingClientRect()];
      return {
        edge: Number.parseFloat(getComputedStyle(track).borderTopWidth),
        knobAt: Math.round(inner.left - outer.left),
        knobSeen: getComputedStyle(knob).backgroundColor !== getComputedStyle(track).backgroundColor,
        tick: knob.querySelector("svg") !== null,
      };
    });
  const off = await look();
  await cell.click();
  await expect(cell).toHaveAttribute("aria-checked", "true");
  await expect.poll(async () => (await look()).knobAt).not.toBe(off.knobAt);
  const on = await look();
  for (const one of [off, on]) expect(one.edge).toBeGreaterThanOrEqual(1);
  expect(on.tick).toBe(true);
  expect(off.tick).toBe(false);
  for (const one of [off, on]) expect(one.knobSeen).toBe(true);
  await expect(cell).toContainText("On");
});
