import { request as ask } from "node:http";
import { type Answer, Browserless } from "./browserless";
import { tryDeskToo, type UsedWithDesk } from "./every-form";
import { data, expect, forgetLimits, site, test } from "./fixtures";
import { idOf, linkTo, mailSystem } from "./links";
import { enter, type Marked, type Place } from "./marked-people";
import { CODE, found, foundAfter } from "./outbox";
import { openAsk, rowsOf, shopRowsOf, staffRowsOf } from "./rows";
import { adminUrl } from "./running";

test.describe.configure({ timeout: 600_000 });

const placeAt = (url: string): Place => ({
  url,
  app: adminUrl(data),
  shop: adminUrl(data, "juniper_shop"),
  marketing: adminUrl(data, "juniper_marketing"),
});

const EVIL = "https://evil.example";
type Fields = Record<string, string>;
type Forge = (person: Browserless, path: string, fields: Fields) => Promise<Answer>;

const formOf = (fields: Fields) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
};
const from =
  (headers: Record<string, string>): Forge =>
  (person, path, fields) =>
    person.sendRaw(path, { method: "POST", headers, body: formOf(fields) });

/** Ways in which a page elsewhere, or a program, may try to have a form of ours sent in a person's name. */
const forgeries: Record<string, Forge> = {
  "no Origin": from({}),
  "Origin null": from({ origin: "null" }),
  "another Origin": from({ origin: EVIL }),
  "another Origin and a forwarded host": from({
    origin: EVIL,
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.example;proto=https",
  }),
  "another port": from({ origin: "http://localhost:1" }),
  "our Origin from another site": (person, path, fields) =>
    person.send(path, fields, { "sec-fetch-site": "cross-site" }),
  "our Origin from a sibling": (person, path, fields) =>
    person.send(path, fields, { "sec-fetch-site": "same-site" }),
  "a body of plain text": (person, path, fields) =>
    person.sendRaw(path, {
      method: "POST",
      headers: { origin: person.url, "content-type": "text/plain" },
      body: new URLSearchParams(fields).toString(),
    }),
  "arguments instead of a form": (person, path, fields) => {
    const action = Object.keys(fields).find((name) => name.startsWith("$ACTION_ID_")) ?? "";
    const headers = { origin: person.url, "next-action": action.replace("$ACTION_ID_", "") };
    return person.sendRaw(path, { method: "POST", headers, body: JSON.stringify([fields, { to: "on" }]) });
  },
  "an address instead of a body": (person, path, fields) =>
    person.get(`${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams(fields)}`),
};

/** Only where there is somebody to be signed in as. */
const strangers: Record<string, Forge> = {
  "no stamp": (person, path, { stamp: _, ...fields }) => person.send(path, fields),
  "another stamp": (person, path, fields) => person.send(path, { ...fields, stamp: `A${fields.stamp}` }),
  "no session": (person, path, fields) => new Browserless(person.url).send(path, fields),
};

/** An answer that says no: a fault of the sender's, a page that says why, the way to sign in, or a plain page. */
function saysNo({ status, location, headers }: Answer): boolean {
  if (headers.has("content-disposition")) return false;
  if (status === 303)
    return /[?&]problem=(forbidden|other_person|invalid|gone)|^(\/desk)?\/sign-in/.test(location ?? "");
  return status === 200 || status >= 400 || status === 307;
}

test("no forged form is acted upon, whichever form it is and however it is forged", async ({
  ownCustomer,
}) => {
  await forgetLimits();
  const place = placeAt(site);
  const owner = await enter(place, ownCustomer);
  const used = await tryDeskToo(owner, { url: site, folder: data });
  const { agent, second, officer, admin, auditor } = used.desk;
  const staff = [agent, second, officer, admin, auditor].map(({ name }) => name);
  const [here, shop] = [await openAsk(place.app), await openAsk(place.shop)];
  const kept = async () =>
    JSON.stringify([
      await rowsOf(here.ask, owner.customerId),
      await shopRowsOf(shop.ask, owner.number),
      await staffRowsOf(here.ask, staff),
    ]);
  let before = await kept();
  const unknown = `nobody.${owner.number}@example.com`;
  const wrong: string[] = [];
  for (const [name, { path, fields, by = owner.person }] of formsOf(used, unknown)) {
    const ways = fields.stamp ? { ...forgeries, ...strangers } : forgeries;
    // Side by side: what each comes to is in its answer, and whether any was done in what is kept.
    const tried = Object.entries(ways).map(async ([way, forge]) => {
      if (way in strangers && OWN_BROWSER.includes(name)) return;
      const answer = await forge(by.at(by.url), path, fields);
      if (!saysNo(answer)) wrong.push(`${name} by ${way}: ${answer.status} ${answer.location}`);
    });
    await Promise.all(tried);
    const after = await kept();
    if (after !== before) wrong.push(`${name} was done`);
    before = after;
  }
  await Promise.all([here.end(), shop.end()]);
  expect(wrong).toEqual([]);
  await expectStillOpen(owner, { used, unknown });
});

/** What whoever holds a browser may do in it: read another language, let go of a visit that is over. */
const OWN_BROWSER = [
  "app/chooseLanguageAction",
  "desk/chooseDeskLanguageAction",
  "desk/visit-over/leaveVisitAction",
];

/** One form of each action, and of the handlers that are none. */
function formsOf(
  used: UsedWithDesk,
  unknown: string,
): [string, { path: string; fields: Fields; by?: Browserless }][] {
  const stamp = used.forms.get("app/signOutAction")?.fields.stamp ?? "";
  const start = used.forms.get("sign-in/startAction");
  return [
    ...used.forms,
    ["sign-in/startAction", { path: "/sign-in", fields: { ...start?.fields, who: unknown } }],
    ["copy/download", { path: "/requests/copy/download", fields: { stamp, token: used.copyToken } }],
    [
      "audit/export",
      {
        path: "/desk/audit/export",
        fields: { stamp: used.forms.get("desk/audit/verifyAction")?.fields.stamp ?? "", format: "csv" },
        by: used.desk.auditor.desk,
      },
    ],
    ["auth/start/staff", { path: "/api/auth/start/staff", fields: { next: "/desk" } }],
    ["auth/start", { path: "/api/auth/start", fields: { next: "/" } }],
  ];
}

/** What was forged can still be done by whom it belongs to, so it was not for want of something to do. */
async function expectStillOpen(
  { person }: Marked,
  { used, unknown }: { used: UsedWithDesk; unknown: string },
) {
  const guest = new Browserless(person.url);
  expect(await found(guest, { email: unknown, pattern: /(We know nobody)/g })).toEqual([]);
  for (const name of ["sign-in/linkAction", "[token]/confirmAction", "choices/resumeMarketingAction"]) {
    const form = used.forms.get(name);
    const sender = form?.fields.stamp ? person : guest;
    const { location } = await sender.send(form?.path ?? "/", form?.fields ?? {});
    expect(location, name).not.toMatch(/problem|refused/);
  }
  for (const name of [
    "desk/requests/writeAction",
    "(customer)/revealInVisitAction",
    "desk/audit/searchAction",
  ]) {
    const form = used.forms.get(name);
    const { location } = (await form?.by.send(form.path, form.fields)) ?? { location: "refused" };
    expect(location, name).not.toMatch(/problem|refused|sign-in/);
  }
  const copy = await person.forms(`/requests/copy?link=${used.copyToken}&until=2100-01-01T00:00:00Z`);
  const form = copy.find(({ fields }) => fields.token);
  expect((await person.send("/requests/copy/download", form?.fields ?? {})).status).toBe(200);
}

/** A stop link is its own proof, whoever's page the form was on: so all that it can do is less, and no more than once. */
test("a stop link lowers from anywhere, again changes nothing, and nothing else can be said with it", async ({
  ownCustomer: { email },
}) => {
  const mail = await mailSystem({ site, data });
  const link = await linkTo(mail, { email, kind: "stop" });
  const id = await idOf(mail, email);
  const anybody = new Browserless(site);
  const kept = () => rowsOf(adminUrl(data), id);
  const post = (path: string, fields: Fields, origin = EVIL) =>
    anybody.sendRaw(path, {
      method: "POST",
      headers: { origin, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields).toString(),
    });
  const before = await kept();
  const nothing: [string, Fields][] = [
    [link, { act: "grant", locale: "en" }],
    [link, { act: "undo", undo: "A".repeat(43), locale: "en" }],
    [link, { act: "stop", locale: "en", customer_id: id }],
    [link, { act: "fresh", who: email, locale: "en" }],
    [link, { act: "language", locale: "de", at: "stop" }],
    [`${link.slice(0, -2)}AA`, { act: "stop", locale: "en" }],
    [`/stop/${"A".repeat(43)}`, { "List-Unsubscribe": "One-Click" }],
  ];
  for (const [path, fields] of nothing) {
    const { status, location } = await post(path, fields);
    expect(status, JSON.stringify(fields)).toBeLessThan(500);
    expect(location ?? "/").toMatch(/^\//);
    expect(await kept(), JSON.stringify(fields)).toEqual(before);
  }
  expect((await anybody.get(`${link}?${new URLSearchParams({ act: "stop", locale: "en" })}`)).status).toBe(
    200,
  );
  expect(await kept()).toEqual(before);
  for (const origin of ["null", EVIL]) await post(link, { "List-Unsubscribe": "One-Click" }, origin);
  const { choice_events: events, choices } = await kept();
  expect(events).not.toEqual(before.choice_events);
  const offers: { channel: string; state: string }[] = JSON.parse(choices ?? "[]");
  expect(offers.find(({ channel }) => channel === "email")?.state).toBe("withdrawn");
  await post(link, { act: "stop", locale: "en" });
  expect(await kept()).toMatchObject({ choice_events: events, choices });
});

test("what one person typed is not for the next in the same browser", async ({ ownCustomer }) => {
  await forgetLimits();
  const [one, next] = [new Browserless(site), new Browserless(site)];
  await one.signIn(ownCustomer.email);
  await next.signIn("maeve.gallagher@example.com");
  const path = "/requests/new/complain";
  const form = (await one.forms(path)).find(({ fields }) => fields.kind);
  const typed = { ...form?.fields, text: "My own words \u0007" };
  const refused = await one.send(path, typed);
  const shows = ({ text }: Answer, words: string) => text.includes(words);
  expect(shows(await one.get(refused.location ?? ""), "My own words")).toBe(true);

  next.cookies.set("kept", one.cookies.get("kept") ?? "");
  expect(shows(await next.get(refused.location ?? ""), "My own words")).toBe(false);

  const stale = await next.send(path, { ...typed, text: "My own words" });
  const page = await next.get(stale.location ?? "");
  expect(shows(page, "This page was for someone else")).toBe(true);
  expect(shows(page, "My own words")).toBe(false);
});

test("a session is new at each proof, and a cookie from before it opens nothing", async ({
  ownCustomer: { email },
}) => {
  await forgetLimits();
  const opens = async (cookie: string | undefined) => {
    const holder = new Browserless(site);
    holder.cookies.set("session", cookie ?? "");
    return (await holder.get("/account")).status === 200;
  };
  const person = new Browserless(site);
  person.cookies.set("session", "planted");
  await person.signIn(email);
  const first = person.cookies.get("session");
  expect([await opens("planted"), await opens(first)]).toEqual([false, true]);

  const again = (await person.forms("/sign-in/again")).find(({ fields }) => "next" in fields);
  const code = await foundAfter(new Browserless(site), { email, pattern: CODE }, () =>
    person.send("/sign-in/again", again?.fields ?? {}),
  );
  const path = "/sign-in/again?sent=1";
  const form = (await person.forms(path)).find(({ fields }) => "code" in fields);
  await person.send(path, { ...form?.fields, code });
  const second = person.cookies.get("session");
  expect([await opens(first), await opens(second)]).toEqual([false, true]);

  const out = (await person.forms("/account")).find(({ html }) => />Sign out</.test(html));
  await person.send("/account", out?.fields ?? {});
  expect([await opens(second), person.cookies.has("session")]).toEqual([false, false]);
});

const [back, tab] = ["\\", "\t"];
const hosts = [
  "evil.example",
  "evil.example/data",
  "localhost@evil.example",
  "evil.example:80",
  "%65vil.example",
];
const vectors = [
  ...hosts.flatMap((host) => [
    `https://${host}`,
    `//${host}`,
    `///${host}`,
    `/${back}${host}`,
    `${back}${back}${host}`,
    `/${tab}/${host}`,
    `/%2f${host}`,
    `/%5c${host}`,
    `/.//${host}`,
    `/..//${host}`,
    `https:${host}`,
    ` //${host}`,
  ]),
  "javascript:alert(1)",
  "data:text/html,x",
  "/\r\nLocation: https://evil.example",
  "/%0d%0aSet-Cookie:%20session=x",
  "/x/..//evil.example",
  "/x/../..//evil.example",
  "/\u0000//evil.example",
  "/;@evil.example/../..//evil.example",
];

test("nobody is led to another site", async ({ ownCustomer }) => {
  await forgetLimits();
  const person = new Browserless(site);
  await person.signIn(ownCustomer.email);
  const [language] = await person.forms("/terms");
  expect(vectors.length).toBeGreaterThanOrEqual(60);
  const led: (string | null)[] = [];
  for (const vector of vectors) {
    const next = encodeURIComponent(vector);
    led.push((await person.get(`/sign-in?next=${next}`)).location);
    led.push((await person.send("/terms", { ...language?.fields, locale: "en", back: vector })).location);
    const { text } = await new Browserless(site).get(`/sign-in?next=${next}`);
    led.push(/name="next" value="([^"]*)"/.exec(text)?.[1] ?? null);
  }
  for (const path of [
    "//evil.example/data",
    "//evil.example/%2e%2e",
    `/${back}evil.example/data`,
    "/.//evil.example",
  ])
    led.push(await locationOf(site, path));
  for (const to of led) {
    expect(new URL(to ?? "/", site).origin).toBe(site);
    expect(to ?? "/").not.toMatch(/^[^/]|^\/[/\\\s]|[\r\n]/);
  }
});

/** Asks for a path as it stands, which no browser would send. */
const locationOf = (url: string, path: string): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = ask({ hostname, port, path }, (answer) => {
      answer.resume();
      resolve(answer.headers.location ?? null);
    });
    sent.once("error", reject).end();
  });
