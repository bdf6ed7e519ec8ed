import { articlesOf, type Browserless, unescaped } from "@/e2e/browserless";
import { ask } from "./asked";
import { clubLies } from "./club-lies";
import { exactly, type Fault, type Measured, told, within } from "./fault";
import type { Ground } from "./ground";
import { residentMb } from "./memory";
import { page } from "./questions";
import { shopLies } from "./shop-lies";

/** Longest that a source may take is three seconds in the demo's brand folder. */
const LONGEST_MS = 5_000;

/** Sources that are slow, huge, lying or silent. Only what comes from them may suffer. */
export const sourcesLie: Fault = {
  name: "sources-lie",
  title: "sources slow, huge, lying, hanging",
  async run(ground, extent) {
    const app = await ground.app();
    try {
      const seen = new Look(ground, app.url);
      await seen.rightly();
      const tried = <Way>(all: readonly (readonly [string, Way])[]) =>
        all.filter(([name]) => !extent.short || !ALIKE.test(name));
      const ways = tried(Object.entries(clubLies));
      const all = async (wanted: typeof ways) => {
        for (const [name, manner] of wanted) {
          ground.club.behave(manner);
          await seen.lied(name, CLUB, extent.of(10, 3));
        }
        ground.club.behave(null);
      };
      await all(ways);
      // What the first round took may be kept for the next; the next may not take as much again.
      const before = residentMb(app.pid());
      await all(ways.filter(([name]) => HUGE.test(name)));
      const grown = residentMb(app.pid()) - before;
      const lies = tried(shopLies(ground).map((lie) => [lie.name, lie] as const));
      for (const [name, { tell, takeBack }] of lies) {
        await tell();
        await seen.lied(name, null, extent.of(5, 2)).finally(takeBack);
      }
      await seen.rightly();
      const done = `${ways.length} ways of an HTTP source, ${lies.length} of a database`;
      return {
        done,
        numbers: [
          ...seen.judged(),
          {
            what: "memory that the huge ones take a second time",
            came: `${grown.toFixed(0)} MB more`,
            goal: "≤ 100 MB",
            held: grown <= 100,
          },
        ],
      };
    } finally {
      ground.club.behave(null);
      await app.kill();
    }
  },
};

/** Ways that cost memory. */
const HUGE = /without an end|thousand/;

/** Ways that end as others do, when the source's own time is over. The short form leaves them out. */
const ALIKE = /begins and|one byte|an array|million|locked/;

/** Names of the cards that come from the club. */
const CLUB = /points/i;

const NOT_AVAILABLE = /not available right now/i;

/** What somebody sees of what is held about them, card by card. */
class Look {
  private right = new Map<string, string>();
  private readonly other: string[] = [];
  private readonly unanswered: string[] = [];
  private slowest = { ms: 0, how: "" };
  private pages = 0;

  constructor(
    private readonly ground: Ground,
    private readonly url: string,
  ) {}

  private get person(): Browserless | undefined {
    return this.ground.people[0];
  }

  /** All sources tell the truth: this is how it is to look. */
  async rightly(): Promise<void> {
    const cards = await this.cards();
    const missing = [...cards].filter(([, text]) => NOT_AVAILABLE.test(text)).map(([name]) => name);
    if (missing.length > 0) this.other.push(...missing.map((name) => `${name}: not back`));
    this.right = cards;
  }

  /** One source lies, to several at once; only cards whose name `own` matches may look otherwise. null: those of the shop. */
  async lied(how: string, own: RegExp | null, atOnce: number): Promise<void> {
    const all = await Promise.all(Array.from({ length: atOnce }, () => this.cards(how)));
    for (const cards of all)
      for (const [name, text] of this.right) {
        const suffers = own ? own.test(name) : !CLUB.test(name);
        if (!suffers && cards.get(name) !== text) this.other.push(`${name}: ${how}`);
      }
  }

  private async cards(how = "the truth"): Promise<Map<string, string>> {
    const { status, text, ms } = await ask(page(this.url, "/data?whole=1", this.person));
    this.pages += 1;
    if (ms > this.slowest.ms) this.slowest = { ms, how };
    if (status !== 200) this.unanswered.push(`${how}: ${status}`);
    return new Map(articlesOf(text).map((article) => [nameOf(article), wordsOf(article)]));
  }

  judged(): Measured[] {
    for (const line of new Set([...this.other, ...this.unanswered])) process.stdout.write(`  ${line}\n`);
    return [
      told("pages of held data", this.pages),
      exactly("of them not answered 200", this.unanswered.length, 0),
      within(`slowest (${this.slowest.how})`, this.slowest.ms, LONGEST_MS),
      exactly("cards of other sources that looked otherwise", this.other.length, 0),
    ];
  }
}

const nameOf = (article: string): string => wordsOf(/<h\d[^>]*>([\s\S]*?)<\/h\d>/.exec(article)?.[1] ?? "");

const wordsOf = (html: string): string =>
  unescaped(html.replace(/<[^>]*>/g, " "))
    .replace(/\s+/g, " ")
    .trim();
