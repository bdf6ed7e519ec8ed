import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { forthright } from "./command-line";
import { type Customer, data, expect, nextMessage, test } from "./fixtures";
import { adminUrl, asAdmin } from "./running";

const OFFICER = "privacy@juniper.example";
const behind = <Row extends object>(sql: string, values: unknown[] = []) =>
  asAdmin<Row>(adminUrl(data), sql, values);
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const said = (page: Page) => page.getByRole("status");

/** The files of a zip archive, by its directory at the end. */
function filesOf(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString();
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const body = zip.subarray(start, start + packed);
    files.set(name, (zip.readUInt16LE(at + 10) === 0 ? body : inflateRawSync(body)).toString());
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

/** Files a request as a person would, and answers with its number. */
async function file(page: Page, start: string, words: string): Promise<string> {
  await page.goto("/requests");
  await page.getByRole("main").getByRole("link", { name: start }).first().click();
  await page.getByRole("main").getByRole("textbox").fill(words);
  await page.getByRole("button", { name: /^Send the/ }).click();
  await expect(said(page)).toContainText("We have your request. Its number is R-");
  return /R-[0-9A-F]{8}/.exec(await said(page).innerText())?.[0] ?? "";
}

/** A sign-in from a browser that no other test has, so that its session can be told apart. */
const BROWSERS = {
  true: ["Vivaldi/7.0", "Vivaldi"],
  false: ["SamsungBrowser/27.0", "Samsung Internet"],
} as const;

for (const javaScriptEnabled of [true, false])
  test.describe(`requests, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    const [agent, browser] = BROWSERS[`${javaScriptEnabled}`];
    test.use({ javaScriptEnabled });

    test.describe("in a browser of its own", () => {
      test.use({ userAgent: `Mozilla/5.0 (X11; Linux x86_64) ${agent}` });

      test("a copy is made at once, after a fresh proof, and its link works once", async ({
        page,
        signIn,
        ownCustomer: { email },
      }) => {
        await signIn(email);
        await behind(
          `update sessions set auth_time = auth_time - interval '6 minutes'
          where (customer_id, id) = (select customer_id, id from sessions where device like $1 || '/%' order by created_at desc limit 1)`,
          [browser],
        );
        await page.goto("/requests");
        await page.getByRole("main").getByRole("link", { name: "Get a copy" }).click();
        await expect(heading(page)).toHaveText("A copy of everything we hold");
        await page.getByRole("button", { name: "Make my copy" }).click();
        await expect(heading(page)).toHaveText("Is it still you?");
        await page.getByRole("button", { name: "Send me a new code" }).click();
        const code = page.getByLabel("8-digit code");
        await expect(code).toBeVisible();
        await expect
          .poll(async () => (await nextMessage({ email })).subject, { intervals: [100] })
          .toContain("Your code to go on");
        await code.fill((await nextMessage({ email })).code);
        await page.getByRole("button", { name: "Continue" }).click();
        await expect(page).toHaveURL("/requests/copy");
        await page.getByRole("button", { name: "Make my copy" }).click();
        await expect(said(page).last()).toContainText("Your copy is ready");

        const download = page.getByRole("button", { name: "Download my copy" });
        const [given] = await Promise.all([page.waitForEvent("download"), download.click()]);
        expect(given.suggestedFilename()).toMatch(/\.zip$/);
        const files = filesOf(readFileSync(await given.path()));
        const names = [...files.keys()];
        const html = files.get(names.find((name) => name.endsWith("index.html")) ?? "") ?? "";
        const json = JSON.parse(files.get(names.find((name) => name.endsWith("data.json")) ?? "") ?? "null");
        expect(html).toContain(email);
        expect(html).toContain("Trail Club points");
        expect(JSON.stringify(json)).toContain(email);

        const [again] = await Promise.all([
          page.waitForResponse((answer) => answer.url().endsWith("/requests/copy/download")),
          download.click(),
        ]);
        expect(again.status()).toBe(410);
        await expect(page).toHaveURL(/\/requests\/copy\?problem=gone/);
        await expect(said(page)).toContainText("This download no longer works");
        await expect(page.getByRole("button", { name: "Make my copy" })).toBeVisible();
        await nextMessage({ email: "A copy of your data was made" });
        await page.goto("/activity?kind=requests");
        await expect(page.getByText("Your copy was downloaded")).toHaveCount(1);
      });
    });

    test("a link that is too old gives nothing", async ({ page, signIn, ownCustomer: { email } }) => {
      await signIn(email);
      await page.goto("/requests/copy");
      await page.getByRole("button", { name: "Make my copy" }).click();
      const download = page.getByRole("button", { name: "Download my copy" });
      await expect(download).toBeVisible();
      // Others make copies at the same time: it is this one's, by the number that only its owner reads.
      const list = await page.context().newPage();
      await list.goto("/requests");
      const [number = ""] = /(?<=R-)[0-9A-F]{8}/.exec(await list.getByRole("main").innerText()) ?? [];
      const old = await behind(
        `update copies set expires_at = now() - interval '1 second'
          where upper(right(replace(request_id::text, '-', ''), 8)) = $1 returning request_id`,
        [number],
      );
      expect(old).toHaveLength(1);
      const [answer] = await Promise.all([
        page.waitForResponse((one) => one.url().endsWith("/requests/copy/download")),
        download.click(),
      ]);
      expect(answer.status()).toBe(410);
      await expect(said(page)).toContainText("This download no longer works");
    });

    test("each kind is filed with its lawful day, and the officer is told", async ({
      page,
      signIn,
      ownCustomer,
    }) => {
      await livesIn(ownCustomer, "PT");
      await signIn(ownCustomer.email);
      for (const [start, name] of [
        ["Ask for a correction", "Correct something"],
        ["Ask to delete", "Delete data"],
        ["Object", "Object to a use"],
        ["Ask to limit", "Limit what we do"],
        ["Complain", "A complaint"],
      ] as const) {
        const words = `${name}: <b>my words</b> ${ownCustomer.number}`;
        const reference = await file(page, start, words);
        await expect(heading(page)).toHaveText(name);
        await expect(page.getByText(words, { exact: true })).toBeVisible();
        const [row] = await behind<{ due: string; days: number }>(
          `select to_char(due_on, 'FMDD FMMonth YYYY') as due, due_on - opened_at::date as days
             from requests where right(replace(id::text, '-', ''), 8) = lower($1)`,
          [reference.slice(2)],
        );
        expect(row?.days).toBeGreaterThanOrEqual(28);
        expect(row?.days).toBeLessThanOrEqual(36);
        await expect(said(page)).toContainText(`We answer by ${row?.due} at the latest.`);
        await expect(page.getByRole("main")).toContainText(
          start === "Complain" ? "No law sets a time here." : "Regulation (EU) 2016/679",
        );
        await expect(page.locator("[aria-current='step']")).toHaveCount(1);
        const mail = await nextMessage({ email: `New request ${reference}` });
        expect(mail.text).toContain(OFFICER);
        expect(mail.text).not.toContain("my words");
      }
      await page.goto("/requests");
      await expect(
        page.getByRole("region", { name: "Open" }).getByRole("listitem").getByRole("heading"),
      ).toHaveCount(5);
      await page.goto("/activity?kind=requests");
      await expect(page.getByText(/^You asked:/)).toHaveCount(5);
    });

    test("words go both ways, and the answer is told", async ({ page, signIn, ownCustomer: { email } }) => {
      await signIn(email);
      const reference = await file(page, "Ask to delete", "Everything, please.");
      const at = new URL(page.url()).pathname;
      await page.getByLabel("Write to the privacy team").fill("And soon.");
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await expect(said(page)).toContainText("Your message is sent.");
      await expect(page.getByRole("region", { name: "Messages" })).toContainText("And soon.");
      await nextMessage({ email: `A customer wrote about request ${reference}` });

      const listed = await forthright(["request", "list"]);
      expect(listed.told).toContain(reference);
      expect(listed.told).toContain("And soon.");
      const answered = await forthright([
        ...["request", "answer", reference, "--outcome", "done_in_part", "--text", "We deleted the rest."],
        ...["--refuse", "invoices=Tax law makes us keep them."],
      ]);
      expect(answered.code, answered.told).toBe(0);
      await nextMessage({ email: `We have answered your request ${reference}` });

      await page.goto("/");
      await expect(page.getByRole("main")).toContainText("A request has an answer");
      await page.goto(at);
      const answer = page.getByRole("region", { name: "Our answer", exact: true });
      await expect(answer).toContainText("Done in part");
      await expect(answer).toContainText("We deleted the rest.");
      await expect(answer).toContainText("Invoices");
      await expect(answer).toContainText("Tax law makes us keep them.");
      await expect(answer.getByRole("link", { name: "complain to the authority" })).toBeVisible();
      await page.goto("/requests");
      await expect(page.getByRole("region", { name: "Answered" })).toContainText(reference);
    });

    test("a complaint without words stays, and says what is missing", async ({
      page,
      signIn,
      ownCustomer: { email },
    }) => {
      await signIn(email);
      await page.goto("/requests/new/complain");
      const box = page.getByRole("main").getByRole("textbox");
      await box.evaluate((area: HTMLTextAreaElement) => area.removeAttribute("required"));
      await page.getByRole("button", { name: "Send the complaint" }).click();
      await expect(box).toHaveAttribute("aria-invalid", "true");
      await expect(box).toHaveAccessibleDescription(/Write a few words/);
    });
  });

test("another person's request is not there", async ({ page, browser, signIn, ownCustomer }) => {
  await signIn(ownCustomer.email);
  await file(page, "Complain", "Mine alone.");
  const stranger = await (await browser.newContext()).newPage();
  await signIn("maeve", stranger);
  const answer = await stranger.goto(page.url());
  expect(answer?.status()).toBe(404);
  await expect(stranger.getByRole("main")).not.toContainText("Mine alone.");
  await stranger.context().close();
});

/** Where a person lives decides whose law holds; read at the first sign-in. */
async function livesIn({ number }: Customer, country: string): Promise<void> {
  await asAdmin(
    adminUrl(data, "juniper_shop"),
    "update retail.person_address set country_code = $2, region = null where person_no = $1",
    [number, country],
  );
}
