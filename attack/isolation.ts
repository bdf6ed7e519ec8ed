import { type Attack, Tally } from "./attack";
import { shownIn } from "./canaries";
import type { Answer, Client } from "./client";
import { type Crew, crewOf, inVisit } from "./crew";
import { tryForms } from "./foreign-forms";
import { tryKeys } from "./foreign-keys";
import { inParallel, shuffled } from "./parallel";
import { judge, readersOf } from "./readers";
import { addressesOf, builtRoutes, openDocuments, pages } from "./routes";
import type { Target } from "./target";

/** Another customer's data: nobody reads a word of it, at whatever address and in whatever form. */
export const attack: Attack = {
  name: "isolation",
  threat: "T1",
  async run(target) {
    const tally = new Tally();
    const crew = await crewOf(target);
    await inVisit(target, crew);
    for (const route of builtRoutes())
      tally.check(route in pages, `the build has ${route}, which nothing here asks for`);
    await crawl(target, crew, tally);
    await crawlOwn(crew, tally);
    await tryForms(target, { crew, readers: readersOf(target, crew), tally });
    await tryKeys(target, { crew, tally });
    return tally;
  },
};

type Ask = (who: Client, path: string) => Promise<Answer>;

const inside = (path: string, more: string) => path.replace(/(?<=.)\/?(?=[?#]|$)/, more);

/** What links of the pages load: the framework answers first where to, by the headers, and a page is loaded there. */
const flight =
  (headers: Record<string, string>): Ask =>
  async (who, path) => {
    const answer = await who.get(path, headers);
    return answer.location?.includes("_rsc") ? who.get(answer.location, headers) : answer;
  };

/** The same address as pages, programs, caches and their tricks ask for it. */
const variants: Readonly<Record<string, Ask>> = {
  page: (who, path) => who.get(path),
  flight: flight({ rsc: "1" }),
  prefetch: flight({ rsc: "1", "next-router-prefetch": "1" }),
  "segment prefetch": flight({
    ...{ rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  }),
  "flight by its query": (who, path) => who.get(`${path}${path.includes("?") ? "&" : "?"}_rsc=1`),
  head: (who, path) => who.ask(path, { method: "HEAD" }),
  "suffix .rsc": (who, path) => who.get(inside(path, ".rsc")),
  "suffix .segments": (who, path) => who.get(inside(path, ".segments/_tree.segment.rsc")),
  "deception /x.css": (who, path) => who.get(inside(path, "/x.css")),
  "another path inside": (who, path) =>
    who.get(path, { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy", "x-path": "/data" }),
};

/** In the short form the ways that have most often been open elsewhere. */
const few = ["page", "flight"];

async function crawl(target: Target, crew: Crew, tally: Tally): Promise<void> {
  const addresses = [...new Set([...addressesOf(crew.ids), ...openDocuments, crew.ids.stop, crew.ids.why])];
  const ways = Object.entries(variants).filter(([name]) => !target.short || few.includes(name));
  const readers = readersOf(target, crew).filter(
    ({ name }) => !target.short || !/ended|admin|auditor/.test(name),
  );
  // In the short form each reader has one of the ways at an address, and the next reader the other.
  const isTried = (...turns: number[]) => !target.short || turns.reduce((sum, one) => sum + one) % 2 === 0;
  const asked = readers.flatMap((reader, r) =>
    addresses.flatMap((path, n) =>
      ways.filter((_, w) => isTried(r, n, w)).map(([way, ask]) => ({ reader, path, way, ask })),
    ),
  );
  await target.forgetLimits();
  let own = 0;
  await inParallel(shuffled(asked), 12, async ({ reader, path, way, ask }) => {
    const answer = await ask(reader.client, path);
    own += reader.name === "the owner" && shownIn(answer, [crew.owner]).length > 0 ? 1 : 0;
    judge(tally, { answer, what: `${way} ${path}`, reader, crew });
  });
  target.say(`   ${asked.length} answers, the owner saw their own words in ${own}`);
  tally.check(own >= (target.short ? 5 : 20), `only ${own} answers showed the owner their own words`);
}

/** Everybody else reads their own pages at the same time: each answer has their own words or none. */
async function crawlOwn(crew: Crew, tally: Tally): Promise<void> {
  const paths = [
    "/",
    "/data?whole=1",
    "/choices",
    "/activity",
    "/requests",
    "/account",
    "/terms/terms-of-service",
  ];
  const asked = crew.more.flatMap((one) => paths.map((path) => ({ one, path })));
  let own = 0;
  await inParallel(shuffled(asked), 16, async ({ one, path }) => {
    const reader = { name: "one of many", client: one.person, may: () => [one] };
    const answer = await one.person.get(path);
    own += shownIn(answer, [one]).length;
    judge(tally, { answer, what: `page ${path}`, reader, crew });
  });
  tally.check(
    own >= crew.more.length,
    `only ${own} of ${asked.length} answers showed people their own words`,
  );
}
