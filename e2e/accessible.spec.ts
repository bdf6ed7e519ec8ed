import type { Page } from "@playwright/test";
import { throughAVisit, throughTheDesk } from "./desk-pages";
import { expect, test } from "./fixtures";
import { routes } from "./routes";

/** Everything that opens in place is part of the page. */
async function openAll(page: Page): Promise<void> {
  await page.locator("main details:not([open]) > summary").evaluateAll((all) => {
    for (const summary of all) summary.parentElement?.setAttribute("open", "");
  });
}

/** Each width and each scheme once, without motion, so that no colour is measured on its way to another. */
async function twoLooks(page: Page, path: string, check: () => Promise<void>): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const [width, colorScheme] of [
    [1280, "light"],
    [390, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await openAll(page);
    await test.step(`${path} ${width} ${colorScheme}`, check);
  }
}

for (const { path } of routes.filter((route) => !route.signedIn))
  test(`axe finds nothing on ${path}`, async ({ page, expectAccessible }) => {
    await twoLooks(page, path, () => expectAccessible());
  });

for (const { path } of routes.filter((route) => route.signedIn))
  test(`axe finds nothing on ${path}, signed in`, async ({ page, signIn, expectAccessible }) => {
    test.slow();
    await signIn("ana");
    await twoLooks(page, path, () => expectAccessible());
  });

test("axe finds nothing on the pages of the desk", async ({ page, expectAccessible }) => {
  test.setTimeout(480_000);
  await throughTheDesk(page, (path) => twoLooks(page, path, () => expectAccessible()));
});

test("axe finds nothing on a customer's pages in a visit", async ({
  page,
  ownCustomer,
  expectAccessible,
}) => {
  test.setTimeout(480_000);
  await throughAVisit(page, ownCustomer.email, (path) => twoLooks(page, path, () => expectAccessible()));
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
