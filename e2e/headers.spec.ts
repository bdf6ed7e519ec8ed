import { readdirSync } from "node:fs";
import { join } from "node:path";
import { deskOf, newAgent, signRules, visit } from "./agents";
import { type Answer, Browserless } from "./browserless";
import { throughAVisit } from "./desk-pages";
import { expect, forgetLimits, site, test } from "./fixtures";
import { NOTHING, overhear } from "./overhear";
import { people } from "./people";
import { deskRoutes, routes, visitPaths } from "./routes";

const nonceOf = (answer: Answer): string =>
  /script-src 'nonce-([^']+)'/.exec(answer.headers.get("content-security-policy") ?? "")?.[1] ?? "";

const opening = (html: string, name: string) => html.match(new RegExp(`<${name}\\b[^>]*>`, "g")) ?? [];

/** Everything that any answer but a static file has to say, whatever it is. */
function expectGuarded(answer: Answer): void {
  const header = (name: string) => answer.headers.get(name) ?? "";
  const policy = new Map(
    header("content-security-policy")
      .split("; ")
      .map((rule): [string, string] => [rule.split(" ")[0] ?? "", rule.split(" ").slice(1).join(" ")]),
  );
  const nonce = `'nonce-${nonceOf(answer)}'`;
  expect(nonceOf(answer)).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(Object.fromEntries(policy)).toEqual({
    "default-src": "'none'",
    "script-src": `${nonce} 'strict-dynamic'`,
    "style-src": `'self' ${nonce}`,
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
  });
  expect(header("cache-control")).toMatch(/\bno-store\b/);
  expect(header("cache-control")).not.toMatch(/public|s-maxage/);
  expect(header("x-content-type-options")).toMatch(/^nosniff(, nosniff)?$/);
  expect(header("referrer-policy")).toBe("same-origin");
  expect(header("cross-origin-opener-policy")).toBe("same-origin");
  expect(header("cross-origin-resource-policy")).toBe("same-origin");
  expect(header("permissions-policy")).toMatch(/camera=\(\), microphone=\(\), geolocation=\(\)/);
  expect(header("x-frame-options")).toBe("DENY");
  for (const name of ["x-powered-by", "server", "access-control-allow-origin"])
    expect(answer.headers.has(name), name).toBe(false);
  for (const tag of [...opening(answer.text, "script"), ...opening(answer.text, "style")])
    expect(tag).toContain(`nonce="${nonceOf(answer)}"`);
  const markup = answer.text.replace(/(<script[^>]*>)[\s\S]*?<\/script>/g, "$1");
  expect(markup.match(/<[a-z][^<>]*\s(style|on[a-z]+)="[^<>]*>/g)).toBeNull();
  expect(markup.match(/(href|src|action)="(javascript|http:\/\/(?!localhost))[^<>]*>/g)).toBeNull();
}

/** In the head, whole and once: nothing has to be asked for before the page can be painted. */
function expectOwnStyle(html: string, path: string): void {
  expect(html.split("</head>")[0], path).toContain("@layer shell");
  expect(html.split("@layer shell"), path).toHaveLength(2);
  expect(html, path).not.toContain('rel="stylesheet"');
}

test("every page says all of it, to nobody and to who is signed in", async ({ ownCustomer }) => {
  const [nobody, person] = [new Browserless(site), new Browserless(site)];
  await forgetLimits();
  await person.signIn(ownCustomer.email);
  const nonces = new Set<string>();
  for (const reader of [nobody, person])
    for (const { path } of [
      ...routes,
      { path: "/nothing/here" },
      { path: "/theme/x/y" },
      { path: "/requests/x" },
    ]) {
      const answer = await reader.get(path);
      expectGuarded(answer);
      nonces.add(nonceOf(answer));
      if (answer.location !== null) continue;
      expect(opening(answer.text, "script").length, path).toBeGreaterThan(0);
      expectOwnStyle(answer.text, path);
    }
  expect(nonces.size).toBe(2 * (routes.length + 3));
});

test("so do the pages of the desk, and a customer's in a visit", async ({ ownCustomer }) => {
  const agent = await newAgent();
  await signRules(agent);
  await visit(agent, ownCustomer.email);
  const asked = [
    ...deskRoutes.map(({ path, role }) => [role, path] as const),
    ...visitPaths.map((path) => ["visit", path] as const),
  ];
  const desks = new Map<string, Browserless>([["visit", agent.desk]]);
  for (const [role, path] of asked) {
    const who = desks.get(role) ?? (await deskOf(role as "support"));
    desks.set(role, who);
    const answer = await who.get(path);
    expect([answer.status, path]).toEqual([200, path]);
    expectGuarded(answer);
    expect(answer.headers.has("link") && /prefetch/.test(answer.headers.get("link") ?? "")).toBe(false);
  }
});

test("so do redirects, refusals, faults, actions and what is no page", async () => {
  const nobody = new Browserless(site);
  const [form] = await nobody.forms("/sign-in");
  const answers: [number, Promise<Answer>][] = [
    [307, nobody.get("/choices")],
    [303, nobody.send("/sign-in", form?.fields ?? {})],
    [403, nobody.send("/sign-in", form?.fields ?? {}, { origin: "https://evil.example" })],
    [403, nobody.sendRaw("/api/auth/start", { method: "POST" })],
    [404, nobody.get("/api/auth/callback/brand")],
    [405, nobody.get("/requests/copy/download")],
    [200, nobody.sendRaw("/sign-in", { method: "HEAD" })],
    [404, nobody.get("/favicon.ico")],
    [404, nobody.get("/%00")],
  ];
  for (const [status, asked] of answers) {
    const answer = await asked;
    expect.soft(answer.status).toBe(status);
    expectGuarded(answer);
  }
});

test("what cannot be read is refused in words, under a policy that allows nothing at all", async () => {
  const nobody = new Browserless(site);
  const [form] = await nobody.forms("/sign-in");
  const action = Object.keys(form?.fields ?? {}).find((name) => name.startsWith("$ACTION_ID_")) ?? "";
  const broken = { "next-action": action.replace("$ACTION_ID_", ""), origin: site };
  const answer = await nobody.sendRaw("/sign-in", { method: "POST", headers: broken, body: "no JSON" });
  expect([answer.status, answer.text]).toEqual([400, "400\n"]);
  expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
});

test("static files are kept by caches and read as what they are; nothing else stands open", async () => {
  const nobody = new Browserless(site);
  const chunks = join(import.meta.dirname, "../.next/static/chunks");
  const [chunk] = readdirSync(chunks).filter((name) => name.endsWith(".js"));
  const script = await nobody.get(`/_next/static/chunks/${chunk}`);
  expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  const logo = await nobody.get("/theme/logo.svg");
  expect(logo.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox/);
  const gone = [
    await nobody.get("/_next/static/chunks/nothing.js"),
    await nobody.get("/theme/nothing.svg"),
    await nobody.get("/_next/image?url=%2Ftheme%2Flogo.svg&w=64&q=75"),
    await nobody.get("/_next/static/%2e%2e/BUILD_ID"),
    await nobody.get("/.next/BUILD_ID"),
    await nobody.get("/.env"),
    await nobody.get("/_next/data/x/data.json"),
  ];
  for (const answer of gone) {
    expect(answer.status).toBe(404);
    expect(answer.headers.get("cache-control")).toMatch(/no-store/);
    expect(opening(answer.text, "script").filter((tag) => !tag.includes("nonce="))).toEqual([]);
  }
  for (const answer of [script, logo, ...gone, await nobody.get("/livez"), await nobody.get("/readyz")])
    expect(answer.headers.get("x-content-type-options")).toMatch(/nosniff/);
});

test("no page asks anybody else for anything, breaks its policy, or runs what a person's data says", async ({
  page,
  signIn,
}) => {
  test.slow();
  const heard = await overhear(page, site);
  await signIn("zoe");
  await page.goto("/data?whole=1");
  for (const text of ['<script>alert("juniper")</script>', "<img src=x onerror=alert(1)>", "{{7*7}}"])
    await expect(page.getByRole("main").getByText(text).first()).toBeAttached();
  const look = async (path: string) => {
    await page.goto(path);
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    expect(await page.locator("main script:not([nonce]), main u, main img[onerror]").count()).toBe(0);
  };
  const own = routes.filter(({ signedIn }) => signedIn).map(({ path }) => path);
  for (const path of [...own, "/requests/new/complain"]) await look(path);
  await throughAVisit(page, people.zoe, look);
  expect(heard).toEqual(NOTHING);
});

test("no other site can show a page of ours inside its own", async ({ page }) => {
  const elsewhere = "http://localhost:1/";
  await page.route(elsewhere, (route) =>
    route.fulfill({ contentType: "text/html", body: `<iframe src="${site}/sign-in"></iframe>` }),
  );
  await page.goto(elsewhere);
  await expect.poll(() => page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
});

test("after signing out the browser is told to forget what it kept", async () => {
  const page = await new Browserless(site).get("/sign-in?bye=1");
  expect(page.headers.get("clear-site-data")).toBe('"cache"');
  expect((await new Browserless(site).get("/sign-in")).headers.has("clear-site-data")).toBe(false);
});
