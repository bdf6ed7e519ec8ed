import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asAdmin } from "@/db/testing";
import type { Ctx } from "@/domain/context";
import { openHouse } from "@/domain/house";
import { disableStaff, listStaff, resolveStaff } from "@/domain/staff";
import { addSomebody, contextOf, nobody } from "@/domain/staff/testing";
import { testHouse } from "@/domain/testing";
import { type OpenIdProvider, type Spoilt, startOpenIdProvider } from "@/e2e/peers/openid-provider";
import { decodeStaffSession } from "@/web/staff-cookies";
import { finishHandshake, startHandshake } from "./handshake";
import { staffSide } from "./staff-side";

const SITE = "http://localhost:3000";
let made: Awaited<ReturnType<typeof testHouse>>;
let provider: OpenIdProvider;

beforeAll(async () => {
  process.env.NEXTAUTH_URL = SITE;
  made = await testHouse();
  provider = await startOpenIdProvider(`${SITE}/api/auth/callback/staff`);
  const { issuer, clientId, clientSecret } = provider;
  Object.assign(made.house.settings, { staffOpenId: { issuer, clientId, clientSecret, roleClaim: "role" } });
  openHouse(made.house);
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

/** Starts at the button, by whoever the context says, and comes back from the provider. */
async function goThereAndBack(ctx: Ctx, next = "/desk/find") {
  const started = await startHandshake(ctx, { next, cookies: {}, userAgent }, staffSide(ctx));
  const page = await started.text();
  const to = (/ content="0;url=([^"]+)"/.exec(page)?.[1] ?? "").replaceAll("&#38;", "&");
  const back = await provider.visit(to);
  const jar = keep({}, started);
  const asked = { query: Object.fromEntries(back.searchParams), cookies: jar, userAgent };
  const response = await finishHandshake(ctx, asked, staffSide(ctx));
  const sid = await decodeStaffSession(keep(jar, response).staff);
  const { actor } = await resolveStaff(made.house, sid);
  return { to: new URL(to).searchParams, location: response.headers.get("location"), sid, actor };
}

const come = async (next?: string) => goThereAndBack(await nobody(made.house), next);
const sam = { sub: "sam", email: "sam@tiny.example", name: "Sam Okafor", role: "support" };
const rowOf = async (email: string) => (await listStaff(made.house)).find((one) => one.email === email);

describe("staff of the brand's own sign-in", () => {
  test("come in with the role that it names, and are on record", async () => {
    provider.signInAs(sam);
    const { to, location, actor } = await come();
    expect(to.get("redirect_uri")).toBe(`${SITE}/api/auth/callback/staff`);
    for (const name of ["state", "nonce", "code_challenge"]) expect(to.get(name)?.length).toBeGreaterThan(20);
    expect([to.get("max_age"), to.get("prompt")]).toEqual(["28800", null]);
    expect(location).toBe(`${SITE}/desk/find`);
    expect(actor).toMatchObject({ role: "support", name: "Sam Okafor", secondFactorAt: expect.any(Date) });
    expect(await rowOf(sam.email)).toMatchObject({ byOpenId: true, role: "support", disabledAt: null });
    const lines = await asAdmin(
      made.database.adminUrl,
      `select act from audit where detail->>'staff' = '${actor?.staffId}' or actor_id = '${actor?.staffId}' order by id`,
    );
    expect(lines).toEqual([{ act: "staff.add" }, { act: "staff.start" }]);
  });

  test.each([
    ["a list with other groups", ["everybody", "auditor", "berlin"], "auditor"],
    ["the same role twice", ["admin", "admin"], "admin"],
    ["no role", undefined, null],
    ["a role that is none of ours", "root", null],
    ["two roles", ["support", "admin"], null],
  ] as const)("%s", async (name, role, expected) => {
    provider.signInAs({
      sub: name,
      email: "g@tiny.example",
      ...(role ? { role: [role].flat() as string[] } : {}),
    });
    const { actor, location } = await come();
    expect(actor?.role ?? null).toBe(expected);
    if (!expected) expect(location).toBe("/desk/sign-in?refused=no_role&next=%2Fdesk");
  });

  test("a changed role counts from the next sign-in on, and ends the sessions of the old one", async () => {
    provider.signInAs({ ...sam, sub: "turns", email: "turns@tiny.example" });
    const before = await come();
    provider.signInAs({ ...sam, sub: "turns", email: "turns@tiny.example", role: "auditor" });
    const after = await come();
    expect(after.actor).toMatchObject({ role: "auditor", staffId: before.actor?.staffId });
    expect((await resolveStaff(made.house, before.sid)).actor).toBeNull();
  });

  test("are known by issuer and subject, whatever address the provider gives", async () => {
    const victim = await addSomebody(made.house, "admin");
    provider.signInAs({ ...sam, sub: "attacker", email: victim, role: "support" });
    const { actor } = await come();
    expect(actor?.role).toBe("support");
    const rows = (await listStaff(made.house)).filter((one) => one.email === victim);
    expect(rows.map(({ byOpenId, role }) => ({ byOpenId, role }))).toEqual(
      expect.arrayContaining([
        { byOpenId: false, role: "admin" },
        { byOpenId: true, role: "support" },
      ]),
    );
    expect(rows).toHaveLength(2);
  });

  test("who was disabled stays so, also under another subject with that address", async () => {
    const email = "gone@tiny.example";
    provider.signInAs({ ...sam, sub: "gone", email });
    const { sid } = await come();
    await disableStaff(made.house, { email });
    expect((await resolveStaff(made.house, sid)).actor).toBeNull();
    for (const sub of ["gone", "gone again"]) {
      provider.signInAs({ ...sam, sub, email });
      expect(await come()).toMatchObject({
        actor: null,
        location: "/desk/sign-in?refused=disabled&next=%2Fdesk",
      });
    }
    provider.signInAs({ ...sam, sub: "gone", email: "other@tiny.example" });
    expect((await come()).actor).toBeNull();
  });

  test("without an address nobody can be told or shut out", async () => {
    provider.signInAs({ sub: "nameless", role: "support" });
    expect(await come()).toMatchObject({
      actor: null,
      location: "/desk/sign-in?refused=no_email&next=%2Fdesk",
    });
  });

  test.each(["/data", "//evil.test", "https://evil.test/desk", "/desk/sign-in", "/deskx", ""])(
    "%j is no page of the desk",
    async (next) => {
      provider.signInAs(sam);
      expect((await come(next)).location).toBe(`${SITE}/desk`);
    },
  );
});

describe("the second step by the same provider", () => {
  const signedIn = async () => {
    provider.signInAs(sam);
    const { sid } = await come();
    await asAdmin(made.database.adminUrl, "update staff_sessions set second_at = null");
    return sid ?? "";
  };

  test("asks the person again, and the session goes on under a new secret", async () => {
    const sid = await signedIn();
    const ctx = await contextOf(made.house, sid);
    const done = await goThereAndBack(ctx);
    expect([done.to.get("max_age"), done.to.get("prompt")]).toEqual(["0", "login"]);
    expect(done.actor?.sessionId).toBe(ctx.actor.kind === "staff" ? ctx.actor.sessionId : "");
    expect(done.actor?.secondFactorAt).toBeInstanceOf(Date);
    expect(done.sid).not.toBe(sid);
    expect((await resolveStaff(made.house, sid)).actor).toBeNull();
  });

  test.each<Spoilt>(["asked long ago", "asked nobody knows when"])(
    "does not count where it %s",
    async (how) => {
      const sid = await signedIn();
      provider.spoil(how);
      const done = await goThereAndBack(await contextOf(made.house, sid));
      expect(done.location).toBe("/desk/sign-in/again?refused=not_fresh&next=%2Fdesk");
      expect((await resolveStaff(made.house, sid)).actor?.secondFactorAt).toBeNull();
    },
  );

  test("does not count for somebody else", async () => {
    const sid = await signedIn();
    provider.signInAs({ ...sam, sub: "somebody else" });
    const done = await goThereAndBack(await contextOf(made.house, sid));
    expect(done.location).toBe("/desk/sign-in/again?refused=other_account&next=%2Fdesk");
    expect((await resolveStaff(made.house, sid)).actor?.secondFactorAt).toBeNull();
  });

  test("a sign-in whose time nobody says is one, but no second step", async () => {
    provider.signInAs(sam);
    provider.spoil("asked nobody knows when");
    expect((await come()).actor?.secondFactorAt).toBeNull();
  });
});

test.each<Spoilt>(["nonce", "issuer", "audience", "signature", "other key", "unsigned", "expired"])(
  "a token with a wrong %s is refused",
  async (how) => {
    provider.signInAs({ ...sam, sub: `spoilt ${how}` });
    provider.spoil(how);
    expect(await come()).toMatchObject({
      actor: null,
      sid: null,
      location: "/desk/sign-in?refused=not_accepted",
    });
  },
);

test("without a provider for staff there is nothing", async () => {
  const { staffOpenId, ...settings } = made.house.settings;
  expect(staffOpenId).toBeTruthy();
  const ctx: Ctx = { ...(await nobody(made.house)), house: { ...made.house, settings } };
  const asked = { next: "/desk", cookies: {}, userAgent };
  expect((await startHandshake(ctx, asked, staffSide(ctx))).status).toBe(404);
  expect((await finishHandshake(ctx, { ...asked, query: {} }, staffSide(ctx))).status).toBe(404);
});
