import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { goOnIn, newAgent } from "./agents";
import { forthright } from "./command-line";
import { data, expect, site, test } from "./fixtures";
import { openHearingSystem } from "./peers/hearing-system";
import { adminUrl, asAdmin } from "./running";
import { webhookPorts } from "./webhook-hosts";

const SYSTEM = "our mail system";
const OFFERS = "Offers and sales by email";

async function keyFor(scopes: string): Promise<string> {
  const words = ["key", "create", "--name", `Hears ${randomUUID()}`, "--scopes", scopes, "--json"];
  return JSON.parse((await forthright(words)).told).secret;
}

test("a system hears of a stop, obeys it, and the customer reads who confirmed it", async ({
  page,
  browser,
  signIn,
  ownCustomer,
  expectAccessible,
}) => {
  const mails = await openHearingSystem({
    ...{ url: site, key: await keyFor("obeyed:write"), system: SYSTEM },
    ...{ ports: webhookPorts(Number(new URL(site).port)), customerNumber: String(ownCustomer.number) },
  });
  const desk = await (
    await browser.newContext({ baseURL: site, locale: "en-GB", javaScriptEnabled: false })
  ).newPage();
  try {
    await goOnIn(desk, (await newAgent("admin")).desk);
    await desk.goto("/desk/integrations");
    await desk.getByRole("link", { name: "Add an endpoint" }).click();
    await desk.getByLabel("Address").fill("http://mail.brand.example/hear");
    await desk.getByRole("checkbox", { name: /^a choice changed/ }).check();
    await desk.getByLabel("System", { exact: true }).fill(SYSTEM);
    await desk.getByRole("button", { name: "Add the endpoint" }).click();
    await expect(desk.getByText("Use https and port 443, on the public internet.")).toBeVisible();
    await desk.getByLabel("Address").fill(mails.url);
    await desk.getByRole("button", { name: "Add the endpoint" }).click();
    const shown = desk.getByLabel(/^Secret for 127\.0\.0\.1:\d+$/);
    const secret = await shown.inputValue();
    mails.trust(secret);
    await desk.getByRole("link", { name: "On to the endpoint" }).click();
    await desk.getByRole("button", { name: "Send a test" }).click();
    await expect(desk.getByRole("status").filter({ hasText: "It arrived" })).toContainText(
      /Answered 204, after \d+ ms/,
    );

    await signIn(ownCustomer.email);
    await page.goto("/choices");
    const cell = page.getByRole("switch", { name: OFFERS, exact: true });
    if ((await cell.getAttribute("aria-checked")) === "false") await cell.click();
    await expect(cell).toHaveAttribute("aria-checked", "true");
    await cell.click();
    await expect(cell).toHaveAttribute("aria-checked", "false");

    const stop = () =>
      mails.heard.find(({ event }) => {
        const { customer, state } = event?.data ?? {};
        return customer?.customer_number === String(ownCustomer.number) && state === "withdrawn";
      });
    await expect.poll(stop, { message: "the stop", intervals: [20, 50, 100] }).toBeTruthy();
    const heard = stop();
    const told = new Webhook(secret).verify(heard?.body ?? "", heard?.headers as Record<string, string>);
    expect(told).toMatchObject({ type: "choice.changed", data: { purpose: "offers", channel: "email" } });
    expect(heard?.body).not.toContain(ownCustomer.email);
    await expect(async () => {
      await page.goto("/choices");
      const row = page
        .getByRole("row")
        .filter({ has: page.getByRole("rowheader", { name: /^Offers and sales/ }) });
      await expect(row).toContainText(/Confirmed by our mail system at \d\d:\d\d/, { timeout: 500 });
    }).toPass({ intervals: [50, 100, 200] });
    await expectAccessible();

    await desk.reload();
    const sent = desk.getByRole("listitem").filter({ hasText: heard?.event?.id ?? "?" });
    await expect(sent).toContainText("Arrived");
    await expect(sent).toContainText("obeyed");
    const eyes = await (
      await browser.newContext({ storageState: await desk.context().storageState() })
    ).newPage();
    await eyes.goto(desk.url());
    await expectAccessible(eyes);
    await eyes.context().close();
    await sent.getByRole("button", { name: /^Send again/ }).click();
    await expect(desk.getByRole("status").filter({ hasText: "1 event is sent again" })).toBeVisible();
    await desk.getByRole("link", { name: "Take it away" }).click();
    await desk.getByRole("button", { name: "Take this endpoint away" }).click();
    await expect(desk.getByRole("status").filter({ hasText: "The endpoint is gone" })).toBeVisible();
  } finally {
    await asAdmin(
      adminUrl(data),
      "update webhook_endpoints set deleted_at = now() where url = $1 and deleted_at is null",
      [mails.url],
    );
    await desk.context().close();
    await mails.close();
  }
});
