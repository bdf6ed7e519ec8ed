import { type Attack, Tally } from "./attack";
import { openCachingProxy } from "./caching-proxy";
import { shownIn } from "./canaries";
import type { Answer } from "./client";
import { type Crew, crewOf } from "./crew";
import { isUnkept } from "./guarded";
import { inParallel } from "./parallel";
import { judge, type Reader } from "./readers";
import { addressesOf, openDocuments } from "./routes";
import type { Target } from "./target";

/** Ways in which an address is made to look like a file, or like another address, on its way through caches. */
const disguises: readonly [name: string, (path: string) => string][] = [
  ["as it is", (path) => path],
  ["/x.css", (path) => end(path, "/x.css")],
  ["/x.js", (path) => end(path, "/x.js")],
  [".css", (path) => end(path, ".css")],
  [";.js", (path) => end(path, ";.js")],
  ["%3b.css", (path) => end(path, "%3b.css")],
  ["%2f..", (path) => end(path, "%2f..%2fx.css")],
  ["%00.css", (path) => end(path, "%00.css")],
  ["%0a.css", (path) => end(path, "%0a.css")],
  ["?x.css", (path) => `${path}${path.includes("?") ? "&" : "?"}x.css`],
  ["static first", (path) => `/_next/static/..%2f..${path}`],
  ["theme first", (path) => `/theme/..%2f${path.slice(1)}`],
  ["_rsc", (path) => `${path}${path.includes("?") ? "&" : "?"}_rsc=1a2b3`],
  [".rsc", (path) => end(path, ".rsc")],
  ["two slashes", (path) => `//${path.slice(1)}`],
];

const end = (path: string, more: string) => path.replace(/(?<=.)\/?(?=[?#]|$)/, more);

/** A cache between people and the product that keeps all it may keeps nothing of anybody. */
export const attack: Attack = {
  name: "cache",
  threat: "T29",
  async run(target) {
    const tally = new Tally();
    const crew = await crewOf(target);
    const proxy = await openCachingProxy(target.url);
    try {
      await target.forgetLimits();
      await throughProxy(target, { crew, tally, url: proxy.url });
      for (const path of proxy.kept()) tally.check(isOpen(path), `a cache may keep ${path}`);
      target.say(
        `   the cache kept ${proxy.kept().length} addresses and answered ${proxy.hits()} times from them`,
      );
      tally.check(proxy.hits() > 0, "the cache never answered from what it kept: it kept nothing at all");
    } finally {
      await proxy.close();
    }
    return tally;
  },
};

/** What is the same for everybody: files of the build, the brand's pictures, the API's own documents. */
const isOpen = (path: string) =>
  /^\/_next\/static\/[^%]+$/.test(path) ||
  /^\/theme\/[\w-]+\.svg(\?|$)/.test(path) ||
  openDocuments.includes(path.replace(/\?.*/, ""));

interface Around {
  crew: Crew;
  tally: Tally;
  url: string;
}

async function throughProxy(target: Target, { crew, tally, url }: Around): Promise<void> {
  const paths = [...new Set([...addressesOf(crew.ids), ...openDocuments, crew.ids.stop, "/theme/logo.svg"])];
  const chosen = target.short
    ? paths.filter((_, at) => at % 3 === 0).concat("/data?whole=1", "/account")
    : paths;
  const ways = disguises.filter((_, at) => !target.short || at % 4 === 0);
  const forms: Record<string, string>[] = [{}, { rsc: "1" }, { rsc: "1", "next-router-prefetch": "1" }];
  const headers = forms.slice(0, target.short ? 2 : 3);
  const asked = chosen.flatMap((path, n) =>
    ways.flatMap(([, way], w) =>
      headers
        .filter((_, h) => !target.short || (n + w + h) % 2 === 0)
        .map((more) => ({ path: way(path), more })),
    ),
  );
  const { owner, other } = crew;
  const foreign: Reader[] = [
    { name: "another customer", client: other.person, may: () => [other] },
    { name: "nobody", client: target.guest(), may: () => [] },
  ];
  const mine = owner.person.copy(url);
  let own = 0;
  await inParallel(asked, 8, async ({ path, more }) => {
    const answer = await mine.get(path, more);
    own += shownIn(answer, [owner]).length;
    expectUnkept(tally, path, answer);
  });
  tally.check(own > 0, "the owner saw nothing of their own behind the cache");
  for (const reader of foreign) {
    const theirs = reader.client.copy(url);
    await inParallel(asked, 8, async ({ path, more }) => {
      const answer = await theirs.get(path, more);
      judge(tally, { answer, what: `GET ${path} behind a cache`, reader, crew });
      expectUnkept(tally, path, answer);
    });
  }
}

function expectUnkept(tally: Tally, path: string, { headers, status }: Answer): void {
  const said = headers.get("cache-control");
  if (isOpen(path) && status === 200) return;
  tally.check(isUnkept(said), `${path} answers ${status} with cache-control ${said}`);
}
