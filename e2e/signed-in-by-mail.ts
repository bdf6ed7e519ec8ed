import { expect, type Page } from "@playwright/test";
import type { MailServer } from "./peers/mail-server";

/** Signs a person in by the code of the message that a real mail server took for them. */
export async function signInByMail(page: Page, { mail, email }: { mail: MailServer; email: string }) {
  const after = mail.taken.length;
  await page.goto("/sign-in");
  await page.getByLabel(/^Email (address|or phone number)$/).fill(email);
  await page.getByRole("button", { name: "Send me a code and a link" }).click();
  await expect(page.getByLabel("8-digit code")).toBeVisible();
  const message = await mail.waitFor(email, { after });
  const code = /(?<![\w-])(\d{4})[ \u00a0]?(\d{4})\b/.exec(message.text)?.slice(1).join("") ?? "";
  await page.getByLabel("8-digit code").fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL("/");
  return message;
}
