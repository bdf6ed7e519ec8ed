import { type Attack, Tally } from "./attack";
import type { Answer, Client } from "./client";
import { type OpenIdProvider, openOpenIdProvider, type Told } from "./openid-provider";
import { startTarget, type Target } from "./target";

const CALLBACK = "/api/auth/callback/brand";

/** A brand's own sign-in that lies, is replayed, or is begun in another browser: nobody is signed in by it. */
export const attack: Attack = {
  name: "openid",
  threat: "T11 T45",
  beside: true,
  async run({ short, say }) {
    const tally = new Tally();
    const provider = await openOpenIdProvider();
    const target = await startTarget({ short, say, env: provider.env });
    try {
      await spoiltTokens(target, { provider, tally });
      await forgedStates(target, { provider, tally });
    } finally {
      await target.stop();
      await provider.close();
    }
    return tally;
  },
};

interface Around {
  provider: OpenIdProvider;
  tally: Tally;
}

interface Begun {
  browser: Client;
  state: string;
  /** What the token endpoint is to put into the ID token. */
  nonce: string;
}

/** Presses the button, up to the address at the provider where a browser would go. */
async function begin(target: Target): Promise<Begun> {
  const browser = target.guest();
  const form = new URLSearchParams({ next: "/account" }).toString();
  const headers = { origin: target.url, "content-type": "application/x-www-form-urlencoded" };
  const { text, status } = await browser.ask("/api/auth/start", { method: "POST", headers, body: form });
  const address = /url=([^"]+)"/.exec(text)?.[1]?.replaceAll("&#38;", "&") ?? "";
  if (!URL.canParse(address)) throw new Error(`no way to the provider: ${status} ${text.slice(0, 200)}`);
  const asked = new URL(address).searchParams;
  return { browser, state: asked.get("state") ?? "", nonce: asked.get("nonce") ?? "" };
}

const comeBack = (who: Client, said: Record<string, string>): Promise<Answer> =>
  who.get(`${CALLBACK}?${new URLSearchParams(said)}`);

/** With another first letter, whichever it has. */
const altered = (state: string) => `${state.startsWith("A") ? "B" : "A"}${state.slice(1)}`;

const isIn = async (who: Client) => (await who.copy().get("/account")).status === 200;

const claim = (more: Record<string, unknown>) => (told: Told) => ({
  ...told,
  claims: { ...told.claims, ...more },
});

async function spoiltTokens(target: Target, { provider, tally }: Around): Promise<void> {
  const [customer] = await target.claim(1);
  const email = customer?.email ?? "";
  const known = claim({ sub: "one-of-ours", email, email_verified: true });
  const hourAgo = Math.floor(Date.now() / 1_000) - 3_600;
  const spoilt: [string, (told: Told) => Told][] = [
    ["unsigned", (told) => ({ ...told, how: "unsigned" })],
    ["signed by another key", (told) => ({ ...told, how: "other key" })],
    ["altered after it was signed", (told) => ({ ...told, how: "altered" })],
    ["signed by the client's secret", (told) => ({ ...told, how: "by the client's secret" })],
    ["signed by the public key", (told) => ({ ...told, how: "by the public key" })],
    ["another nonce", claim({ nonce: "another" })],
    ["no nonce", claim({ nonce: undefined })],
    ["another issuer", claim({ iss: "https://evil.example" })],
    ["another audience", claim({ aud: "another" })],
    ["two audiences and another party", claim({ aud: ["forthright", "another"], azp: "another" })],
    ["over", claim({ iat: hourAgo - 60, exp: hourAgo })],
    ["not yet", claim({ nbf: hourAgo + 7_200 })],
    ["nobody", claim({ sub: undefined })],
    ["an address that nobody proved", claim({ sub: "new-1", email_verified: false })],
    ["an address proved in words", claim({ sub: "new-2", email_verified: "false" })],
    ["an address proved by a text", claim({ sub: "new-3", email_verified: "true" })],
    ["an address without proof", claim({ sub: "new-4", email_verified: undefined })],
  ];
  for (const [what, change] of spoilt) {
    provider.spoil((told) => change(known(told)));
    const { browser, state, nonce } = await begin(target);
    const { status, location } = await comeBack(browser, { code: nonce, state });
    tally.check(!(await isIn(browser)), `an ID token that is ${what} signs in`);
    tally.check(status < 500, `an ID token that is ${what} is answered with ${status} ${location}`);
  }
  provider.spoil(known);
  const { browser, state, nonce } = await begin(target);
  await comeBack(browser, { code: nonce, state });
  tally.check(await isIn(browser), "the right ID token signs nobody in, so the others prove nothing");
}

/** States: of another browser, altered, used, none; and an attacker's way back in somebody else's browser. */
async function forgedStates(target: Target, { provider, tally }: Around): Promise<void> {
  const [attacker, victim] = await target.claim(2);
  const told = claim({ sub: "the-attacker", email: attacker?.email, email_verified: true });
  provider.spoil(told);
  const tries: [string, (begun: Begun) => Promise<Client>][] = [
    ["in a browser that began nothing", (begun) => come(target.guest(), begun)],
    ["in a browser that began its own", async (begun) => come((await begin(target)).browser, begun)],
    ["altered", (begun) => come(begun.browser, { ...begun, state: altered(begun.state) })],
    ["left out", (begun) => come(begun.browser, { ...begun, state: "" })],
    [
      "without the cookie of its nonce",
      async (begun) => {
        for (const name of [...begun.browser.cookies.keys()])
          if (/nonce/.test(name)) begun.browser.cookies.delete(name);
        return come(begun.browser, begun);
      },
    ],
    [
      "without the cookie of its proof",
      async (begun) => {
        for (const name of [...begun.browser.cookies.keys()])
          if (/pkce/.test(name)) begun.browser.cookies.delete(name);
        return come(begun.browser, begun);
      },
    ],
  ];
  for (const [what, attempt] of tries)
    tally.check(!(await isIn(await attempt(await begin(target)))), `a state ${what} signs in`);
  const person = await target.signIn(victim?.email ?? "");
  const before = person.cookies.get("session");
  await come(person, await begin(target));
  tally.check(person.cookies.get("session") === before, "an attacker's way back replaces somebody's session");
  const preset = target.guest();
  preset.cookies.set("session", "chosen by an attacker");
  const { state, nonce, browser } = await begin(target);
  for (const [name, value] of browser.cookies) preset.cookies.set(name, value);
  await come(preset, { browser: preset, state, nonce });
  tally.check(
    preset.cookies.get("session") !== "chosen by an attacker",
    "a session chosen before stays after",
  );
}

async function come(who: Client, { state, nonce }: Begun): Promise<Client> {
  await comeBack(who, { code: nonce, ...(state ? { state } : {}) });
  return who;
}
