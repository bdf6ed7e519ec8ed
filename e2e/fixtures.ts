import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import pg from "pg";
import { articlesOf, Browserless, unescaped } from "./browserless";
import { type PersonaId, people } from "./people";
import { adminUrl, asAdmin } from "./running";

interface Fixtures {
  /** Signs a person in as they would: ask, read the message, type the code. An email address, or a persona. */
  signIn(who: PersonaId | string, on?: Page): Promise<void>;
  /** Nothing that axe knows of may be wrong with the page as it stands. */
  expectAccessible(on?: Page): Promise<void>;
  /** A customer of the demo whom no other test meets, so that tests may change what they like at once. */
  ownCustomer: Customer;
}

/** One of the demo's three hundred: they read English and have a phone number. */
export interface Customer {
  email: string;
  /** Their number in the shop. */
  number: number;
}

/** Where the demo under test is served, as the configuration says. */
export const site = `http://localhost:${process.env.E2E_PORT ?? "3131"}`;

export const data =
  process.env.E2E_DATA ?? join(tmpdir(), `forthright-e2e-${process.env.E2E_PORT ?? "3131"}`);

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter and wants a pattern
  ownCustomer: async ({}, use) => {
    await use(await claimCustomer());
  },
  signIn: async ({ page, baseURL }, use) => {
    await use((who, on = page) => {
      const email = emailOf(who);
      return oneAtATime(email, () => signInByCode(on, { email, url: baseURL ?? site }));
    });
  },
  expectAccessible: async ({ page }, use) => {
    await use(async (on = page) => {
      // Our pages have no frames, and what passed needs no account: half of the time.
      const { violations } = await new AxeBuilder({ page: on })
        .options({ resultTypes: ["violations"] })
        .setLegacyMode()
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(" ")) })),
      ).toEqual([]);
    });
  },
});

export { expect };

const emailOf = (who: PersonaId | string): string => (who in people ? people[who as PersonaId] : who);

const SHARED = "familie.brandt@example.com";

/** Hands out each customer once, also to tests that run at the same time and to later runs on the same data. */
export async function claimCustomer(): Promise<Customer> {
  const counter = adminUrl(data, "postgres");
  await asAdmin(
    counter,
    "select pg_advisory_xact_lock(20); create sequence if not exists claimed_by_tests minvalue 0",
  );
  const [turn] = await asAdmin<{ turn: string }>(counter, "select nextval('claimed_by_tests') as turn");
  const customers = await asAdmin<Customer>(
    adminUrl(data, "juniper_shop"),
    `select email, person_no as number from retail.person
      where person_no > 10005 and lang = 'en' and mobile is not null and email <> $1 order by person_no`,
    [SHARED],
  );
  const customer = customers[Number(turn?.turn)];
  if (!customer)
    throw new Error(`All ${customers.length} customers have met a test: begin on a new data folder.`);
  return customer;
}

/** Counts of earlier tests do not stand in the way of this one. */
export async function forgetLimits(): Promise<void> {
  await asAdmin(adminUrl(data), "delete from limits");
}

/** A newer code voids an older one, so two tests that sign in the same person wait for each other. */
export async function oneAtATime(who: string, work: () => Promise<void>): Promise<void> {
  const turn = new pg.Client({ connectionString: adminUrl(data, "postgres") });
  await turn.connect();
  try {
    await turn.query("select pg_advisory_lock(21, hashtext($1))", [who]);
    await work();
  } finally {
    await turn.end();
  }
}

/** By the forms alone, which is quicker: what the pages of signing in look like has journeys of its own. */
async function signInByCode(page: Page, { email, url }: { email: string; url: string }): Promise<void> {
  await forgetLimits();
  const person = new Browserless(url, { "user-agent": await page.evaluate(() => navigator.userAgent) });
  await person.signIn(email);
  await page
    .context()
    .addCookies([...person.cookies].map(([name, value]) => ({ name, value, url, httpOnly: true })));
  await page.goto("/");
}

/** One message of the demo's outbox. */
export interface Message {
  id: string;
  subject: string;
  text: string;
  code: string;
  link: string;
}

/** Waits for a message to `email` that is newer than `after`. */
export async function nextMessage(wanted: { email: string; after?: string }): Promise<Message> {
  let found: Message | null = null;
  await expect
    .poll(
      async () => {
        found = await newestMessage(wanted.email);
        return found !== null && found.id !== wanted.after;
      },
      { message: `a message to ${wanted.email}`, intervals: [50, 100, 200] },
    )
    .toBe(true);
  if (!found) throw new Error("no message");
  return found;
}

/** The newest message to `email`. */
export async function newestMessage(email: string): Promise<Message | null> {
  const { text } = await new Browserless(site).get("/demo/outbox");
  const article = articlesOf(text).find((part) => unescaped(part).includes(email));
  return article === undefined ? null : readMessage(article);
}

const withoutTags = (html: string): string =>
  unescaped(html.replaceAll(/<\/p>|<br\/?>/g, "\n").replaceAll(/<[^>]*>/g, ""));

function readMessage(article: string): Message {
  const text = withoutTags(article);
  return {
    id: /aria-labelledby="([^"]*)"/.exec(article)?.[1] ?? "",
    subject: withoutTags(/<h2[^>]*>(.*?)<\/h2>/s.exec(article)?.[1] ?? ""),
    text,
    code: /(?<![\w-])(\d{4})[ \u00a0]?(\d{4})\b/.exec(text)?.slice(1).join("") ?? "",
    link: /https?:\/\/\S+/.exec(text)?.[0] ?? "",
  };
}
