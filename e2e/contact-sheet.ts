/* Pictures of every page, the desk's and those of a visit too, wide and narrow, light and dark, in English and
   Chinese, and one sheet with all of them.
   npm run contact-sheet -- --url http://localhost:3000 --out /tmp/sheet   (a running demo; CHROMIUM_PATH as for the tests)
   --only "/desk,visit:/choices" takes these pages alone, --looks "390-dark-en" these looks. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { deskRoutes, routes, visitPaths } from "./routes";
import { customerState, type State, staffState, visitState } from "./sheet-people";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:3000" },
    out: { type: "string", default: "test-results/contact-sheet" },
    who: { type: "string", default: "ana.ribeiro@example.com" },
    only: { type: "string" },
    looks: { type: "string" },
  },
});
const out = resolve(values.out);
const wanted = values.only?.split(",");
const isWanted = (path: string) => wanted === undefined || wanted.includes(path);
const looks = ["en", "zh-Hans"]
  .flatMap((locale) =>
    [1280, 390].flatMap((width) => (["light", "dark"] as const).map((scheme) => ({ locale, width, scheme }))),
  )
  .filter(
    ({ locale, width, scheme }) => values.looks?.split(",").includes(`${width}-${scheme}-${locale}`) ?? true,
  );

async function shoot(page: Page, file: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(out, file), fullPage: true, animations: "disabled" });
}

async function open(browser: Browser, look: (typeof looks)[number], state: State): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: values.url,
    viewport: { width: look.width, height: look.width === 390 ? 844 : 900 },
    colorScheme: look.scheme,
    locale: look.locale === "en" ? "en-GB" : "zh-CN",
    timezoneId: "Europe/Berlin",
    storageState: state,
  });
  await context.addCookies([{ name: "locale", value: look.locale, url: values.url }]);
  return context;
}

/** Takes one picture. @returns its place on the sheet. */
async function picture(
  page: Page,
  { path, as, look }: { path: string; as: string; look: (typeof looks)[number] },
): Promise<string> {
  const name = path === "/" ? "overview" : path.slice(1).replaceAll(/[/?=&.]+/g, "-");
  const file = `${as}${name}-${look.width}-${look.scheme}-${look.locale}.png`;
  const answer = await page.goto(path);
  if (answer?.status() !== 200) process.stdout.write(`${path}: ${answer?.status()}\n`);
  await shoot(page, file);
  return `<figure><img src="${file}" width="${look.width / 4}"><figcaption>${file}</figcaption></figure>`;
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
const shown = { browser, url: values.url };
/** Who looks at which pages; `as` is in the pictures' names where a page alone does not tell. */
const readers: { as: string; state: () => Promise<State>; paths: string[] }[] = [
  {
    as: "",
    state: () => customerState(shown, values.who),
    paths: routes.map(({ path }) => path).filter(isWanted),
  },
  ...[...new Set(deskRoutes.map(({ role }) => role))].map((role) => ({
    as: `${role}-`,
    state: () => staffState(shown, role),
    paths: deskRoutes.flatMap((route) => (route.role === role && isWanted(route.path) ? [route.path] : [])),
  })),
  {
    as: "visit-",
    state: () => visitState(shown, values.who),
    paths: visitPaths.filter((path) => isWanted(`visit:${path}`)),
  },
];
const sheet: string[] = [];
for (const { as, state: enter, paths } of readers) {
  if (paths.length === 0) continue;
  const state = await enter();
  for (const look of looks) {
    const context = await open(browser, look, state);
    const page = await context.newPage();
    for (const path of paths) sheet.push(await picture(page, { path, as, look }));
    await context.close();
  }
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
