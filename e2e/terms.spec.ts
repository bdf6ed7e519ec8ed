import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { signInStaff } from "./staff-at-desk";

const NOTICE = "/terms/privacy-notice";
const SERVICE = "/terms/terms-of-service";
const points = (page: Page) => page.locator("[id^='point-']");
const minutesIn = (text: string) => [...text.matchAll(/(\d+) min/g)].map(([, minutes]) => Number(minutes));

/** Reads the pages in one of the offered languages, chosen as a person chooses it. */
async function choose(page: Page, tag: string): Promise<void> {
  await page.locator("details.lang > summary").click();
  await page.locator(`details.lang button[value="${tag}"]`).click();
  await expect(page.locator("html")).toHaveAttribute("lang", tag);
}

for (const javaScriptEnabled of [true, false])
  test.describe(`terms, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("each point leads to its clause and the clause back", async ({ page }) => {
      await page.goto("/terms");
      await page.getByRole("link", { name: "Read Privacy notice" }).click();
      await expect(page).toHaveURL(NOTICE);
      await expect(points(page)).not.toHaveCount(0);
      for (const point of await points(page).all()) {
        const id = await point.getAttribute("id");
        const anchors = await point
          .locator(".point-links a[href^='#']")
          .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
        expect(anchors.length, `${id} leads to no clause`).toBeGreaterThan(0);
        for (const anchor of anchors) {
          const clause = page.locator(anchor);
          await expect(clause.locator(`.backs a[href="#${id}"]`)).toHaveCount(1);
        }
      }
      const [guesses] = await points(page).all();
      await guesses?.locator("a[href='#inferred']").click();
      await expect(page).toHaveURL(`${NOTICE}#inferred`);
      await expect(page.locator("#inferred")).toBeInViewport();
      expect(await page.locator("#inferred").evaluate((node) => node.matches(":target"))).toBe(true);
      await page.locator("#inferred .backs").getByRole("link", { name: "Point 1" }).click();
      await expect(page).toHaveURL(`${NOTICE}#point-guesses`);
      await expect(page.locator("#point-guesses")).toBeInViewport();
      expect(await page.locator("#point-guesses").evaluate((node) => node.matches(":target"))).toBe(true);
    });

    test("each point leads to its switch and to its data", async ({ page, signIn, ownCustomer }) => {
      await signIn(ownCustomer.email);
      for (const [link, path, place] of [
        ["Personal recommendations", "/choices", "#recommendations"],
        ["Likely interests", "/data", "#likely_interests"],
      ] as const) {
        await page.goto(NOTICE);
        await page.locator("#point-guesses").getByRole("link", { name: link }).click();
        await expect(page).toHaveURL((url) => url.pathname === path && url.hash === place);
        await expect(page.locator(place)).toBeInViewport();
      }
    });
  });

/** Presses Tab until something that matches has the focus, as a person without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("Tab");
    expect(await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)).toBe(true);
  }).toPass({ intervals: [0] });
}

const tint = (page: Page, selector: string) =>
  page.locator(selector).evaluate((node) => getComputedStyle(node).backgroundColor);

for (const javaScriptEnabled of [true, false])
  test.describe(`by keyboard, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("from a point to its clause, back, and to its switch", async ({ page, signIn, ownCustomer }) => {
      await signIn(ownCustomer.email);
      await page.goto(`${NOTICE}#point-no-sale`);
      const plain = await tint(page, "#point-views");
      await tabTo(page, "#point-no-sale .point-links a[href='#no-sale']");
      await page.keyboard.press("Enter");
      const clause = page.getByRole("group", { name: "5.5 We do not sell data" });
      await expect(clause).toBeInViewport();
      await expect(clause).toBeFocused();
      await expect(clause.getByRole("heading", { name: "5.5 We do not sell data" })).toBeVisible();
      expect(await tint(page, "#point-no-sale")).not.toBe(plain);
      await tabTo(page, "#no-sale .backs a[href='#point-no-sale']");
      await expect(clause.getByRole("link", { name: /^Point \d+$/u })).toBeFocused();
      await page.keyboard.press("Enter");
      const point = page.getByRole("listitem").and(page.locator("#point-no-sale"));
      await expect(point).toBeInViewport();
      await expect(point).toBeFocused();
      await expect(point.getByRole("link", { name: "5.5 We do not sell data" })).toBeVisible();
      const own = page.locator("#point-no-sale").getByRole("switch");
      await expect(own).toHaveAttribute("aria-checked", "false");
      await tabTo(page, "#point-no-sale .switch");
      await page.keyboard.press("Enter");
      await expect(own).toHaveAttribute("aria-checked", "true");
      await expect(page.locator("#point-no-sale").getByRole("status")).toContainText(/on/iu);
      // With script the page stays, and so does the keyboard; without it a new page begins at the point.
      await expect(javaScriptEnabled ? own : point).toBeFocused();
      await expect(page.locator("#point-no-sale")).toBeInViewport();
      await page.locator("#point-no-sale").getByRole("button", { name: "Undo" }).click();
      await expect(own).toHaveAttribute("aria-checked", "false");
    });

    test("a text that asks takes no for an answer, and asks once", async ({ page, signIn, ownCustomer }) => {
      await signIn(ownCustomer.email);
      const notice = page.getByRole("link", { name: "Read and answer" });
      await notice.click();
      await expect(page).toHaveURL(`${SERVICE}#own-answer`);
      const answers = page.locator("#own-answer").getByRole("button");
      await expect(answers).toHaveText(["I agree", "No", "Not now"]);
      const sizes = await answers.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
      expect(new Set(sizes.map(Math.round)).size).toBe(1);
      await page.getByRole("button", { name: "No", exact: true }).click();
      await expect(page.getByRole("heading", { name: "You said no" })).toBeVisible();
      await page.goto("/");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(notice).toHaveCount(0);
      await page.goto(SERVICE);
      await page.getByRole("button", { name: "I agree" }).click();
      await expect(page.locator(".version-bar")).toContainText("You agreed on");
    });
  });

test("side by side, the other one of point and clause comes into view, and reading marks its points", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${NOTICE}#point-views`);
  await expect(page.locator("#retention-views")).toBeInViewport();
  await expect(page.locator("#point-views")).toBeInViewport();
  await page.goto("/terms");
  await page.goto(`${NOTICE}#no-sale`);
  await expect(page.locator("#no-sale")).toBeInViewport();
  await expect(page.locator("#point-no-sale")).toBeInViewport();
  await page.goto(NOTICE);
  await expect(page.locator(".point[aria-current]")).toHaveCount(0);
  await page.locator("#no-sale").evaluate((clause) => clause.scrollIntoView({ block: "start" }));
  await expect(page.locator("#point-no-sale[aria-current]")).toBeInViewport();
});

test("an earlier version, and what differs, without signing in", async ({ page }) => {
  await page.goto(NOTICE);
  await expect(page.locator("#own-answer, #own-changes, .point-switches")).toHaveCount(0);
  await page.getByLabel("Version").selectOption("2025-03-01");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(`${NOTICE}?version=2025-03-01`);
  await expect(page.getByRole("heading", { name: "You read an earlier version" })).toBeVisible();
  await expect(page.locator("#point-views")).toContainText("12 months");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page).toHaveURL(/difference/u);
  const views = page.locator(".diff-clause").filter({ hasText: "6 months" }).first();
  await expect(views.locator("del").first()).toContainText("Removed:");
  await expect(views.locator("ins").first()).toContainText("Added:");
  await expect(page.getByText("New clause").first()).toBeVisible();
  const lines = await views
    .locator("ins, del")
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).textDecorationLine));
  expect(new Set(lines)).toEqual(new Set(["underline", "line-through"]));
  expect((await page.goto(`${NOTICE}?version=1999-01-01`))?.status()).toBe(404);
});

test("on a phone a point opens its clause below it", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(NOTICE);
  const point = page.locator("#point-no-sale");
  await point.locator("summary").click();
  await expect(point.locator("details .full-text")).toBeVisible();
  await expect(point.locator(".to-clause")).toBeHidden();
});

test("every link of a point finds its place", async ({ page, signIn }) => {
  await signIn("ana");
  const missing: string[] = [];
  const ids = new Map<string, Set<string>>();
  for (const path of ["/choices", "/data?whole=1"]) {
    await page.goto(path);
    const found = await page.locator("[id]").evaluateAll((all) => all.map((node) => node.id));
    ids.set(path.split("?")[0] ?? "", new Set(found));
  }
  for (const document of [NOTICE, SERVICE]) {
    await page.goto(document);
    const hrefs = await points(page)
      .locator("a[href^='/']")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    expect(hrefs.length).toBeGreaterThan(0);
    for (const href of hrefs) {
      const [path = "", anchor = ""] = href.replace(/\?[^#]*/, "").split("#");
      if (!ids.get(path)?.has(anchor)) missing.push(href);
    }
  }
  expect(missing).toEqual([]);
});

test("both reading times, and which text binds", async ({ page }) => {
  await page.goto(NOTICE);
  const [short, full] = minutesIn(await page.getByRole("main").innerText());
  expect(short).toBeGreaterThan(0);
  expect(full).toBeGreaterThan(short ?? 0);
  await expect(page.getByText("The full text binds.")).toBeVisible();
  await page.goto("/terms");
  const row = page.getByRole("listitem").filter({ hasText: "Privacy notice" }).last();
  expect(minutesIn(await row.innerText())).toEqual([short, full]);
});

test("in German: the German text, and that the English one binds", async ({ page }) => {
  await page.goto(NOTICE);
  await choose(page, "de");
  await expect(page).toHaveURL(NOTICE);
  await expect(page.locator(".full .full-text")).toHaveAttribute("lang", "de");
  await expect(page.getByText(/Englisch/).first()).toBeVisible();
  await expect(page.locator("#point-guesses")).toBeVisible();
});

test("in Chinese: the points in Chinese, and that the full text is in English only", async ({ page }) => {
  await page.goto(SERVICE);
  await choose(page, "zh-Hans");
  const notice = page.locator(".notice").filter({ hasText: "英语" });
  await expect(notice).toBeVisible();
  await expect(page.locator(".full .full-text")).toHaveAttribute("lang", "en");
  await expect(page.locator(".full .full-text")).toContainText("Climbing ropes");
  await expect(points(page).first()).toContainText(/\p{Script=Han}/u);
  const said = points(page).locator("> p:not(.point-links) [lang='en'], > p[lang='en']");
  await expect(said).toHaveCount(0);
  await expect(page.locator(".full-text .backs").first()).toHaveAttribute("lang", "zh-Hans");
});

test("a text that is not there is not found", async ({ page }) => {
  const answer = await page.goto("/terms/nothing-of-ours");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
});

test("wherever a sign-in leads, what asks for an answer is there, once", async ({
  page,
  signIn,
  ownCustomer,
}) => {
  await signIn(ownCustomer.email);
  const notice = page.getByRole("link", { name: "Read and answer" });
  for (const path of ["/choices", "/data", "/requests", "/activity", "/account"]) {
    await page.goto(path);
    await expect(notice, path).toBeVisible();
  }
  await notice.click();
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(page.getByRole("heading", { name: "Not now" })).toBeVisible();
  await page.goto("/choices");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test("the desk shows a version as a customer would read it, and nothing there can be pressed", async ({
  page,
}) => {
  await signInStaff(page, "privacy_officer", "/desk/terms/terms-of-service/2030-01-01");
  await page.getByRole("link", { name: "See the customer's page" }).click();
  const theirs = page.locator(".preview");
  await expect(theirs.getByRole("heading", { name: "Terms of service", level: 2 })).toBeVisible();
  await expect(theirs).toContainText("None concerns you");
  await expect(theirs.locator("#own-answer")).toHaveCount(0);
  await page.getByRole("link", { name: "Trail Club points: not held" }).click();
  await expect(theirs.locator("#own-changes")).toContainText("Concerns you");
  await expect(theirs.getByRole("button", { name: "I agree" })).toBeVisible();
  const buttons = theirs.getByRole("button").or(theirs.getByRole("switch"));
  expect(await buttons.count()).toBeGreaterThan(3);
  for (const button of await buttons.all()) await expect(button).toBeDisabled();
  await page.getByRole("link", { name: "German" }).click();
  await expect(theirs).toHaveAttribute("lang", "de");
  await expect(theirs.getByRole("heading", { name: "Was sich geändert hat", exact: false })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("As a customer sees it");
});
