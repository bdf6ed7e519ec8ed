import { type Attack, Tally } from "./attack";
import type { Answer, Client } from "./client";
import { crawl } from "./crawl";
import { demoAgent, enterVisit } from "./demo-staff";
import { SIGN, STATEMENTS } from "./lists/statements";
import { ALL_SCOPES, bodiesOf, type Operation, operationsOf } from "./operations";
import { listen, quiet } from "./statement-log";
import type { Target } from "./target";

type Send = (text: string) => Promise<Answer>;

/** Every field that a person of this kind can type into, every name in an address, each cookie and header. */
async function places(target: Target, who: Client, from: string[]): Promise<[string, Send][]> {
  const { pages, forms } = await crawl(who, from, target.short ? 20 : 80);
  const typed = [...forms.values()].flatMap((form) =>
    Object.keys(form.fields)
      .filter((name) => !/^(stamp|\$ACTION.*)$/.test(name))
      .map((name): [string, Send] => [
        `${name} of a form at ${form.page}`,
        (text) =>
          form.method === "GET"
            ? who
                .copy()
                .get(
                  `${form.to.replace(/\?.*/, "")}?${new URLSearchParams({ ...form.fields, [name]: text })}`,
                )
            : who.copy().send(form.to, { ...form.fields, [name]: text }),
      ]),
  );
  const names = [
    ...new Set([...pages.keys()].flatMap((path) => [...new URL(path, who.url).searchParams.keys()])),
  ];
  const asked = [...new Set([...pages.keys()].map((path) => path.replace(/\?.*/, "")))].flatMap((path) =>
    names.map((name): [string, Send] => [
      `${path}?${name}`,
      (text) => who.copy().get(`${path}?${new URLSearchParams({ [name]: text })}`),
    ]),
  );
  const parts = [...pages.keys()]
    .filter((path) => path.split("/").length > 2)
    .map((path): [string, Send] => [
      `the end of ${path}`,
      (text) => who.get(path.replace(/[^/]*$/, encodeURIComponent(text))),
    ]);
  return [...typed, ...asked, ...parts];
}

const HEADERS = [
  "user-agent",
  "accept-language",
  "referer",
  "x-forwarded-for",
  "x-request-id",
  "sec-gpc",
  "if-none-match",
];

async function everywhere(target: Target): Promise<[string, Send][]> {
  const [own, visited] = await target.claim(2);
  const person = await target.signIn(own?.email ?? "");
  await target.signIn(visited?.email ?? "");
  const agent = await demoAgent(target, "support");
  await enterVisit(target, agent, visited?.email ?? "");
  const ask = (headers: Record<string, string>): Promise<Answer> => person.copy().get("/account", headers);
  const safe = (text: string) => encodeURIComponent(text);
  return [
    ...(await places(target, person, [
      "/",
      "/data?whole=1",
      "/requests/new/complain",
      "/requests",
      "/activity",
    ])),
    ...(await places(target, agent.desk, [
      "/",
      "/data?item=phone&ask=item",
      "/choices?off=all",
      "/desk/find",
    ])),
    ...(await places(target, (await demoAgent(target, "privacy_officer")).desk, ["/desk", "/desk/requests"])),
    ...(await places(target, (await demoAgent(target, "admin")).desk, [
      "/desk/integrations",
      "/desk/integrations/keys/new",
      "/desk/integrations/webhooks/new",
    ])),
    ...(await places(target, (await demoAgent(target, "auditor")).desk, ["/desk/audit"])),
    ...(await places(target, target.guest(), [
      "/sign-in",
      "/desk/sign-in",
      "/terms",
      "/stop/x",
      "/why/x",
      "/confirm/x",
    ])),
    ...HEADERS.map((name): [string, Send] => [`the header ${name}`, (text) => ask({ [name]: safe(text) })]),
    ...["session", "staff", "visit", "asked", "locale", "signal", "kept"].map((name): [string, Send] => [
      `the cookie ${name}`,
      (text) => ask({ cookie: `${name}=${safe(text)}` }),
    ]),
  ];
}

async function tryApi(target: Target, operations: readonly Operation[], tally: Tally): Promise<void> {
  const { secret } = await target.apiKey(...ALL_SCOPES);
  const key = { authorization: `Bearer ${secret}` };
  for (const operation of operations)
    for (const [n, text] of STATEMENTS.entries()) {
      const bodies = bodiesOf(operation, text);
      const some = target.short ? bodies.filter((_, at) => at % STATEMENTS.length === n) : bodies;
      for (const [where, path, body] of some) {
        const headers = {
          ...key,
          "content-type": "application/json",
          "idempotency-key": `${SIGN}-${n}-${where}`.slice(0, 60),
        };
        const { status, ms } = await target.guest().ask(path, { method: operation.method, headers, body });
        tally.check(
          status < 500 && ms < 4_500,
          `${operation.method} ${path} with ${where} = ${text}: ${status} in ${Math.round(ms)} ms`,
        );
      }
    }
}

export const attack: Attack = {
  name: "statements",
  threat: "T24",
  async run(target) {
    const tally = new Tally();
    const all = await everywhere(target);
    const operations = await operationsOf(target);
    await target.forgetLimits();
    const heard = await listen(target);
    try {
      for (const [at, [place, send]] of all.entries())
        for (const text of STATEMENTS.filter((_, n) =>
          target.short ? n % STATEMENTS.length === at % STATEMENTS.length : (n + at) % 4 === 0,
        )) {
          const { status, ms } = await send(text);
          tally.check(status < 500 && ms < 4_500, `${place} = ${text}: ${status} in ${Math.round(ms)} ms`);
        }
      await tryApi(target, operations, tally);
      const statements = heard();
      const [{ found } = { found: 0 }] = await target.sql<{ found: number }>(`select 1 as found -- ${SIGN}`);
      const ours = heard().length > statements.length && found === 1;
      tally.check(ours && statements.length > 100, `the log told of ${statements.length} statements alone`);
      const caught = statements.filter((line) => line.toLowerCase().includes(SIGN));
      tally.check(
        caught.length === 0,
        () => `a text became part of ${caught.length} statements: ${caught[0]?.slice(0, 300)}`,
      );
      target.say(`   ${all.length} places, ${statements.length} statements in the log`);
    } finally {
      await quiet(target);
    }
    return tally;
  },
};
