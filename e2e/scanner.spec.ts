import type { Page } from "@playwright/test";
import { type Answer, Browserless } from "./browserless";
import { tryEverything } from "./every-form";
import { data, expect, forgetLimits, site, test } from "./fixtures";
import { idOf, linkTo, mailSystem, pressed } from "./links";
import { customerOf, enter } from "./marked-people";
import { CODE, foundAfter, SIGN_IN_LINK } from "./outbox";
import { rowsOf } from "./rows";
import { adminUrl, asAdmin } from "./running";
import { bytesOf } from "./same-bytes";

test.describe.configure({ timeout: 180_000 });

/** Asks for a sign-in; the browser that asked, and the link or code of the message. */
async function asked(url: string, { email, pattern }: { email: string; pattern: RegExp }) {
  const browser = new Browserless(url);
  const ask = (await browser.forms("/sign-in")).find(({ fields }) => "who" in fields);
  const secret = await foundAfter(new Browserless(url), { email, pattern }, () =>
    browser.send("/sign-in", { ...ask?.fields, who: email }),
  );
  return { browser, secret };
}

/** What a mail scanner does with a link: a real browser, many times, and plain requests. It presses nothing. */
async function scan(page: Page, path: string): Promise<void> {
  for (let times = 0; times < 20; times += 1) {
    await page.goto(path, { waitUntil: "load" });
    await expect(page.getByRole("main").getByRole("button").first()).toBeVisible();
  }
  const program = new Browserless(new URL(page.url()).origin);
  for (let times = 0; times < 20; times += 1) expect((await program.get(path)).status).toBe(200);
  const head = await program.sendRaw(path, { method: "HEAD" });
  expect([head.status, head.text]).toEqual([200, ""]);
  for (const method of ["OPTIONS", "PUT", "DELETE", "POST"])
    await program.sendRaw(path, { method, headers: { origin: program.url } });
  expect([...program.cookies.keys(), ...(await page.context().cookies())]).toEqual([]);
}

const signedIn = (answer: Answer) => /(^|; |, )session=[^;]/.test(answer.headers.getSetCookie().join(", "));

async function openSessions(customerId: string): Promise<number> {
  const rows = await asAdmin(adminUrl(data), "select from sessions where customer_id = $1", [customerId]);
  return rows.length;
}

test("a sign-in link survives every scanner, and then works once", async ({
  page,
  ownCustomer: { email },
}) => {
  await forgetLimits();
  const { secret } = await asked(site, { email, pattern: SIGN_IN_LINK });
  const path = `/sign-in/${secret}`;
  const toOthers: string[] = [];
  page.on("request", (request) => {
    const isOurs = new URL(request.url()).origin === site;
    if (!isOurs || (request.url().includes(secret) && !request.url().endsWith(path)))
      toOthers.push(request.url());
  });
  await scan(page, path);
  expect(toOthers).toEqual([]);

  const person = new Browserless(site);
  const press = (await person.forms(path)).find(({ fields }) => fields.token === secret);
  expect(signedIn(await person.send(path, press?.fields ?? {}))).toBe(true);
  const again = new Browserless(site);
  const used = await again.send(path, press?.fields ?? {});
  expect([signedIn(used), used.location]).toEqual([false, "/sign-in?refused=not_accepted&next=%2F"]);
});

test("a confirm link survives every scanner, and switches on when pressed", async ({ page, ownCustomer }) => {
  await forgetLimits();
  const app = adminUrl(data);
  const place = {
    url: site,
    app,
    shop: adminUrl(data, "juniper_shop"),
    marketing: adminUrl(data, "juniper_marketing"),
  };
  const owner = await enter(place, ownCustomer);
  const { forms, confirmToken } = await tryEverything(owner);
  const { choices, choice_events: events } = await rowsOf(app, owner.customerId);
  await scan(page, `/confirm/${confirmToken}`);
  expect(await rowsOf(app, owner.customerId)).toMatchObject({ choices, choice_events: events });
  const press = forms.get("[token]/confirmAction");
  const { location } = await new Browserless(site).send(press?.path ?? "", press?.fields ?? {});
  expect(location).toContain("done=1");
  expect((await rowsOf(app, owner.customerId)).choice_events).not.toBe(events);
});

for (const kind of ["stop", "why", "undo"] as const)
  test(`a ${kind} link survives every scanner, and its secret goes nowhere else`, async ({
    page,
    ownCustomer: { email },
  }) => {
    const app = adminUrl(data);
    const mail = await mailSystem({ site, data });
    const link = await linkTo(mail, { email, kind: kind === "why" ? "why" : "stop" });
    const path = kind === "undo" ? await pressed({ site, link, act: "stop" }) : link;
    const id = await idOf(mail, email);
    const before = await rowsOf(app, id);
    const toOthers: string[] = [];
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== site) toOthers.push(request.url());
    });
    await scan(page, path);
    expect(await rowsOf(app, id)).toEqual(before);
    expect(toOthers).toEqual([]);
    const done = kind === "undo" ? { undo: new URL(path, site).searchParams.get("undo") ?? "" } : {};
    const act = kind === "undo" ? "undo" : "stop";
    expect(await pressed({ site, link, act, ...done })).toContain(kind === "undo" ? "undone=all" : "undo=");
    expect((await rowsOf(app, id)).choice_events).not.toEqual(before.choice_events);
  });

for (const kind of ["link", "code"] as const)
  test(`fifty uses of one ${kind} at once make one session`, async ({ ownCustomer: { email } }) => {
    await forgetLimits();
    const pattern = kind === "link" ? SIGN_IN_LINK : CODE;
    const { browser, secret } = await asked(site, { email, pattern });
    const path = kind === "link" ? `/sign-in/${secret}` : "/sign-in?sent=1";
    const form = (await browser.forms(path)).find(({ fields }) => "token" in fields || "code" in fields);
    const fields = { ...form?.fields, ...(kind === "code" ? { code: secret } : {}) };
    const tries = Array.from({ length: 50 }, async () => {
      const one = browser.at(site);
      return { one, answer: await one.send(path, fields) };
    });
    const winners = (await Promise.all(tries)).filter(({ answer }) => signedIn(answer));
    expect(winners).toHaveLength(1);
    const [winner] = winners;
    if (!winner) throw new Error("nobody won");
    expect(await openSessions(await customerOf({ app: adminUrl(data) }, winner.one))).toBe(1);
  });

test("a code works only in the browser that asked, and only five tries long", async ({
  ownCustomer: { email },
}) => {
  await forgetLimits();
  const { browser, secret } = await asked(site, { email, pattern: CODE });
  const form = (await browser.forms("/sign-in?sent=1")).find(({ fields }) => "code" in fields);
  const enterCode = (who: Browserless, code: string) =>
    who.send("/sign-in?sent=1", { ...form?.fields, code });
  expect(signedIn(await enterCode(new Browserless(site), secret))).toBe(false);
  const wrong = secret.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
  for (let tries = 0; tries < 5; tries += 1) expect(signedIn(await enterCode(browser, wrong))).toBe(false);
  expect(signedIn(await enterCode(browser, secret))).toBe(false);
});

test("a new link voids the one before", async ({ ownCustomer: { email } }) => {
  await forgetLimits();
  const first = await asked(site, { email, pattern: SIGN_IN_LINK });
  const path = `/sign-in/${first.secret}`;
  const press = (await first.browser.forms(path)).find(({ fields }) => fields.token);
  const second = await asked(site, { email, pattern: SIGN_IN_LINK });
  expect(signedIn(await first.browser.send(path, press?.fields ?? {}))).toBe(false);
  const other = await second.browser.send(path, { ...press?.fields, token: second.secret });
  expect(signedIn(other)).toBe(true);
});

test("whether somebody is known changes no byte of the answer", async ({ ownCustomer }) => {
  await forgetLimits();
  const answers: string[][][] = [];
  for (const who of [ownCustomer.email, "quite.unknown@example.com", `${ownCustomer.number}`, "99999999"]) {
    const browser = new Browserless(site);
    const ask = (await browser.forms("/sign-in")).find(({ fields }) => "who" in fields);
    const first = await browser.send("/sign-in", { ...ask?.fields, who });
    const then = await browser.get(first.location ?? "");
    const form = (await browser.forms("/sign-in?sent=1")).find(({ fields }) => "code" in fields);
    const wrong = await browser.send("/sign-in?sent=1", { ...form?.fields, code: "00000000" });
    answers.push([first, then, wrong, await browser.get(wrong.location ?? "")].map(bytesOf));
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});
