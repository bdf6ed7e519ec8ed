import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/domain/context";
import { openHouse } from "@/domain/house";
import { resolveSession } from "@/domain/sessions";
import { addPerson, nobody, signIn, signInHouse } from "@/domain/sessions/testing";
import { type OpenIdProvider, type Spoilt, startOpenIdProvider } from "@/e2e/peers/openid-provider";
import { decodeSession } from "@/web/session";
import { finishHandshake, startHandshake } from "./handshake";

const SITE = "http://localhost:3000";
let made: Awaited<ReturnType<typeof signInHouse>>;
let provider: OpenIdProvider;
let ctx: Ctx;

beforeAll(async () => {
  process.env.NEXTAUTH_URL = SITE;
  made = await signInHouse();
  provider = await startOpenIdProvider(`${SITE}/api/auth/callback/brand`);
  const { issuer, clientId, clientSecret } = provider;
  Object.assign(made.house.settings, {
    openId: { issuer, clientId, clientSecret, numberClaim: "customer_number" },
  });
  openHouse(made.house);
  ctx = await nobody(made.house);
});
afterAll(async () => {
  await provider.close();
  await made.close();
});
beforeEach(() => provider.spoil(null));

type Jar = Record<string, string>;

function keep(jar: Jar, response: Response): Jar {
  const kept = { ...jar };
  for (const set of response.headers.getSetCookie()) {
    const [pair = ""] = set.split(";");
    const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    if (value === "") delete kept[name];
    else kept[name] = decodeURIComponent(value);
  }
  return kept;
}

const userAgent = "Mozilla/5.0 (Macintosh) Version/18.0 Safari/605";

/** Starts at the button and comes back from the provider, all but the last step. */
async function goThere(next = "/data") {
  const started = await startHandshake(ctx, { next, cookies: {}, userAgent });
  const page = await started.text();
  const to = (/ content="0;url=([^"]+)"/.exec(page)?.[1] ?? "").replaceAll("&#38;", "&");
  return { started, to, jar: keep({}, started), back: await provider.visit(to) };
}

async function finish(back: URL, jar: Jar) {
  const response = await finishHandshake(ctx, {
    query: Object.fromEntries(back.searchParams),
    cookies: jar,
    userAgent,
  });
  const after = keep(jar, response);
  const sid = await decodeSession(after.session);
  return {
    response,
    jar: after,
    sid,
    location: response.headers.get("location"),
    found: await resolveSession(made.house, sid),
  };
}

async function goThereAndBack(next?: string) {
  const { back, jar } = await goThere(next);
  return finish(back, jar);
}

describe("a person of the brand's own sign-in", () => {
  test("is sent there with state, nonce and PKCE, and comes back signed in", async () => {
    const person = await addPerson(made.shop);
    provider.signInAs({ sub: "sub-1", email: person.email, email_verified: true });
    const { started, to, jar, back } = await goThere("/data");
    expect(started.status).toBe(200);
    expect(started.headers.get("cache-control")).toBe("private, no-store");
    const asked = new URL(to).searchParams;
    for (const name of ["state", "nonce", "code_challenge"])
      expect(asked.get(name)?.length).toBeGreaterThan(20);
    expect(asked.get("code_challenge_method")).toBe("S256");
    expect(asked.get("redirect_uri")).toBe(`${SITE}/api/auth/callback/brand`);

    const { location, found, sid, response } = await finish(back, jar);
    expect(location).toBe(`${SITE}/data`);
    expect(response.status).toBe(303);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(found.actor.kind).toBe("customer");
    const byEmail = await signIn(made.house, person.email);
    expect(found.subject?.id).toBe(byEmail.customerId);
    expect(byEmail.sid).not.toBe(sid);
    const cookie = response.headers.getSetCookie().find((set) => set.startsWith("session="));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
  });

  test("is known by issuer and subject from then on, whatever address the provider gives", async () => {
    const person = await addPerson(made.shop);
    const victim = await addPerson(made.shop);
    provider.signInAs({ sub: "sub-2", email: person.email, email_verified: true });
    const first = await goThereAndBack();
    provider.signInAs({ sub: "sub-2", email: victim.email, email_verified: true });
    const second = await goThereAndBack();
    expect(second.found.subject).toEqual(first.found.subject);
    expect(second.found.subject?.id).not.toBe((await signIn(made.house, victim.email)).customerId);
  });

  test("with a customer number in the claim is found by it", async () => {
    const person = await addPerson(made.shop);
    provider.signInAs({ sub: "sub-3", customer_number: person.number });
    const { found } = await goThereAndBack();
    expect(found.subject?.id).toBe((await signIn(made.house, person.email)).customerId);
  });

  test.each([undefined, false])(
    "with an address that is not verified (%s) gets nothing of its owner",
    async (verified) => {
      const victim = await addPerson(made.shop);
      const owner = await signIn(made.house, victim.email);
      provider.signInAs({
        sub: `sub-attacker-${verified}`,
        email: victim.email,
        ...(verified === undefined ? {} : { email_verified: verified }),
      });
      const { location, found } = await goThereAndBack();
      expect(location).toBe("/sign-in?refused=unknown");
      expect(found.actor.kind).toBe("nobody");
      expect((await resolveSession(made.house, owner.sid)).actor.kind).toBe("customer");
    },
  );

  test("whom nobody knows is told so, and is not made a customer", async () => {
    provider.signInAs({ sub: "sub-new", email: "stranger@example.com", email_verified: true });
    const before = await made.house.db.pool.query("select count(*) from customers");
    const { location, sid } = await goThereAndBack();
    expect(location).toBe("/sign-in?refused=unknown");
    expect(sid).toBeNull();
    expect((await made.house.db.pool.query("select count(*) from customers")).rows).toEqual(before.rows);
  });

  test("whose address two people have is not let in", async () => {
    const { email } = await addPerson(made.shop);
    await addPerson(made.shop, { email });
    provider.signInAs({ sub: "sub-twin", email, email_verified: true });
    expect((await goThereAndBack()).location).toBe("/sign-in?refused=ambiguous");
  });
});

describe("what is refused", () => {
  const spoilts: Spoilt[] = ["nonce", "issuer", "audience", "signature", "other key", "unsigned", "expired"];
  test.each(spoilts)("a token with a wrong %s", async (how) => {
    const person = await addPerson(made.shop);
    provider.signInAs({ sub: `sub-${how}`, email: person.email, email_verified: true });
    provider.spoil(how);
    const { location, sid, found } = await goThereAndBack();
    expect(location).toBe("/sign-in?refused=not_accepted");
    expect(sid).toBeNull();
    expect(found.actor.kind).toBe("nobody");
    provider.spoil(null);
    expect((await goThereAndBack()).found.actor.kind).toBe("customer");
  });

  test("a code that was used already", async () => {
    const person = await addPerson(made.shop);
    provider.signInAs({ sub: "sub-replay", email: person.email, email_verified: true });
    const { back, jar } = await goThere();
    expect((await finish(back, jar)).sid).not.toBeNull();
    const { session: _, ...before } = jar;
    expect(await finish(back, before)).toMatchObject({
      sid: null,
      location: "/sign-in?refused=not_accepted",
    });
  });

  test("an answer that another browser asked for, or none", async () => {
    const person = await addPerson(made.shop);
    provider.signInAs({ sub: "sub-forged", email: person.email, email_verified: true });
    const attacker = await goThere();
    const victim = await goThere();
    expect(await finish(attacker.back, victim.jar)).toMatchObject({ sid: null });
    expect(await finish(attacker.back, {})).toMatchObject({
      sid: null,
      location: "/sign-in?refused=not_accepted",
    });
  });

  test("an answer whose code or state was changed, or that is an error", async () => {
    const person = await addPerson(made.shop);
    provider.signInAs({ sub: "sub-changed", email: person.email, email_verified: true });
    for (const [name, value] of [
      ["state", "x"],
      ["code", "x"],
      ["iss", "https://attacker.example"],
      ["error", "access_denied"],
      ["nextauth", "session"],
    ] as const) {
      const { back, jar } = await goThere();
      back.searchParams.set(name, value);
      const { sid, location } = await finish(back, jar);
      if (name === "nextauth") expect(sid).not.toBeNull();
      else
        expect({ name, sid, location }).toEqual({
          name,
          sid: null,
          location: "/sign-in?refused=not_accepted",
        });
    }
  });

  test("a session cookie set before does not become somebody's", async () => {
    const person = await addPerson(made.shop);
    provider.signInAs({ sub: "sub-fixed", email: person.email, email_verified: true });
    const { back, jar } = await goThere();
    const planted = { ...jar, session: "planted" };
    const { sid, jar: after } = await finish(back, planted);
    expect(after.session).not.toBe("planted");
    expect(sid).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});

describe("where it leads afterwards is always here", () => {
  const elsewhere = [
    "https://evil.test/x",
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/%5cevil.test",
    "/%2fevil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "/\r\nSet-Cookie:x=y",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:evil.test",
    "https:/evil.test",
    "evil.test",
    "@evil.test",
    "http://localhost:3000@evil.test",
    "http://localhost:3000.evil.test",
    "http://localhost:30001",
    "/..//evil.test",
    "/.//evil.test",
    "",
    " //evil.test",
    "/%09/evil.test",
    "//localhost:3000@evil.test",
  ];
  test.each(elsewhere)("%j", async (next) => {
    provider.signInAs({ sub: "sub-1", email: "x@example.com", email_verified: true });
    const { location } = await goThereAndBack(next);
    expect(new URL(location ?? "", SITE).origin).toBe(SITE);
  });

  test("a provider that does not answer is told as our fault", async () => {
    const openId = { issuer: "http://127.0.0.1:9", clientId: "x", clientSecret: "x", numberClaim: null };
    const down: Ctx = { ...ctx, house: { ...made.house, settings: { ...made.house.settings, openId } } };
    const response = await startHandshake(down, { next: "/", cookies: {}, userAgent });
    expect(response.headers.get("location")).toBe("/sign-in?refused=source_unavailable");
  });

  test("without a provider there is nothing", async () => {
    const { openId, ...settings } = made.house.settings;
    expect(openId).toBeTruthy();
    const without: Ctx = { ...ctx, house: { ...made.house, settings } };
    expect((await startHandshake(without, { next: "/", cookies: {}, userAgent })).status).toBe(404);
    expect((await finishHandshake(without, { query: {}, cookies: {}, userAgent })).status).toBe(404);
  });
});
