import type { Page } from "@playwright/test";
import {
  type Customer,
  claimCustomer,
  data,
  expect,
  forgetLimits,
  newestMessage,
  nextMessage,
  test,
} from "./fixtures";
import { adminUrl, asAdmin } from "./running";

/** Gives a customer of the demo's shop a number of their own, and no email where they have only a phone. */
async function withPhone({ number }: Customer, { alone }: { alone: boolean }): Promise<string> {
  const phone = `+35192${String(5_000_000 + number)}`;
  const email = alone ? ", email = ''" : "";
  await asAdmin(
    adminUrl(data, "juniper_shop"),
    `update retail.person set mobile = $1${email} where person_no = $2`,
    [phone, number],
  );
  return phone;
}

async function ask(page: Page, who: string): Promise<void> {
  await forgetLimits();
  await page.goto("/sign-in");
  await page.getByLabel("Email or phone number").fill(who);
  await page.getByRole("button", { name: "Send me a code and a link" }).click();
}

async function enter(page: Page, code: string): Promise<void> {
  await page.getByLabel("8-digit code").fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
}

for (const javaScriptEnabled of [true, false])
  test.describe(`with a phone alone, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("in by the code of a text, known by the number, and proved again by it", async ({
      page,
      expectAccessible,
    }) => {
      const phone = await withPhone(await claimCustomer(), { alone: true });
      await ask(page, `${phone.slice(4, 7)} ${phone.slice(7)}`);
      await expect(
        page.getByRole("heading", { name: "If we know this number, a text is on its way" }),
      ).toBeVisible();
      if (javaScriptEnabled) await expectAccessible();
      const text = await nextMessage({ email: phone });
      expect(text.subject).toBe("A text");
      expect(text.text).toContain(`@localhost #${text.code}`);
      await enter(page, text.code);
      await expect(page).toHaveURL("/");

      await page.goto("/account");
      const masked = `+351 ••• ••${phone.slice(-2)}`;
      await expect(page.getByRole("main")).toContainText(`signed in as ${masked}`, { ignoreCase: true });
      await page.getByRole("link", { name: "Enter a new code" }).click();
      await expect(page.getByRole("main")).toContainText("We text a code to your phone");
      await page.getByRole("button", { name: "Send me a new code" }).click();
      await expect(page.getByLabel("8-digit code")).toBeVisible();
      const again = await nextMessage({ email: phone, after: text.id });
      await enter(page, again.code);
      await expect(page).toHaveURL("/account");
    });
  });

test("a number that nobody has gets the same page and no text; what is no number is said so", async ({
  page,
}) => {
  const known = await withPhone(await claimCustomer(), { alone: false });
  const answers: string[] = [];
  for (const who of [known, "+351 929 999 999"]) {
    await ask(page, who);
    await expect(page.getByLabel("8-digit code")).toBeVisible();
    answers.push(await page.getByRole("main").innerHTML());
  }
  expect(answers[1]).toBe(answers[0]);
  await nextMessage({ email: known });
  expect(await newestMessage("+351929999999")).toBeNull();

  await ask(page, "+351 12");
  await expect(page.getByLabel("Email or phone number")).toHaveAccessibleDescription(
    /This is not a phone number that a text can reach\. Write it with \+ and its country, such as \+351/,
  );
  await expect(page.getByLabel("Email or phone number")).toHaveValue("+351 12");
});
