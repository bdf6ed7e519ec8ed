import { randomUUID } from "node:crypto";
import { addresses, variants } from "./addresses";
import type { Answer, Browserless } from "./browserless";
import { builtActions, builtRoutes } from "./built-app";
import { forthright } from "./command-line";
import type { UsedWithDesk } from "./every-form";
import { expect, test } from "./fixtures";
import { leaksIn, type MarkedHouse, openMarkedHouse } from "./marked-house";
import type { Marked } from "./marked-people";
import { asAdmin } from "./running";
import type { FoundForm } from "./tour";

test.describe.configure({ mode: "serial", timeout: 300_000 });

let house: MarkedHouse;
// biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern before the second parameter
test.beforeAll(async ({}, hook) => {
  hook.setTimeout(300_000);
  house = await openMarkedHouse();
});
test.afterAll(() => house?.close());

const everywhere = () => [...new Set(Object.values(addresses).flatMap((paths) => paths(house.used)))];

/** Asks for everything as one reader; with the cookies of the desk, in the ways that the pages have of their own. */
async function crawl(reader: Browserless) {
  const isStaff = reader.cookies.has("staff");
  const asked = Object.entries(variants).filter(([name]) => !isStaff || ["page", "flight"].includes(name));
  const [leaks, faults]: [string[], string[]] = [[], []];
  for (const path of everywhere()) {
    const looks = asked.map(async ([name, ask]) => {
      const answer = await ask(reader, path);
      if (leaksIn(answer, house.owner).length) leaks.push(`${name} ${path}`);
      if (answer.status >= 500) faults.push(`${name} ${path} ${answer.status}`);
    });
    await Promise.all(looks);
  }
  return { leaks, faults };
}

test("every route and every action of the build is tried", () => {
  expect(Object.keys(addresses).sort()).toEqual(builtRoutes().sort());
  expect([...house.used.forms.keys()].sort()).toEqual([...builtActions().values()].sort());
});

test("the owner reads their own marks, so that a leak would be seen", async () => {
  const { leaks, faults } = await crawl(house.owner.person);
  expect(leaks).toEqual(
    expect.arrayContaining(["page /data?whole=1", "flight /data?whole=1", `page ${house.used.request}`]),
  );
  expect(faults).toEqual([]);
});

const readers: [string, () => Browserless][] = [
  ["nobody", () => house.nobody],
  ["another customer", () => house.other.person],
  ["a session that has ended", () => house.ended],
  ["support outside of a visit", () => house.support],
  ["a privacy officer", () => house.used.desk.officer.desk],
  ["an admin", () => house.used.desk.admin.desk],
  ["an auditor", () => house.used.desk.auditor.desk],
  ["support in a visit to somebody else", () => house.used.desk.second.desk],
];

/** What the owner wrote to the privacy officer is for them to read. */
const writtenTo = (who: string, leak: string) =>
  who === "a privacy officer" && leak.endsWith(` /desk${house.used.request}`);

for (const [who, reader] of readers)
  test(`no route shows a byte of the owner's to ${who}`, async () => {
    const before = [...reader().cookies.keys()];
    const { leaks, faults } = await crawl(reader());
    expect({ leaks: leaks.filter((leak) => !writtenTo(who, leak)), faults }).toEqual({
      leaks: [],
      faults: [],
    });
    expect([...reader().cookies.keys()]).toEqual(before);
  });

/** Sends one of the owner's forms as somebody else, follows the answer, and says what went wrong. */
async function tryForm(name: string, { who, form }: { who: Browserless; form: Omit<FoundForm, "by"> }) {
  const answers: Answer[] = [await who.send(form.path, form.fields)];
  const to = answers[0]?.location;
  if (to) answers.push(await who.get(to));
  const wrong = answers.flatMap((answer) =>
    leaksIn(answer, house.owner).map((mark) => `${name} shows ${mark}`),
  );
  if (answers.some(({ status }) => status >= 500)) wrong.push(`${name} fails`);
  if (JSON.stringify(await house.ownersRows()) !== before) wrong.push(`${name} changes the owner's data`);
  return wrong;
}

let before: string;
test.beforeEach(async () => {
  before = JSON.stringify(await house.ownersRows());
});

/** Whoever holds one of these secrets acts for its person; as somebody else without it, one letter is wrong. */
const secrets = ["token", "code"];

const changed = (fields: Record<string, string>, change: (name: string, value: string) => string) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(name, value)]));
const wrongSecret = (name: string, value: string) =>
  secrets.includes(name) && value.length > 8 ? `A${value.slice(1, -1)}A` : value;

for (const [who, reader] of readers)
  test(`no action with the owner's form does anything for ${who}`, async () => {
    const wrong: string[] = [];
    for (const [name, { path, fields, by }] of house.used.forms) {
      // Of the desk's forms some are their own, and theirs to send.
      if (by === reader()) continue;
      wrong.push(
        ...(await tryForm(name, {
          who: reader().at(house.running.url),
          form: { path, fields: changed(fields, wrongSecret) },
        })),
      );
    }
    expect(wrong).toEqual([]);
  });

/** The owner's form as somebody else sends it in their own name; what the owner's boxes hold is not theirs to type. */
const inOwnName = (fields: FoundForm["fields"], stamp: string) =>
  changed(fields, (field, value) => {
    if (field === "stamp") return stamp;
    const isMarked = house.owner.marks.some((mark) => value.toLowerCase().includes(mark.toLowerCase()));
    return isMarked ? "x" : wrongSecret(field, value);
  });

const stampAt = async (who: Browserless, path: string) =>
  (await who.forms(path)).find(({ fields }) => fields.stamp)?.fields.stamp ?? "";

/** Tried last, because they end what the sender acts through. */
const ENDING = [
  "account/endAllAction",
  "app/endVisitAction",
  "app/signOutAction",
  "desk/find/endOpenVisitAction",
  "desk/signOutStaffAction",
  "desk/visit-over/leaveVisitAction",
];
const endingLast = (forms: UsedWithDesk["forms"]) =>
  [...forms].sort(([a], [b]) => ENDING.indexOf(a) - ENDING.indexOf(b));

test("no action with the owner's ids and the stamps of a visit to somebody else touches the owner", async () => {
  const { used } = house;
  const who = used.desk.second.desk;
  const stamps = { visit: await stampAt(who, "/account"), desk: await stampAt(who, "/desk/rules") };
  const wrong: string[] = [];
  for (const [name, { path, fields }] of endingLast(used.forms)) {
    const own = inOwnName(fields, stamps[path.startsWith("/desk") ? "desk" : "visit"]);
    wrong.push(...(await tryForm(name, { who, form: { path, fields: own } })));
  }
  expect(wrong).toEqual([]);
});

test("no action with the owner's ids and another customer's own stamp touches the owner", async () => {
  const { other, used } = house;
  const stamp = await stampAt(other.person, "/account");
  const wrong: string[] = [];
  for (const [name, { path, fields }] of endingLast(used.forms))
    wrong.push(
      ...(await tryForm(name, { who: other.person, form: { path, fields: inOwnName(fields, stamp) } })),
    );
  expect(wrong).toEqual([]);
});

const HOOKS = "/webhook-endpoints";

/** Every endpoint with one customer's ids. */
const calls = ({ customerId, number, email }: Marked): [string, string, unknown?][] => {
  const customer = { id: customerId };
  const cell = { purpose: "offers", channel: "email" };
  const at = new Date().toISOString();
  const evidence = { method: "checkout", wording: "Send me offers.", locale: "en" };
  const told = { ...cell, state: "granted", occurred_at: at, evidence };
  return [
    ["POST", "/decisions", { requests: [{ customer, ...cell }] }],
    ["POST", "/choices", { customer, choices: [told] }],
    ["POST", "/uses", { uses: [{ customer, ...cell, items: ["email"], title: "x", occurred_at: at }] }],
    ["POST", "/links", { customer, kind: "stop", ...cell }],
    ["GET", `/customers?${new URLSearchParams({ email })}`],
    ["GET", `/customers/${customerId}/choices`],
    ["GET", `/customers/${customerId}/ledger`],
    ["PUT", `/customers/${number}`, { email: "taken.over@example.com" }],
    ["GET", HOOKS],
    ["POST", HOOKS, { url: "https://taken-over.example.com/hear", events: ["choice.changed"] }],
    ["GET", `${HOOKS}/${customerId}`],
    ["PATCH", `${HOOKS}/${customerId}`, { enabled: false }],
    ["DELETE", `${HOOKS}/${customerId}`],
    ["GET", `${HOOKS}/${customerId}/deliveries`],
    ["POST", `${HOOKS}/${customerId}/replay`, { events: [customerId] }],
    ["POST", "/obeyed", { event: customerId, at, system: "x" }],
  ];
};

test("no endpoint answers without a key, or with one that lacks the scope", async () => {
  const { owner, running, folder, nobody } = house;
  const keyFor = async (scopes: string): Promise<string> => {
    const words = ["key", "create", "--name", `Reports by ${scopes}`, "--scopes", scopes, "--json"];
    return JSON.parse((await forthright(words, folder)).told).secret;
  };
  const [lesser, other] = [await keyFor("obeyed:write"), await keyFor("webhooks")];
  const { paths } = JSON.parse((await nobody.get("/api/v1/openapi.json")).text);
  const named = Object.entries<Record<string, { security: unknown[] }>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      // What is open to all needs no key.
      .filter(([, { security }]) => security.length > 0)
      .map(([method]) => `${method.toUpperCase()} ${path.replace(/^\/api\/v1/, "")}`),
  );
  const tried = calls(owner).map(([method, path]) => `${method} ${path.replace(/\?.*/, "")}`);
  expect(
    tried.map((one) => one.replace(owner.customerId, "{id}").replace(/\d+$/, "{customer_number}")).sort(),
  ).toEqual(expect.arrayContaining(named.sort()));
  const wrong: string[] = [];
  for (const [method, path, body] of calls(owner))
    for (const [who, key, status] of [
      ["no key", "", 401],
      ["a key that nobody made", `${lesser.slice(0, -2)}AA`, 401],
      ["a key without the scope", path === "/obeyed" ? other : lesser, 403],
    ] as const) {
      const headers = {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        "content-type": "application/json",
        "idempotency-key": randomUUID(),
      };
      const answer = await owner.person.sendRaw(`${running.url}/api/v1${path}`, {
        ...{ method, headers },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (answer.status !== status) wrong.push(`${method} ${path} with ${who}: ${answer.status}`);
      for (const mark of leaksIn(answer, owner)) wrong.push(`${method} ${path} with ${who} shows ${mark}`);
    }
  expect(wrong).toEqual([]);
  expect(JSON.stringify(await house.ownersRows())).toBe(before);
});

test("another customer's session cannot use the owner's codes and links", async () => {
  const { owner, other, used } = house;
  await other.person.signIn(other.email);
  const page = await other.person.forms("/requests/copy");
  const stamp = page.find(({ fields }) => fields.stamp)?.fields.stamp ?? "";
  const copy = await other.person.send("/requests/copy/download", { stamp, token: used.copyToken });
  expect([copy.status, leaksIn(copy, owner)]).toEqual([410, []]);
  const correction = used.forms.get("data/confirmAction");
  await other.person.send("/data", { ...correction?.fields, stamp, code: used.correctionCode });
  expect(JSON.stringify(await house.ownersRows())).toBe(before);
  const own = await owner.person.forms(`/requests/copy?link=${used.copyToken}&until=2100-01-01T00:00:00Z`);
  const download = own.find(({ fields }) => fields.token === used.copyToken);
  expect((await owner.person.send("/requests/copy/download", download?.fields ?? {})).status).toBe(200);
});

test("what a sender says about its own address counts for nothing", async () => {
  const { nobody, running } = house;
  const ask = (await nobody.forms("/sign-in")).find(({ fields }) => "who" in fields);
  for (let turn = 1; turn <= 5; turn += 1) {
    const address = `203.0.113.${turn}`;
    await nobody.send(
      "/sign-in",
      { ...ask?.fields, who: `somebody${turn}@example.com` },
      {
        "x-forwarded-for": address,
        forwarded: `for=${address}`,
        "x-real-ip": address,
        "true-client-ip": address,
        "x-forthright-client": address,
      },
    );
  }
  const counted = await asAdmin<{ points: number }>(
    running.adminUrl(),
    "select points from limits where key like 'sign_in_network:%'",
  );
  expect(counted).toHaveLength(1);
  expect(counted[0]?.points).toBeGreaterThanOrEqual(5);
});

test("the server's log names no one, and holds no secret", async () => {
  const lines = house.running
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{"));
  expect(lines.length).toBeGreaterThan(200);
  const log = lines.join("\n").toLowerCase();
  const { owner, other, used } = house;
  const { signInToken, confirmToken, copyToken, correctionCode } = used;
  const secret = [signInToken, confirmToken, copyToken, correctionCode, owner.customerId];
  for (const text of [...owner.marks, ...other.marks, ...secret])
    expect(log).not.toContain(text.toLowerCase());
  expect(log).not.toMatch(/[a-z0-9._%+-]+@[a-z0-9-]+\.[a-z]{2,}/);
  expect(log).not.toMatch(/[a-z0-9_-]{43}/);
  expect(log).not.toMatch(/\+\d{2}[ \d]{8,}/);
});
