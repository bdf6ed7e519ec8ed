import type { Page } from "@playwright/test";
import pg from "pg";
import { test as base, expect } from "./fixtures";
import { makeData, removeData } from "./own-data";
import { asAdmin, type Running, startForthright } from "./running";

/** A demo of one's own: its shop is shut and locked, which no other test could bear. */
const test = base.extend<object, { demo: Running }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter and wants a pattern
    async ({}, use) => {
      const data = makeData("sources");
      const demo = await startForthright({ data, env: { LOG_LEVEL: "warn" } });
      await use(demo);
      await demo.stop();
      removeData(data);
    },
    { scope: "worker", timeout: 300_000 },
  ],
  baseURL: async ({ demo }, use) => use(demo.url),
});

test.describe.configure({ mode: "default", timeout: 180_000 });

const item = (page: Page, name: string) => page.getByRole("article", { name, exact: true });
const OF_THE_SHOP = ["Name", "Email address", "Orders", "Invoices", "Payment results"];
const NOT_AVAILABLE = "Not available right now";

async function shut(demo: Running): Promise<void> {
  const admin = demo.adminUrl("postgres");
  await asAdmin(admin, "alter database juniper_shop allow_connections false");
  await asAdmin(
    admin,
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'juniper_shop'",
  );
}

const reopen = (demo: Running) =>
  asAdmin(demo.adminUrl("postgres"), "alter database juniper_shop allow_connections true");

/** The other two systems show what they hold, whatever the shop does. */
async function othersStay(page: Page): Promise<void> {
  await expect(item(page, "Products you looked at")).toContainText("4,200 records");
  await expect(item(page, "Trail Club points")).toContainText("Points");
  await expect(item(page, "Trail Club points")).not.toContainText(NOT_AVAILABLE);
}

for (const javaScriptEnabled of [true, false])
  test.describe(`JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("a shop that is shut says so on its own cards, and Retry brings it back", async ({
      page,
      demo,
      signIn,
    }) => {
      await signIn("ana");
      await page.goto("/data");
      await expect(item(page, "Name")).toContainText("Ana Ribeiro");
      await shut(demo);
      try {
        await page.reload();
        for (const name of OF_THE_SHOP) {
          await expect(item(page, name)).toContainText(NOT_AVAILABLE);
          await expect(item(page, name)).toContainText("Our shop did not answer");
          await expect(item(page, name)).not.toContainText(/Nothing here|0 records/);
        }
        await othersStay(page);
        await page.getByRole("button", { name: "Try again: Name" }).click();
        await expect(item(page, "Name")).toContainText(NOT_AVAILABLE);
        await othersStay(page);
        await nothingElseBreaks(page);
        await page.goto("/data");
        await expect(item(page, "Name")).toContainText(NOT_AVAILABLE);
      } finally {
        await reopen(demo);
      }
      await page.getByRole("button", { name: "Try again: Name" }).click();
      await expect(item(page, "Name")).toContainText("Ana Ribeiro");
      await expect(page.getByText(NOT_AVAILABLE)).toHaveCount(0);
      await expect(page).toHaveURL(/#name$/);
    });
  });

/** With the shop away: every page answers, a choice is still a choice, and the terms are the terms. */
async function nothingElseBreaks(page: Page): Promise<void> {
  for (const path of ["/", "/terms", "/requests", "/activity", "/protection", "/account"]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await page.goto("/choices");
  const first = page.getByRole("switch").first();
  const name = (await first.getByText(/ by /).first().textContent()) ?? "";
  const cell = page.getByRole("switch", { name: name.trim(), exact: true });
  const before = await cell.getAttribute("aria-checked");
  for (const now of [before === "true" ? "false" : "true", before ?? ""]) {
    await cell.click();
    await expect(cell).toHaveAttribute("aria-checked", now);
  }
}

test("a shop that is slow delays nothing but its own cards", async ({ page, demo, signIn }) => {
  await signIn("ana");
  const lock = new pg.Client({ connectionString: demo.adminUrl("juniper_shop") });
  await lock.connect();
  try {
    await lock.query("begin; lock table retail.person in access exclusive mode");
    await page.goto("/data", { waitUntil: "commit" });
    await othersStay(page);
    await expect(item(page, "Name")).toContainText(NOT_AVAILABLE);
    // In the order of arrival: the others came before the shop's timeout had passed.
    const sent = await (await page.request.get("/data")).text();
    const club = sent.indexOf('id="trail_club"');
    const late = sent.indexOf(NOT_AVAILABLE);
    expect(club).toBeGreaterThan(0);
    expect(sent.indexOf("Reading from Our shop")).toBeLessThan(late);
    expect(sent.slice(0, late)).toMatch(/4,200 records/);
    await lock.query("rollback");
  } finally {
    await lock.end();
  }
  await page.getByRole("button", { name: "Try again: Name" }).click();
  await expect(item(page, "Name")).toContainText("Ana Ribeiro");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page comes whole, with no loading line and no refresh left", async ({ page, demo, signIn }) => {
    await signIn("ana");
    const lock = new pg.Client({ connectionString: demo.adminUrl("juniper_shop") });
    await lock.connect();
    try {
      // Slow enough to be late everywhere, and there in the end: nothing may be missing for being late.
      await lock.query("begin; lock table retail.person in access exclusive mode");
      const going = page.goto("/data?whole=1");
      await expect
        .poll(async () => {
          const waiting = await asAdmin(
            demo.adminUrl("postgres"),
            "select from pg_stat_activity where datname = 'juniper_shop' and wait_event_type = 'Lock'",
          );
          return waiting.length;
        })
        .toBeGreaterThan(0);
      await lock.query("rollback");
      await going;
    } finally {
      await lock.end();
    }
    await expect(item(page, "Name")).toContainText("Ana Ribeiro");
    for (const path of ["/data?whole=1", "/data"]) {
      await page.goto(path);
      // A page that was sent too early asks for itself once more, which may come between.
      await expect(async () => {
        expect(await page.content()).not.toMatch(/http-equiv|Reading from|<template|<!--\$\?-->/i);
        await othersStay(page);
      }).toPass();
      for (const name of OF_THE_SHOP) await expect(item(page, name)).not.toContainText(NOT_AVAILABLE);
      await expect(page.getByText(/Reading from/)).toHaveCount(0);
    }
  });
});
