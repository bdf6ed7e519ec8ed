import type { Page } from "@playwright/test";
import { type Customer, data, expect, newestMessage, nextMessage, test } from "./fixtures";
import { adminUrl, asAdmin } from "./running";

const shop = <Row extends object>(sql: string, values: unknown[]) =>
  asAdmin<Row>(adminUrl(data, "juniper_shop"), sql, values);
const item = (page: Page, name: string) => page.getByRole("article", { name, exact: true });
const rows = (page: Page, name: string) => item(page, name).locator("tbody").getByRole("row");
const said = (page: Page, name: string) => item(page, name).getByRole("status");
const act = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Opens the form to correct an item. */
async function correcting(page: Page, name: string): Promise<void> {
  await item(page, name).locator("details.act > summary").click();
}

async function shoeSize(customer: Customer): Promise<string | null> {
  const [row] = await shop<{ size: string | null }>(
    "select trim_scale(eu_shoe_size)::text as size from retail.person where person_no = $1",
    [customer.number],
  );
  return row?.size ?? null;
}

for (const javaScriptEnabled of [true, false])
  test.describe(`what we hold, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("is sorted by where it comes from, and whole", async ({ page, signIn }) => {
      await signIn("ana");
      await page.goto("/data");
      const groups = [
        ["You gave us this", "You gave us", "Name"],
        ["We noticed this", "We noticed", "Products you looked at"],
        ["We got this from others", "We got from others", "Payment results"],
        ["We worked this out", "We worked out", "Likely interests"],
      ] as const;
      for (const [title, short, name] of groups) {
        const group = page.getByRole("region", { name: title, exact: true });
        await expect(group.getByRole("article", { name, exact: true })).toBeVisible();
        const link = page
          .getByRole("navigation", { name: "On this page" })
          .getByRole("link", { name: short });
        // The page may still be arriving: as many come as it says at its beginning.
        const promised = Number(/\d+/.exec((await link.textContent()) ?? "")?.[0]);
        await expect(group.getByRole("article")).toHaveCount(promised);
      }
      await expect(page.getByText(/^Reading from/)).toHaveCount(0);
      await expect(item(page, "Name")).toContainText("Ana Ribeiro");
      await expect(item(page, "Trail Club points")).toContainText("Points");
      await expect(item(page, "Name")).toContainText("It goes on your parcels and receipts.");
    });

    test("a masked value is nowhere in the page until it is revealed, one by one", async ({
      page,
      signIn,
      ownCustomer: { email },
    }) => {
      await signIn(email);
      const asked: Record<string, string>[] = [{}, { rsc: "1" }];
      for (const headers of asked)
        for (const path of ["/data", "/data?whole=1"]) {
          const answer = await page.request.get(path, { headers });
          expect(answer.status()).toBe(200);
          expect(await answer.text()).not.toContain(email);
        }
      await page.goto("/data");
      await expect(item(page, "Email address")).not.toContainText(email);
      await act(page, "Reveal Email address").click();
      await expect(item(page, "Email address").locator(".item-value")).toHaveText(email);
      await expect(act(page, "Reveal Phone number")).toBeVisible();
      expect(page.url()).not.toContain(encodeURIComponent(email));
    });

    test("a list shows five, then pages and sorts in its source", async ({ page, signIn }) => {
      const views = "Products you looked at";
      await signIn("ana");
      await page.goto("/data");
      await expect(item(page, views)).toContainText("4,200 records");
      await expect(rows(page, views)).toHaveCount(5);
      await item(page, views)
        .getByRole("link", { name: /^Show all 4,200/ })
        .click();
      await expect(page).toHaveURL(/item=product_views/);
      await expect(rows(page, views)).not.toHaveCount(5);
      const first = await rows(page, views).allInnerTexts();
      await item(page, views)
        .getByRole("link", { name: /^Next page/ })
        .click();
      await expect(item(page, views)).toContainText(/Page 2 of \d+/);
      const second = await rows(page, views).allInnerTexts();
      expect(second.filter((row) => first.includes(row))).toEqual([]);

      const head = item(page, views).getByRole("columnheader", { name: /Product/ });
      const titles = () =>
        rows(page, views).evaluateAll((all) => all.map((row) => row.children[1]?.textContent));
      for (const [sort, order] of [
        ["-title", "descending"],
        ["title", "ascending"],
      ] as const) {
        await head.getByRole("link").click();
        await expect(page).toHaveURL(new RegExp(`sort=${sort}(&|#|$)`));
        await expect(head).toHaveAttribute("aria-sort", order);
        await expect(item(page, views)).toContainText(/Page 1 of \d+/);
        const shown = await titles();
        expect(new Set(shown).size).toBeLessThan(shown.length);
        expect(shown).toEqual([...shown].sort((a, b) => compare(a, b) * (order === "ascending" ? 1 : -1)));
      }
    });

    test("a value is corrected in the shop itself, or stays as it was with what would be right", async ({
      page,
      signIn,
      ownCustomer,
    }) => {
      await shop("update retail.person set eu_shoe_size = 41 where person_no = $1", [ownCustomer.number]);
      await signIn(ownCustomer.email);
      await page.goto("/data");
      await expect(item(page, "Shoe size").locator(".item-value")).toHaveText("41");
      await correcting(page, "Shoe size");
      const box = item(page, "Shoe size").getByRole("textbox", { name: "Shoe size" });
      await expect(box).toHaveValue("41");
      // Whatever the browser itself would refuse, the server must refuse too.
      await box.evaluate((input: HTMLInputElement) => input.removeAttribute("pattern"));
      await box.fill("big");
      await act(page, "Save Shoe size").click();
      await expect(box).toHaveValue("big");
      await expect(box).toHaveAttribute("aria-invalid", "true");
      await expect(box).toHaveAccessibleDescription(/a number/i);
      await expect(item(page, "Shoe size").locator(".item-value")).toHaveText("41");
      expect(await shoeSize(ownCustomer)).toBe("41");

      await box.fill("42.5");
      await act(page, "Save Shoe size").click();
      await expect(said(page, "Shoe size")).toContainText("Saved. Shoe size is corrected.");
      await expect(item(page, "Shoe size").locator(".item-value")).toHaveText("42.5");
      expect(await shoeSize(ownCustomer)).toBe("42.5");

      if (!(await act(page, "Save Shoe size").isVisible())) await correcting(page, "Shoe size");
      await act(page, "Save Shoe size").click();
      await expect(said(page, "Shoe size")).toContainText("Shoe size was already so. Nothing changed.");
      await page.goto("/activity?kind=data");
      await expect(page.getByText("You corrected Shoe size")).toHaveCount(1);
      await expect(page.getByRole("main")).not.toContainText("42.5");
    });

    test("a new email address counts only after the code that was sent to it", async ({
      page,
      signIn,
      ownCustomer: { email, number },
    }) => {
      const wanted = `new.${javaScriptEnabled ? "a" : "b"}.${number}@example.com`;
      const inShop = async () =>
        (await shop<{ email: string }>("select email from retail.person where person_no = $1", [number]))[0]
          ?.email;
      await signIn(email);
      await page.goto("/data");
      await correcting(page, "Email address");
      await item(page, "Email address").getByRole("textbox").fill(wanted);
      await act(page, "Save Email address").click();
      const code = page.getByLabel("Code from the message");
      await expect(code).toBeVisible();
      expect(await inShop()).toBe(email);
      const message = await nextMessage({ email: wanted });

      await code.fill(message.code === "12345678" ? "12345679" : "12345678");
      await act(page, "Confirm the new address").click();
      await expect(code).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByText("This code is wrong or too old.")).toBeVisible();
      expect(await inShop()).toBe(email);

      const before = await newestMessage(email);
      await code.fill(message.code);
      await act(page, "Confirm the new address").click();
      await expect(said(page, "Email address")).toContainText("Saved. Email address is corrected.");
      await expect(code).toHaveCount(0);
      expect(await inShop()).toBe(wanted);
      const told = await nextMessage({ email, after: before?.id });
      expect(told.subject).toContain("was changed");
      expect(told.text).not.toContain(wanted);
      await page.goto("/account");
      await expect(page.getByRole("region", { name: "Your addresses" })).toContainText("In use");
      await expect(page.getByRole("region", { name: "Your addresses" })).not.toContainText(
        "Nothing is sent there",
      );
      await page.context().clearCookies();
      await signIn(wanted);
      await expect(page).toHaveURL("/");
    });

    test("stop using, this is not me, and delete", async ({ page, signIn, ownCustomer: { email } }) => {
      await signIn(email);
      await page.goto("/choices");
      for (const name of ["Offers and sales by email", "Personal recommendations"]) {
        const cell = page.getByRole("switch", { name, exact: true });
        await cell.click();
        await expect(cell).toHaveAttribute("aria-checked", "true");
      }
      await page.goto("/data");
      await act(page, "Stop using Email address").click();
      await expect(said(page, "Email address")).toContainText(
        "Done. We use this for less now: Email address.",
      );
      await expect(said(page, "Email address")).toContainText(/Off now: .*Offers and sales by email/u);
      await expect(said(page, "Email address")).toContainText(/We still use it for: .*orders/iu);
      await act(page, "Stop using Email address").click();
      await expect(said(page, "Email address")).toContainText("was off already");
      await act(page, "This is not me: Likely interests").click();
      await expect(said(page, "Likely interests")).toContainText(
        "We have noted that Likely interests is not you.",
      );
      await expect(said(page, "Likely interests")).toContainText(/Off now: .*Personal recommendations/u);
      await said(page, "Likely interests").getByRole("link", { name: "See the request" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Likely interests");

      await page.goto("/data");
      await act(page, "Delete Company").click();
      await expect(said(page, "Company")).toContainText("We have your request about Company.");
      await said(page, "Company").getByRole("link", { name: "See the request" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Delete data: Company");

      await page.goto("/choices");
      for (const name of ["Offers and sales by email", "Personal recommendations"])
        await expect(page.getByRole("switch", { name, exact: true })).toHaveAttribute(
          "aria-checked",
          "false",
        );
      await expect(page.getByText("Off. You objected.")).toBeVisible();
    });
  });

test("what the law keeps says why and until when, and offers no deletion", async ({ page, signIn }) => {
  await signIn("ana");
  await page.goto("/data");
  for (const [name, because] of [
    ["Invoices", "Portuguese tax law asks for ten years"],
    ["Trail permits", "The park checks our permits"],
  ] as const) {
    const lock = item(page, name).locator(".item-lock").filter({ hasText: "Kept by law" });
    await expect(lock).toContainText(because);
    await expect(lock).toContainText(/You can delete it from \d+ \w+ 20\d\d\./);
    await expect(act(page, `Delete ${name}`)).toHaveCount(0);
  }
  await expect(item(page, "Invoices")).toContainText("Cannot be changed here");
  await expect(act(page, "Delete Orders")).toBeVisible();
});

test("an item without a purpose says so, and a special one is masked", async ({ page, signIn }) => {
  await signIn("ana");
  await page.goto("/data");
  const heard = item(page, "How you heard of us");
  await expect(heard).toContainText("A friend");
  await heard.getByText("All facts").click();
  await expect(heard).toContainText("Nothing uses it any more.");
  await expect(heard).toContainText("For nothing right now");

  const note = item(page, "Health note");
  await expect(note).not.toContainText("Asthma");
  await expect(act(page, "Reveal Health note")).toBeVisible();
  expect(await (await page.request.get("/data?whole=1")).text()).not.toContain("Asthma");
});

test("all facts are the same six, in the same order", async ({ page, signIn }) => {
  await signIn("ana");
  await page.goto("/data");
  const articles = page.getByRole("main").getByRole("article");
  const given = ["Used for", "Based on", "From", "Shared with", "Kept until", "Last used"];
  const inferred = given.map((term) => (term === "From" ? "Worked out from" : term));
  for (const article of await articles.all()) {
    const terms = await article.locator(".facts-box dt").allTextContents();
    const worked = (await article.getByText("Worked out from").count()) > 0;
    expect(terms).toEqual(worked ? inferred : given);
  }
  const orders = item(page, "Orders");
  await orders.getByText("All facts").click();
  await expect(orders.locator(".facts-box")).toContainText("Our contract with you");
  await expect(orders.locator(".facts-box")).toContainText("NordPost");
});

test("a name that breaks naive code is text, whole, and stays in its place", async ({ page, signIn }) => {
  const alerts: string[] = [];
  page.on("dialog", (dialog) => {
    alerts.push(dialog.message());
    void dialog.dismiss();
  });
  await signIn("zoe");
  await page.goto("/data");
  await expect(item(page, "Name")).toContainText('<script>alert("juniper")</script>');
  await expect(item(page, "Home address")).toContainText("<img src=x onerror=alert(1)>");
  await expect(item(page, "Company")).toContainText('=HYPERLINK("https://example.com","Null")');
  expect(alerts).toEqual([]);
});

/** Texts in the order of the source: by code point. */
function compare(a: string | null | undefined, b: string | null | undefined): number {
  return (a ?? "") < (b ?? "") ? -1 : (a ?? "") > (b ?? "") ? 1 : 0;
}
