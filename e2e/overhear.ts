import type { Page } from "@playwright/test";

/** What pages asked of anybody else, and what the browser complained of: a broken policy, an error, a dialog. */
export interface Overheard {
  elsewhere: string[];
  said: string[];
}

export const NOTHING: Overheard = { elsewhere: [], said: [] };

/** Listens to every page that is opened from now on. */
export async function overhear(page: Page, site: string): Promise<Overheard> {
  const [elsewhere, said]: [string[], string[]] = [[], []];
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== site && protocol !== "data:") elsewhere.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("dialog", async (dialog) => {
    said.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      console.error(`violates ${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  return { elsewhere, said };
}
