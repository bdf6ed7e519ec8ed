import { randomUUID } from "node:crypto";
import { createForthright } from "@/client/index";
import { deskOf } from "./agents";
import { formsOf } from "./browserless";
import { textUs } from "./carrier";
import { forthright } from "./command-line";
import { test as base, type Customer, data, expect, site } from "./fixtures";
import { account } from "./peers/twilio-rules";
import { adminUrl, asAdmin } from "./running";

interface Texting {
  /** The customer's number, E.164. */
  number: string;
  customer: Customer;
  /** Texts us as the carrier hands it over, and gives back what it is to answer. */
  text(body: string, more?: Record<string, string>): Promise<{ status: number; answer: string }>;
  reason(): Promise<string>;
}

const test = base.extend<{ texting: Texting }>({
  texting: async ({ ownCustomer }, use) => {
    const number = `+1415556${String(ownCustomer.number).slice(-4)}`;
    await asAdmin(
      adminUrl(data, "juniper_shop"),
      "update retail.person set mobile = $2 where person_no = $1",
      [ownCustomer.number, number],
    );
    const words = ["--name", `Texts ${randomUUID()}`, "--scopes", "decisions", "--json"];
    const { told } = await forthright(["key", "create", ...words]);
    const client = createForthright({ url: site, key: JSON.parse(told).secret });
    const question = {
      customer: { email: ownCustomer.email },
      purpose: "offers",
      channel: "sms",
      fresh: true,
    };
    await use({
      ...{ number, customer: ownCustomer },
      text: (body, more) => textUs(site, { From: number, Body: body, ...more }),
      reason: async () => (await client.mayI(question)).reason,
    });
  },
});

const soon = { timeout: 1_000, intervals: [10, 20, 50] };
const CELL = "Offers and sales by text";

test("a text says stop: one text back, decisions and pages follow, and only START opens it again", async ({
  page,
  signIn,
  texting: { text, reason, customer },
  expectAccessible,
}) => {
  await signIn(customer.email);
  await page.goto("/choices");
  const offers = page.getByRole("switch", { name: CELL, exact: true });
  const isOn = (on: boolean) => expect(offers).toHaveAttribute("aria-checked", String(on));
  if ((await offers.getAttribute("aria-checked")) === "false") await offers.click();
  await isOn(true);
  await expect.poll(reason, soon).toBe("granted");

  const sent = await text("Stop please!");
  expect(sent.status).toBe(200);
  expect(sent.answer).toContain("stopped. We send no more texts to this number.");
  await expect.poll(reason, soon).toBe("channel_stopped");
  expect(await text("STOP")).toEqual({ status: 200, answer: "" });

  await page.goto("/choices");
  const main = page.getByRole("main");
  const said = new RegExp(
    `Stopped by your text of .+\\. Text START to \\${account.from} if you want texts again\\.`,
  );
  await expect(main.getByText(said).first()).toBeVisible();
  await expect(page.getByRole("switch", { name: / by text$/ })).toHaveCount(0);
  await expect(page.getByRole("switch", { name: / by email$/ }).first()).toBeVisible();
  await expectAccessible();
  await page.goto("/activity?kind=choices");
  await expect(page.getByText("You stopped all our texts by a text")).toBeVisible();

  expect((await text("start")).answer).toContain("this number can get texts again. Offers stay off");
  await expect.poll(reason, soon).toBe("withdrawn");
  await page.goto("/choices");
  await isOn(false);
  await expect(main.getByText(/Turned off by your text/).first()).toBeVisible();
  await offers.click();
  await isOn(true);
  await expect.poll(reason, soon).toBe("granted");
});

test("what may be a stop holds offers back until somebody at the desk says what it was", async ({
  signIn,
  page,
  texting: { text, reason, customer, number },
}) => {
  await signIn(customer.email);
  const words = `who gave you my number, ${randomUUID()}`;
  expect(await text(words)).toEqual({ status: 200, answer: "" });
  await page.goto("/choices");
  await expect(page.getByText(/One of us reads it first/).first()).toBeVisible();
  const offers = page.getByRole("switch", { name: CELL, exact: true });
  if ((await offers.getAttribute("aria-checked")) === "false") await offers.click();
  await expect(offers).toHaveAttribute("aria-checked", "true");
  await expect.poll(reason, soon).toBe("channel_stopped");

  const desk = await deskOf("support");
  const { text: shown } = await desk.get("/desk/texts");
  expect(shown).toContain(words);
  expect(shown).toContain(`••${number.slice(-2)}`);
  expect(shown).not.toContain(number.slice(-7));
  const row = shown.slice(shown.indexOf(words));
  const [stop, notStop] = formsOf(row).filter(({ fields }) => "text" in fields);
  expect([stop?.fields.is, notStop?.fields.is]).toEqual(["stop", "not_stop"]);
  const { location } = await desk.send("/desk/texts", notStop?.fields ?? {});
  expect(location).toContain("/desk/texts?did=not_stop");
  await expect.poll(reason, soon).toBe("granted");
  expect((await desk.get("/desk/texts")).text).not.toContain(words);
  expect((await desk.get("/desk/texts?did=not_stop")).text).toContain("Kept open.");
});

test("a form that is not signed for this address is refused", async () => {
  const body = new URLSearchParams({
    MessageSid: "SM1",
    From: "+14155560000",
    To: account.from,
    Body: "STOP",
  });
  const headers = { "x-twilio-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" };
  const { status } = await fetch(`${site}/api/inbound/sms`, { method: "POST", headers, body });
  expect(status).toBe(403);
});
