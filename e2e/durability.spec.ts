import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Browserless, type Form, formsOf } from "./browserless";
import { expect, test } from "./fixtures";
import { makeData, removeData } from "./own-data";
import { newcomer, patientSystem, writesAbout } from "./patient-system";
import { people } from "./people";
import { adminUrl, asAdmin, freePort, type Running, startForthright } from "./running";

test.describe.configure({ mode: "serial", timeout: 420_000 });

const data = makeData("durable");
const beside = makeData("beside");
let first: Running;
let second: Running;

/** A second server of the same installation, as a second machine would be. */
async function startBeside(at?: number): Promise<Running> {
  const port = readFileSync(join(data, "postgres/port"), "utf8").trim();
  const { owner, app } = JSON.parse(readFileSync(join(data, "postgres/passwords.json"), "utf8"));
  const url = (role: string, password: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/forthright`;
  return startForthright({
    data: beside,
    port: at ?? (await freePort()),
    env: {
      DATABASE_URL: url("forthright_app", app),
      DATABASE_OWNER_URL: url("forthright_owner", owner),
      FORTHRIGHT_SECRET: readFileSync(join(data, "secret"), "utf8").trim(),
      SHOP_DATABASE_URL: adminUrl(data, "juniper_shop"),
      SHOP_WRITE_DATABASE_URL: adminUrl(data, "juniper_shop"),
      MARKETING_DATABASE_URL: adminUrl(data, "juniper_marketing"),
      LOYALTY_URL: "http://localhost:1/{customer_key}",
      LOYALTY_TOKEN: "none",
      FORTHRIGHT_BRAND: "brand",
    },
  });
}

/** Ten people, each at five devices at once. */
const [PEOPLE, DEVICES] = [10, 5];
const WRITERS = PEOPLE * DEVICES;

/** Customers of the demo's shop who can sign in by email. */
async function shoppers(): Promise<string[]> {
  const rows = await asAdmin<{ email: string }>(
    adminUrl(data, "juniper_shop"),
    "select email from retail.person where email like '%@%' group by email having count(*) = 1 order by email limit $1",
    [PEOPLE],
  );
  return rows.map(({ email }) => email);
}

/** Everybody who acts here, signed in while there is one server: a second one would take jobs, and has no outbox. */
const signedIn: Browserless[] = [];

test.beforeAll(async () => {
  test.setTimeout(420_000);
  first = await startForthright({ data });
  for (const email of [people.ana, people.jonas, ...(await shoppers())]) {
    const person = new Browserless(first.url);
    await person.signIn(email);
    signedIn.push(person);
  }
  second = await startBeside();
});
test.afterAll(async () => {
  await second?.stop();
  await first?.stop();
  removeData(data);
  removeData(beside);
});

const field = (name: string) => `name="${name}"`;
const admin = <Row extends object>(sql: string, values?: unknown[]) =>
  asAdmin<Row>(adminUrl(data), sql, values);

interface Event {
  seq: number;
  paused_until: Date | null;
  state: string;
  purpose: string;
  channel: string;
}

const eventsOf = (customer: string, after = 0) =>
  admin<Event>("select * from choice_events where customer_id = $1 and seq > $2 order by seq", [
    customer,
    after,
  ]);

async function newestActor(): Promise<{ customer: string; seq: number }> {
  const [row] = await admin<{ customer_id: string; seq: number }>(
    "select customer_id, seq from choice_events order by at desc limit 1",
  );
  return { customer: row?.customer_id ?? "", seq: row?.seq ?? 0 };
}

/** Leaves one person with one marketing switch on, so that one act is one event. */
async function onlyOffersByEmail(person: Browserless): Promise<{ customer: string; seq: number }> {
  const stop = (await person.forms("/choices")).find((form) => /Stop all marketing/.test(form.html));
  if (stop) await person.send("/choices", stop.fields);
  const on = (await person.forms("/choices")).find(
    (form) => form.fields.purpose === "offers" && form.fields.channel === "email" && form.fields.to === "on",
  );
  await person.send("/choices", on?.fields ?? {});
  return newestActor();
}

/** Does all of `work`, `width` at a time. */
async function inParallel<T>(work: (() => Promise<T>)[], width: number): Promise<T[]> {
  const results: T[] = new Array(work.length);
  let next = 0;
  const lane = async () => {
    while (next < work.length) {
      const at = next++;
      results[at] = await (work[at] as () => Promise<T>)();
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}

async function verifyLedger(): Promise<string> {
  const port = readFileSync(join(data, "postgres/port"), "utf8").trim();
  const { app } = JSON.parse(readFileSync(join(data, "postgres/passwords.json"), "utf8"));
  const { stdout } = await promisify(execFile)(process.execPath, ["cli/forthright.js", "verify", "ledger"], {
    cwd: join(import.meta.dirname, ".."),
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "production",
      DATABASE_URL: `postgres://forthright_app:${app}@127.0.0.1:${port}/forthright`,
      FORTHRIGHT_SECRET: readFileSync(join(data, "secret"), "utf8").trim(),
    },
  });
  return stdout;
}

const day = (number: number) => new Date(Date.now() + (number + 2) * 86_400_000).toISOString().slice(0, 10);

test("800 different acts of one person through two servers are 800 events in one order", async () => {
  const [person] = signedIn as [Browserless];
  const { customer, seq } = await onlyOffersByEmail(person);
  const servers = [person, person.at(second.url)];
  const forms = await Promise.all(
    servers.map(async (server) =>
      (await server.forms("/choices")).find(
        (form) => form.html.includes(field("until")) || /Pause all/.test(form.html),
      ),
    ),
  );
  const acts = Array.from({ length: 800 }, (_, number) => async () => {
    const which = number % 2;
    const { stamp = "", back = "", ...rest } = forms[which]?.fields ?? {};
    return servers[which]?.send("/choices", { ...rest, stamp, back, until: day(number) });
  });
  const answers = await inParallel(acts, 40);
  // What was answered instead is told with the failure.
  const others = answers.filter((one) => one?.status !== 303 || !one.location?.includes("saved="));
  expect(others.map((one) => [one?.status, one?.location, one?.text.slice(-2_000)])).toEqual([]);
  const events = await eventsOf(customer, seq);
  expect(events).toHaveLength(800);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => seq + 1 + index));
  expect(new Set(events.map((event) => event.paused_until?.toISOString())).size).toBe(800);
  const [state] = await admin<Event>(
    "select * from choices where customer_id = $1 and purpose = 'offers' and channel = 'email'",
    [customer],
  );
  expect(state?.paused_until).toEqual(events.at(-1)?.paused_until);
  expect(await verifyLedger()).toMatch(/verif|chain|event/i);
});

test("800 mixed on and off: as many events as answers that said changed", async () => {
  const [, person] = signedIn as [Browserless, Browserless];
  const { customer, seq } = await onlyOffersByEmail(person);
  const servers = [person, person.at(second.url)];
  const forms = await Promise.all(
    servers.map(async (server) =>
      (await server.forms("/choices")).find(
        (form) => form.fields.purpose === "offers" && form.fields.channel === "email" && form.fields.to,
      ),
    ),
  );
  const acts = Array.from({ length: 800 }, (_, number) => async () => {
    const which = number % 2;
    const to = (number * 7919) % 3 === 0 ? "on" : "off";
    return servers[which]?.send("/choices", { ...forms[which]?.fields, to });
  });
  const answers = await inParallel(acts, 40);
  expect(answers.filter((answer) => answer?.status === 303)).toHaveLength(800);
  const changed = answers.filter((answer) => answer?.location?.includes("saved="));
  const events = await eventsOf(customer, seq);
  expect(events).toHaveLength(changed.length);
  expect(changed.length).toBeGreaterThan(1);
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => seq + 1 + index));
  await verifyLedger();
});

/** Ten by E2E_KILLS=10: each costs a start. */
const KILLS = Number(process.env.E2E_KILLS ?? 2);

/** The switch's form; a server with more at its door than it can take is asked again. */
async function switchForm(person: Browserless): Promise<Form | undefined> {
  for (;;) {
    const { status, text } = await person.get("/choices");
    if (status !== 200) continue;
    return formsOf(text).find(
      ({ fields }) => fields.purpose === "offers" && fields.channel === "email" && fields.to,
    );
  }
}

/** Turns one switch on and off until the server is gone; what was answered as saved is written down. */
async function write(person: Browserless, acknowledged: Set<string>): Promise<void> {
  const form = await switchForm(person).catch(() => undefined);
  if (!form) return;
  for (let on = form.fields.to === "on"; ; on = !on) {
    const answer = await person.send("/choices", { ...form.fields, to: on ? "on" : "off" }).catch(() => null);
    if (!answer) return;
    const act = /[?&]saved=([0-9a-f-]{36})/.exec(answer.location ?? "")?.[1];
    if (act) acknowledged.add(act);
  }
}

test(`the server killed ${KILLS} times under ${WRITERS} writers loses nothing it acknowledged and doubles nothing`, async () => {
  const people = signedIn.slice(2);
  expect(people).toHaveLength(PEOPLE);
  const acknowledged = new Set<string>();
  for (let round = 1; round <= KILLS; round += 1) {
    const writers = people.flatMap((person) => Array.from({ length: DEVICES }, () => person.at(second.url)));
    const writing = writers.map((writer) => write(writer, acknowledged));
    const enough = acknowledged.size + 60;
    await expect.poll(() => acknowledged.size, { timeout: 60_000, intervals: [20] }).toBeGreaterThan(enough);
    await second.kill();
    await Promise.all(writing);
    second = await startBeside();
  }
  const kept = await admin<{ act_id: string; times: string }>(
    "select act_id, count(*) as times from choice_events where act_id = any ($1) group by act_id",
    [[...acknowledged]],
  );
  expect(kept).toHaveLength(acknowledged.size);
  expect(kept.filter(({ times }) => times !== "1")).toEqual([]);
  await verifyLedger();
});

/** Customers a system tells of, and uses of each. */
const [NEWCOMERS, USES] = [40, 5];

test("a system's writes, sent again under their keys when the server was killed in between, are each done once", async () => {
  const [atFirst, atSecond] = await patientSystem(data, [first.url, second.url]);
  if (!atFirst || !atSecond) throw new Error("unreachable");
  const emails = Array.from({ length: NEWCOMERS }, (_, number) => `newcomer.${number}@example.com`);
  const ids = await inParallel(
    emails.map((email) => () => newcomer(atFirst, email)),
    8,
  );
  const writes = ids.flatMap((id) => writesAbout(id, USES));
  let answered = 0;
  const sending = inParallel(
    writes.map((write) => () => write(atSecond).finally(() => answered++)),
    40,
  );
  await expect.poll(() => answered, { timeout: 30_000, intervals: [5] }).toBeGreaterThan(30);
  await second.kill();
  expect(answered).toBeLessThan(writes.length);
  second = await startBeside(Number(new URL(second.url).port));
  const answers = await sending;
  const again = writes.map((write) => () => write(atSecond));
  expect(await inParallel(again, 40)).toEqual(answers);

  const done = await admin<{ times: string }>(
    `select concat_ws(' ', count(*) filter (where act = 'withdraw'),
                      (select count(*) from uses u where u.customer_id = e.customer_id)) as times
       from choice_events e where customer_id = any ($1) group by customer_id`,
    [ids],
  );
  expect(done.map(({ times }) => times)).toEqual(ids.map(() => `1 ${USES}`));
  await verifyLedger();
});

test("all of it killed at once: the next start recovers by itself, and nothing is missing", async () => {
  const [before] = await admin<{ count: string }>("select count(*) from choice_events");
  await second.stop();
  await first.kill();
  first = await startForthright({ data });
  const [after] = await admin<{ count: string }>("select count(*) from choice_events");
  expect(after).toEqual(before);
  await verifyLedger();
});
