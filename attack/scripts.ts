import { type Attack, Tally } from "./attack";
import { openBrowser, watchPages } from "./browser";
import type { Client } from "./client";
import { crawl } from "./crawl";
import { hostileHouse, type Watched } from "./hostile";
import { people } from "./hostile-people";
import { scripts } from "./lists/scripts";

const all = scripts();
const marked = all.filter(({ text }) => text.includes("<"));

/** A page whose markup holds one of them as it was typed has taken it for markup. */
const unescapedIn = (html: string): string[] =>
  marked.filter(({ text }) => html.includes(text)).map(({ text }) => text);

/** Texts that come back in the page itself: what was searched for, where one came from, what was wrong. */
async function tryAddresses({ house }: Watched, person: Client, tally: Tally): Promise<void> {
  const names = [
    "next",
    "problem",
    "form",
    "sent",
    "refused",
    "link",
    "item",
    "kind",
    "from",
    "to",
    "q",
    "page",
  ];
  for (const [n, { text }] of all.entries()) {
    if (house.short && n % 5 !== 0) continue;
    const name = names[n % names.length] ?? "next";
    const path =
      ["/sign-in", "/data", "/requests", "/activity", "/choices", "/terms/privacy-notice/difference"][
        n % 6
      ] ?? "/";
    for (const at of [`${path}?${name}=${encodeURIComponent(text)}`, `/${encodeURIComponent(text)}`]) {
      const { status, text: html, headers } = await person.copy().get(at);
      const isPage = (headers.get("content-type") ?? "").startsWith("text/html");
      tally.check(
        status < 500 && !(isPage && unescapedIn(html).length > 0),
        `${at}: ${status} ${unescapedIn(html)[0] ?? ""}`,
      );
    }
  }
  const problem = await house
    .guest()
    .ask("/api/v1/customers", { headers: { "idempotency-key": "<script>canary(1)</script>" } });
  tally.check(!/^text\/html/.test(problem.headers.get("content-type") ?? ""), "the API answers in HTML");
}

export const attack: Attack = {
  name: "scripts",
  threat: "T26",
  beside: true,
  async run(target) {
    const tally = new Tally();
    const watched = await hostileHouse(target);
    const found = await people(watched, target.short);
    tally.check(
      all.length >= 200 && watched.planted >= 200,
      `${all.length} texts in ${watched.planted} places`,
    );
    const browser = await openBrowser();
    let seen = 0;
    let loaded = 0;
    try {
      for (const { name, who, from } of found.all) {
        const { pages } = await crawl(who, from, target.short ? 12 : 60);
        const watch = await watchPages(browser, who);
        for (const [at, [path, html]] of [...pages].entries()) {
          seen += marked.filter(({ n }) => new RegExp(`canary\\(${n}\\)`).test(html)).length;
          const raw = unescapedIn(html);
          tally.check(raw.length === 0, () => `${name} at ${path} unescaped: ${raw.slice(0, 3)}`);
          if (target.short && at % 3 !== 0) continue;
          const before = watch.findings.length;
          await watch.load(path);
          loaded += 1;
          tally.check(
            watch.findings.length === before,
            () => `${name} at ${watch.findings.slice(before, before + 3).join("; ")}`,
          );
        }
        await watch.close();
      }
      await tryAddresses(watched, found.all[1]?.who ?? target.guest(), tally);
      const watch = await watchPages(browser, watched.house.guest());
      for (const mail of watched.mail.taken) {
        const raw = unescapedIn(mail.html);
        await watch.show(mail.html);
        tally.check(raw.length === 0, () => `a message unescaped: ${raw.slice(0, 3)}`);
      }
      tally.check(watch.findings.length === 0, () => `messages: ${watch.findings.slice(0, 5).join("; ")}`);
    } finally {
      await browser.close();
    }
    tally.check(seen >= 200, `only ${seen} of the texts were on the pages`);
    target.say(
      `   ${all.length} texts in ${watched.planted} places of brand and shop, ${found.written} written by people; ${seen} on pages, ${loaded} pages in Chromium, ${watched.mail.taken.length} messages`,
    );
    return tally;
  },
};
