/* Pictures of every page, wide and narrow, light and dark, in English and Chinese, and one sheet with all of them.
   npm run contact-sheet -- --url http://localhost:3000 --out /tmp/sheet   (a running demo; CHROMIUM_PATH as for the tests) */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";

interface Route {
  path: string;
  signedIn: boolean;
}

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:3000" },
    out: { type: "string", default: "test-results/contact-sheet" },
    who: { type: "string", default: "ana.ribeiro@example.com" },
    only: { type: "string" },
  },
});
const out = resolve(values.out);
const routes: Route[] = JSON.parse(readFileSync(join(import.meta.dirname, "routes.json"), "utf8"));
const wanted = routes.filter((route) => !values.only || values.only.split(",").includes(route.path));
const looks = ["en", "zh-Hans"].flatMap((locale) =>
  [1280, 390].flatMap((width) => (["light", "dark"] as const).map((scheme) => ({ locale, width, scheme }))),
);

async function newestCode(page: Page): Promise<string> {
  await page.goto("/demo/outbox");
  const newest = page.getByRole("article").filter({ hasText: values.who });
  if ((await newest.count()) === 0) return "";
  const found = /(?<![\w-])(\d{4})[ \u00a0]?(\d{4})\b/.exec(await newest.first().innerText());
  return found ? `${found[1]}${found[2]}` : "";
}

async function signIn(context: BrowserContext): Promise<void> {
  const [page, outbox] = [await context.newPage(), await context.newPage()];
  const before = await newestCode(outbox);
  await page.goto("/sign-in");
  await page.locator("input[name=who]").fill(values.who);
  await page.locator("main form:has(input[name=who]) button").first().click();
  await page.locator("input[name=code]").waitFor();
  let code = before;
  for (let tries = 0; tries < 200 && code === before; tries += 1) code = await newestCode(outbox);
  await page.locator("input[name=code]").fill(code);
  await page.locator("main form:has(input[name=code]) button").first().click();
  await page.waitForURL((url) => url.pathname === "/");
}

async function shoot(page: Page, file: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(out, file), fullPage: true, animations: "disabled" });
}

async function open(browser: Browser, look: (typeof looks)[number], state?: object): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: values.url,
    viewport: { width: look.width, height: look.width === 390 ? 844 : 900 },
    colorScheme: look.scheme,
    locale: look.locale === "en" ? "en-GB" : "zh-CN",
    timezoneId: "Europe/Berlin",
    ...(state ? { storageState: state as never } : {}),
  });
  await context.addCookies([{ name: "locale", value: look.locale, url: values.url }]);
  return context;
}

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const first = await browser.newContext({ baseURL: values.url });
await signIn(first);
const state = await first.storageState();
const sheet: string[] = [];
for (const look of looks) {
  const context = await open(browser, look, state);
  const page = await context.newPage();
  for (const route of wanted) {
    const name = route.path === "/" ? "overview" : route.path.slice(1).replaceAll("/", "-");
    const file = `${name}-${look.width}-${look.scheme}-${look.locale}.png`;
    const answer = await page.goto(route.path);
    if (answer?.status() !== 200) process.stdout.write(`${route.path}: ${answer?.status()}\n`);
    await shoot(page, file);
    sheet.push(
      `<figure><img src="${file}" width="${look.width / 4}"><figcaption>${file}</figcaption></figure>`,
    );
  }
  await context.close();
}
writeFileSync(
  join(out, "index.html"),
  `<!doctype html><meta charset="utf-8"><title>Contact sheet</title><style>body{display:flex;flex-wrap:wrap;gap:1rem;font:12px sans-serif;align-items:start}figure{margin:0}</style>${sheet.join("")}`,
);
const page = await browser.newPage({ viewport: { width: 1800, height: 1000 } });
await page.goto(`file://${join(out, "index.html")}`);
await page.screenshot({ path: join(out, "sheet.png"), fullPage: true });
await browser.close();
process.stdout.write(`${sheet.length} pictures in ${out}\n`);
