import { type Attack, Tally } from "./attack";
import type { Answer, Client } from "./client";
import { demoAgent } from "./demo-staff";
import { unescaped } from "./forms";
import { leadsTo, WAYS_OFF } from "./lists/ways-off";
import { messageAfter } from "./outbox";
import type { Target } from "./target";

/** Pages that are told where to go on to, each with the names by which one may try to tell them. */
const PAGES = ["/sign-in", "/sign-in/again", "/desk/sign-in", "/desk/sign-in/second", "/desk/sign-in/again"];
const NAMES = ["next", "back", "callbackUrl", "redirect_uri", "returnTo", "url"];

/** An address of ours stays ours, in the header and in whatever the page would send on or lead to. */
function staysHere(site: string, { location, text, status, headers }: Answer): boolean {
  const cookies = headers.getSetCookie().some((one) => /^session=x|Location:/i.test(one));
  if (status >= 500 || cookies) return false;
  if (location !== null && (leadsTo(location, `${site}/x`) !== site || /[\r\n]/.test(location))) return false;
  const led = [
    ...text.matchAll(/\s(?:href|action|formaction|src)="([^"]*)"|name="(?:next|back)" value="([^"]*)"/gi),
  ];
  const told = /http-equiv="refresh" content="\d+;\s*url=([^"]*)"/i.exec(text)?.[1];
  const all = [...led.map(([, one, other]) => one ?? other ?? ""), ...(told ? [told] : [])];
  return all.every(
    (one) =>
      !/evil|javascript:|vbscript:|data:text/i.test(leadsTo(unescaped(one), `${site}/x`) === site ? "" : one),
  );
}

/** What is half of a character cannot be written in an address; the rest of it can. */
const inAddress = (vector: string) => encodeURIComponent(vector.toWellFormed());

interface Way {
  name: string;
  send(vector: string): Promise<Answer>;
}

async function ways(target: Target, person: Client): Promise<Way[]> {
  const admin = (await demoAgent(target, "admin")).desk;
  const pages = PAGES.flatMap((page) =>
    [target.guest(), page.startsWith("/desk") ? admin : person].flatMap((who) =>
      NAMES.slice(0, target.short ? 2 : NAMES.length).map((name) => ({
        name: `GET ${page}?${name}`,
        send: (vector: string) => who.copy().get(`${page}?${name}=${inAddress(vector)}`),
      })),
    ),
  );
  const language = (await person.forms("/terms")).find(({ html }) => html.includes('name="locale"'));
  const start = (await target.guest().forms("/sign-in")).find(({ html }) => html.includes('name="code"'));
  return [
    ...pages,
    {
      name: "back of a form",
      send: (vector) => person.copy().send("/terms", { ...language?.fields, locale: "en", back: vector }),
    },
    {
      name: "next of a code that is wrong",
      send: (vector) =>
        target.guest().send("/sign-in?sent=1", { ...start?.fields, code: "00000000", next: vector }),
    },
    ...["/api/auth/start", "/api/auth/start/staff"].map((path) => ({
      name: `next at ${path}`,
      send: (vector: string) => target.guest().send(path, { next: vector, callbackUrl: vector }),
    })),
  ];
}

/** What stands in the address itself, where a path is read as a host. */
async function tryPaths(target: Target, tally: Tally): Promise<void> {
  const paths = [
    "//evil.example",
    "//evil.example/",
    "///evil.example/..",
    "//evil.example/%2e%2e",
    "/\\evil.example/data",
  ]
    .concat(
      "/.//evil.example",
      "/%2f%2fevil.example",
      "/%5cevil.example/",
      "//evil.example/data/",
      "/data//evil.example/",
    )
    .concat(
      "https://evil.example/data",
      "/data/?x=//evil.example",
      "/%0d%0aLocation:%20https://evil.example/",
      "/evil.example//",
    )
    .concat(
      "/_next//evil.example",
      "/desk//evil.example/",
      "//evil.example/desk/",
      "/terms//evil.example",
      "//localhost@evil.example/",
    );
  for (const path of paths)
    for (const headers of [
      {},
      { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
      { forwarded: "host=evil.example" },
    ]) {
      const answer = await target.guest().get(path, headers);
      tally.check(staysHere(target.url, answer), `GET ${path}: ${answer.status} ${answer.location}`);
    }
}

/** Whole sign-ins, at whose end the wish is followed. */
async function trySignIns(target: Target, tally: Tally): Promise<void> {
  const chosen = WAYS_OFF.filter((_, n) => n % (target.short ? 97 : 20) === 3);
  const [own] = await target.claim(1);
  const email = own?.email ?? "";
  for (const vector of chosen) {
    await target.forgetLimits();
    const person = target.guest();
    let page = "";
    const { code } = await messageAfter(target, email, async () => {
      const [ask] = (await person.forms("/sign-in")).filter(
        ({ fields, html }) => "next" in fields && html.includes('name="who"'),
      );
      page =
        (await person.send("/sign-in", { ...ask?.fields, who: email, next: vector })).location ??
        "/sign-in?sent=1";
    });
    const [form] = (await person.forms(page)).filter(({ html }) => html.includes('name="code"'));
    const answer = await person.send(page, { ...form?.fields, code, next: vector });
    const entered = person.cookies.has("session");
    tally.check(
      entered && staysHere(target.url, answer),
      `a sign-in with next=${vector}: ${answer.location}`,
    );
  }
}

export const attack: Attack = {
  name: "redirects",
  threat: "T38",
  async run(target) {
    const tally = new Tally();
    const [own] = await target.claim(1);
    const person = await target.signIn(own?.email ?? "");
    for (const [at, { name, send }] of (await ways(target, person)).entries())
      for (const vector of WAYS_OFF.filter((_, n) => !target.short || n % 20 === at % 20)) {
        const answer = await send(vector);
        tally.check(
          staysHere(target.url, answer),
          () => `${name} = ${JSON.stringify(vector)}: ${answer.status} ${answer.location}`,
        );
      }
    await tryPaths(target, tally);
    await trySignIns(target, tally);
    return tally;
  },
};
