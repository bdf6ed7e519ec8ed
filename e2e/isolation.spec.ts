import { addresses, variants } from "./addresses";
import type { Answer, Browserless } from "./browserless";
import { builtActions, builtRoutes } from "./built-app";
import type { FoundForm } from "./every-form";
import { expect, test } from "./fixtures";
import { leaksIn, type MarkedHouse, openMarkedHouse } from "./marked-house";
import { asAdmin } from "./running";

test.describe.configure({ mode: "serial", timeout: 300_000 });

let house: MarkedHouse;
// biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern before the second parameter
test.beforeAll(async ({}, hook) => {
  hook.setTimeout(300_000);
  house = await openMarkedHouse();
});
test.afterAll(() => house?.close());

const everywhere = () => [...new Set(Object.values(addresses).flatMap((paths) => paths(house.used)))];

/** Asks for everything as one reader. */
async function crawl(reader: Browserless) {
  const [leaks, faults]: [string[], string[]] = [[], []];
  for (const path of everywhere())
    for (const [name, ask] of Object.entries(variants)) {
      const answer = await ask(reader, path);
      if (leaksIn(answer, house.owner).length) leaks.push(`${name} ${path}`);
      if (answer.status >= 500) faults.push(`${name} ${path} ${answer.status}`);
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
];

for (const [who, reader] of readers)
  test(`no route shows a byte of the owner's to ${who}`, async () => {
    const before = [...reader().cookies.keys()];
    expect(await crawl(reader())).toEqual({ leaks: [], faults: [] });
    expect([...reader().cookies.keys()]).toEqual(before);
  });

/** Sends one of the owner's forms as somebody else, follows the answer, and says what went wrong. */
async function tryForm(name: string, { who, form }: { who: Browserless; form: FoundForm }) {
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
    for (const [name, { path, fields }] of house.used.forms)
      wrong.push(
        ...(await tryForm(name, { who: reader(), form: { path, fields: changed(fields, wrongSecret) } })),
      );
    expect(wrong).toEqual([]);
  });

test("no action with the owner's ids and another customer's own stamp touches the owner", async () => {
  const { other, owner, used } = house;
  const stamp = (await other.person.forms("/account")).find(({ fields }) => fields.stamp)?.fields.stamp ?? "";
  const wrong: string[] = [];
  const last = ["app/signOutAction", "account/endAllAction"];
  const order = [...used.forms].sort(([a], [b]) => last.indexOf(a) - last.indexOf(b));
  for (const [name, { path, fields }] of order) {
    const own = changed(fields, (field, value) => {
      if (field === "stamp") return stamp;
      // What the owner's boxes hold is not for the other to type.
      return owner.marks.some((mark) => value.toLowerCase().includes(mark.toLowerCase()))
        ? "x"
        : wrongSecret(field, value);
    });
    wrong.push(...(await tryForm(name, { who: other.person, form: { path, fields: own } })));
  }
  expect(wrong).toEqual([]);
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
