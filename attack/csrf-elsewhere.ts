import type { Tally } from "./attack";
import type { Answer, Client } from "./client";
import { demoAgent } from "./demo-staff";
import { EVIL } from "./forgeries";
import { changed, jobsDone, kept } from "./kept";
import { ALL_SCOPES, isWrite, operationsOf, pathWith } from "./operations";
import { messageAfter } from "./outbox";
import type { Target } from "./target";

const urlencoded = { "content-type": "application/x-www-form-urlencoded" };

/** No cookie opens the API, and nothing that a page elsewhere can send is taken for a call of a system. */
async function tryApi(target: Target, victims: readonly Client[], tally: Tally): Promise<void> {
  const { secret } = await target.apiKey(...ALL_SCOPES);
  const key = { authorization: `Bearer ${secret}` };
  const json = { "content-type": "application/json" };
  const body = JSON.stringify({ url: "https://hooks.example.com/x", events: ["request.due"] });
  for (const operation of (await operationsOf(target)).filter(isWrite)) {
    const [method, path] = [operation.method, pathWith(operation)];
    const shapes: [string, (who: Client) => Promise<Answer>][] = [
      ["cookies alone", (who) => who.ask(path, { method, headers: { ...json, origin: who.url }, body })],
      [
        "cookies from elsewhere",
        (who) => who.ask(path, { method, headers: { ...json, origin: EVIL }, body }),
      ],
      [
        "cookies as text",
        (who) => who.ask(path, { method, headers: { "content-type": "text/plain" }, body }),
      ],
      [
        "a key as text",
        (who) => who.ask(path, { method, headers: { ...key, "content-type": "text/plain" }, body }),
      ],
      [
        "a key as a form",
        (who) => who.ask(path, { method, headers: { ...key, ...urlencoded }, body: "a=b" }),
      ],
      ["a key as parts", (who) => who.send(path, { body }, { ...key, origin: EVIL })],
      [
        "another method in a form",
        (who) =>
          who.ask(`${path}?_method=${method}`, {
            method: "POST",
            headers: urlencoded,
            body: `_method=${method}`,
          }),
      ],
      ["another method in a header", (who) => who.get(path, { ...json, "x-http-method-override": method })],
    ];
    for (const [shape, send] of shapes)
      for (const who of victims) {
        const { status, headers } = await send(who.copy());
        const open = headers.has("access-control-allow-origin");
        const no = status >= 400 && status < 500 && !open;
        tally.check(
          no || (method === "DELETE" && status === 404),
          `${method} ${path} by ${shape}: answered ${status}`,
        );
      }
  }
}

const HANDSHAKES = [
  "signin",
  "signin/brand",
  "callback/brand",
  "callback/staff",
  "callback/credentials",
  "signout",
]
  .concat("session", "csrf", "providers", "_log", "error", "verify-request", "start", "start/staff")
  .map((name) => `/api/auth/${name}`);

/** The handshake with the brand's own sign-in, and whatever its library would answer by itself. */
async function tryHandshakes(victims: readonly Client[], tally: Tally): Promise<void> {
  const query = "?code=attacker&state=attacker&callbackUrl=https://evil.example";
  for (const path of HANDSHAKES)
    for (const who of victims) {
      const answers = [
        await who.copy().get(path + query),
        await who
          .copy()
          .ask(path, { method: "POST", headers: { ...urlencoded, origin: EVIL }, body: query.slice(1) }),
        await who.copy().ask(path, { method: "POST", headers: urlencoded, body: query.slice(1) }),
        await who.copy().ask(path, {
          method: "POST",
          headers: { "content-type": "text/plain", origin: who.url },
          body: "{}",
        }),
      ];
      for (const { status, location, headers } of answers) {
        const signs = headers.getSetCookie().some((one) => /^(__Host-)?(session|staff|next-auth)/.test(one));
        const off = location !== null && new URL(location, who.url).origin !== who.url;
        tally.check(
          status < 500 && !signs && !off,
          `${path} answered ${status} ${location ?? ""} ${headers.getSetCookie()}`,
        );
      }
    }
}

/** An attacker's own code or link in a victim's browser must not sign the victim in as the attacker. */
async function tryLogin(target: Target, tally: Tally): Promise<void> {
  const [attacker] = await target.claim(1);
  const theirs = target.guest();
  const email = attacker?.email ?? "";
  const { code, link } = await messageAfter(target, email, () =>
    theirs.press("/sign-in", 'name="who"', { who: email }),
  );
  const victim = target.guest();
  const page = "/sign-in?sent=1";
  const form = (await theirs.forms(page)).find(({ fields }) => "code" in fields);
  await victim.send(page, { ...form?.fields, code });
  tally.check(!victim.cookies.has("session"), "a code signed in a browser that had not asked for it");
  const path = new URL(link || theirs.url).pathname;
  for (const how of ["GET", "HEAD"]) await victim.ask(path, { method: how });
  tally.check(!victim.cookies.has("session"), "opening a link signed in");
  const [press] = (await theirs.forms(path)).filter(({ fields }) => "token" in fields);
  for (const origin of [EVIL, "null", undefined]) await victim.send(path, press?.fields ?? {}, { origin });
  tally.check(!victim.cookies.has("session"), "a link's button pressed from elsewhere signed in");
}

/** What is no form of a page: the API, the handshake with the brand's sign-in, and signing somebody else in. */
export async function tryElsewhere(target: Target, tally: Tally): Promise<void> {
  const [own] = await target.claim(1);
  const victims = [await target.signIn(own?.email ?? ""), (await demoAgent(target, "admin")).desk];
  await jobsDone(target);
  const before = await kept(target);
  await tryHandshakes(victims, tally);
  const after = await kept(target);
  tally.check(changed(before, after).length === 0, () => `a handshake was done: ${changed(before, after)}`);
  await tryApi(target, victims, tally);
  const later = new Map(
    [...(await kept(target))].filter(([name]) => name !== "api_keys" && name !== "audit"),
  );
  tally.check(changed(after, later).length === 0, () => `a call was done: ${changed(after, later)}`);
  await tryLogin(target, tally);
}
