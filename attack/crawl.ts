import type { Client } from "./client";
import { unescaped } from "./forms";
import { type PageForm, pageForms } from "./page-forms";

export interface Crawled {
  /** Paths that opened, with what they answered. */
  pages: Map<string, string>;
  /** One form of each kind. */
  forms: Map<string, PageForm>;
}

/** Addresses of one pattern, such as the days of a calendar, of which these many are opened. */
const OF_A_KIND = 2;

/** How many pages are asked for at a time. */
const AT_ONCE = 6;

/** Opens every page that somebody finds by following links, from `from` on. At most `most` pages. */
export async function crawl(who: Client, from: readonly string[], most = 120): Promise<Crawled> {
  const found: Crawled = { pages: new Map(), forms: new Map() };
  const kinds = new Map<string, number>();
  const asked = new Set<string>();
  const isNew = (path: string) => {
    const kind = patternOf(path);
    const seen = kinds.get(kind) ?? 0;
    if (asked.has(path) || seen >= OF_A_KIND || asked.size >= most) return false;
    kinds.set(kind, seen + 1);
    asked.add(path);
    return true;
  };
  for (let waiting = from.filter(isNew); waiting.length > 0; ) {
    const led = await Promise.all(waiting.splice(0, AT_ONCE).map((path) => open(who, path, found)));
    waiting.push(...led.flat().filter(isNew));
  }
  return found;
}

/** @returns where a page leads. */
async function open(who: Client, path: string, { pages, forms }: Crawled): Promise<string[]> {
  const { status, text, headers, location } = await who.get(path);
  if (location?.startsWith("/")) return [location];
  if (status !== 200 || !(headers.get("content-type") ?? "").startsWith("text/html")) return [];
  pages.set(path, text);
  for (const form of pageForms(path, text)) if (!forms.has(form.kind)) forms.set(form.kind, form);
  return linksOf(text);
}

const linksOf = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*\shref="(\/[^"#]*)/g)]
    .map(([, href = ""]) => unescaped(href))
    .filter((href) => !href.startsWith("//") && !href.startsWith("/_next/") && !href.startsWith("/theme/"));

/** The address without what differs from one record to the next. */
const patternOf = (path: string): string =>
  path
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9_-]{30,}/g, "…")
    .replaceAll(/=[^&]*/g, "=…")
    .replaceAll(/\d+/g, "0");
