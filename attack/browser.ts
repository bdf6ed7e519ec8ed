import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import type { Client } from "./client";

/** What became of pages that were loaded by a real browser. */
export interface Watch {
  /** Opens a page and looks at all of it. */
  load(path: string): Promise<void>;
  /** Shows HTML that came some other way, such as in a message, where no policy protects. */
  show(html: string): Promise<void>;
  pages: number;
  findings: string[];
  close(): Promise<void>;
}

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function executable(): string | undefined {
  const { CHROMIUM_PATH, PATH = "" } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  return PATH.split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** A browser for many people, one after the other. */
export async function openBrowser() {
  const executablePath = executable();
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-gpu"],
  });
}

type Browser = Awaited<ReturnType<typeof openBrowser>>;

/** Somebody's pages in a browser of their own, in which whatever runs that should not is heard. */
export async function watchPages(browser: Browser, who: Client): Promise<Watch> {
  const context = await browser.newContext({ locale: "en-GB" });
  await context.addCookies([...who.cookies].map(([name, value]) => ({ name, value, url: who.url })));
  const watch = { pages: 0, findings: [] as string[], at: "" };
  const find = (what: string) => void watch.findings.push(`${watch.at}: ${what}`);
  await listen(context, find);
  const page = await context.newPage();
  page.on("dialog", (dialog) => {
    find(`a dialog said ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && !request.url().startsWith(who.url))
      find(`it asked for ${request.url()}`);
  });
  const look = async () => {
    watch.pages += 1;
    for (const found of await page.evaluate(lookAround)) find(found);
  };
  return {
    ...watch,
    get pages() {
      return watch.pages;
    },
    async load(path) {
      watch.at = path;
      const go = () => page.goto(who.url + path, { waitUntil: "load", timeout: 60_000 });
      // What the page before still wanted may get in the way once.
      await go().catch(go);
      await stir(page);
      await look();
    },
    async show(html) {
      watch.at = html
        .replaceAll(/<[^>]*>/g, "")
        .trim()
        .slice(0, 60);
      await page.setContent(html, { waitUntil: "load" });
      await look();
    },
    close: () => context.close(),
  };
}

/** The canary itself, and the browser's own word of what its policy had to stop. */
async function listen(context: BrowserContext, find: (what: string) => void): Promise<void> {
  await context.exposeFunction("canary", (n: unknown) => find(`canary ${n} ran`));
  await context.exposeFunction("violated", (what: string) => find(`the policy stopped ${what}`));
  await context.addInitScript(() => {
    document.addEventListener(
      "securitypolicyviolation",
      ({ violatedDirective, blockedURI, sample, lineNumber }) => {
        const told: unknown = Reflect.get(window, "violated");
        if (typeof told === "function") told(`${violatedDirective} ${blockedURI} ${sample} at ${lineNumber}`);
      },
    );
  });
}

/** Opens what is folded, and goes over all with the pointer and the key. */
async function stir(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    for (const one of document.querySelectorAll<HTMLElement>("main *")) {
      for (const type of ["pointerover", "mouseover", "focus", "pointerrawupdate"])
        one.dispatchEvent(new Event(type, { bubbles: true }));
    }
  });
}

/** Elements that no page of the product has, and attributes that would run something. */
function lookAround(): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll("*")) {
    const { localName } = element;
    if (
      /^(iframe|object|embed|frameset|base|portal|xss|x|marquee|plaintext|math|foreignobject|animate)$/i.test(
        localName,
      )
    )
      found.push(`an element ${localName}`);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`${localName} has ${name}=${value}`);
      const leads = /^(href|src|action|formaction|xlink:href|data|srcdoc|srcset|background)$/i.test(name);
      // Browsers pass over whatever is no letter in front of a scheme, and over breaks within it.
      const scheme = value.replaceAll(/[\t\r\n]/g, "").replace(/^\P{L}+/u, "");
      if (leads && /^(javascript|vbscript|data:text)/i.test(scheme))
        found.push(`${localName} has ${name}=${value}`);
      if (leads && /evil\.example/.test(value) && localName !== "a")
        found.push(`${localName} has ${name}=${value}`);
    }
  }
  return found;
}
