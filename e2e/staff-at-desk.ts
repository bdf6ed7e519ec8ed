import type { Page } from "@playwright/test";
import { data, expect, forgetLimits, newestMessage, nextMessage, oneAtATime } from "./fixtures";
import { adminUrl, asAdmin } from "./running";
import { type StaffRole, staff, totpOf } from "./staff";

/** Somebody of the demo's staff by their role, or somebody whom a test has added. */
type Who = StaffRole | { email: string; name: string; totpKey: string };

const personOf = (who: Who) => (typeof who === "string" ? staff[who] : who);

const TOTP = "6-digit code from your authenticator app";

/**
 * Signs somebody of the demo's staff in as they would: the code from the message, then what their authenticator
 * shows. Tests do not wait for its next code: the step that was used is forgotten.
 */
export function signInStaff(page: Page, who: Who, to = "/desk"): Promise<void> {
  return oneAtATime(personOf(who).email, () => signIn(page, who, to));
}

/** Lets nobody else sign in as this role meanwhile, and gives back the authenticator that the demo knows. */
export function aloneAs(role: StaffRole, work: (signIn: SignIn) => Promise<void>): Promise<void> {
  const { email, name } = staff[role];
  return oneAtATime(email, async () => {
    const [row] = await asAdmin<{ totp: string }>(
      adminUrl(data),
      "select encode(totp_sealed, 'hex') as totp from staff where name = $1",
      [name],
    );
    try {
      await work((page, to) => signIn(page, role, to));
    } finally {
      const back = "update staff set totp_sealed = decode($2, 'hex'), totp_step = null where name = $1";
      await asAdmin(adminUrl(data), back, [name, row?.totp]);
    }
  });
}

type SignIn = (page: Page, to: string) => Promise<void>;

async function signIn(page: Page, who: Who, to: string): Promise<void> {
  await firstStep(page, who, to);
  await secondStep(page, who);
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** Asks for the code and types it: the second step is asked for then. */
export async function firstStep(page: Page, who: Who, to: string): Promise<void> {
  const { email } = personOf(who);
  await forgetLimits();
  const before = await newestMessage(email);
  await page.goto(`/desk/sign-in?next=${encodeURIComponent(to)}`);
  await page.getByLabel("Your work email address").fill(email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  const code = page.getByLabel("8-digit code");
  await expect(code).toBeVisible();
  await code.fill((await nextMessage({ email, after: before?.id })).code);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/desk\/sign-in\/second/);
}

/** Types what the authenticator shows, where the page asks for it. */
export async function secondStep(page: Page, who: Who): Promise<void> {
  const field = page.getByLabel(TOTP);
  await expect(field).toBeVisible();
  await forgetTotpSteps(who);
  await field.fill(totpOf(personOf(who).totpKey));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(field).toBeHidden();
}

/** As if this one had never signed in. Inside `aloneAs`, which gives everything back. */
export async function forgetTotp(role: StaffRole): Promise<void> {
  await asAdmin(adminUrl(data), "update staff set totp_sealed = null where name = $1", [staff[role].name]);
}

/** As if the last code had been used long ago. */
export async function forgetTotpSteps(who: Who): Promise<void> {
  await asAdmin(adminUrl(data), "update staff set totp_step = null where name = $1", [personOf(who).name]);
}
