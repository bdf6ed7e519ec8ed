import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { type MailServer, startMailServer } from "@/e2e/peers/mail-server";
import { jobs } from "../queue";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { mailAddress } from "./address";
import { deliverMessage, MAX_TRIES } from "./deliver";
import { listDemoOutbox, readDemoOutbox, sendMessage, sweepMessages } from "./index";

let server: MailServer;
let made: Awaited<ReturnType<typeof testHouse>>;
beforeAll(async () => {
  server = await startMailServer();
  const settings = { demo: false, smtpUrl: server.url, mailFrom: "privacy@brand.example" };
  made = await testHouse({ brand: tinyBrand({ name: 'Tiny "&" <Sons>, Ltd' }), settings });
});
afterAll(async () => {
  await made.close();
  await server.close();
});

const send = (to: string) =>
  withSight(made.house.db, {}, (tx) =>
    sendMessage(
      tx,
      { house: made.house, requestId: "test" },
      {
        to,
        template: "sign_in",
        locale: "de",
        params: { link: "https://p.example/sign-in/x", code: "01234567", minutes: 10 },
      },
    ),
  );
const rowOf = async (id: string) => {
  const [row] = await made.house.db.orm.select().from(messages).where(eq(messages.id, id));
  if (!row) throw new Error("no such message");
  return row;
};
const sent = async (to: string) => {
  const id = await send(to);
  if (id === null) return null;
  await deliverMessage(made.house, { id });
  return id;
};

test("goes to a real mail server as text and HTML, then nothing of it is left", async () => {
  const id = (await send("Ana.Silva@example.com")) ?? "";
  expect((await rowOf(id)).sealed?.toString("latin1")).not.toContain("example.com");
  await deliverMessage(made.house, { id });
  const { mail, to, from, text, html } = await server.waitFor("Ana.Silva@example.com");
  expect(to).toEqual(["Ana.Silva@example.com"]);
  expect(from).toBe("privacy@brand.example");
  expect(mail.from?.value).toEqual([{ name: 'Tiny "&" <Sons>, Ltd', address: "privacy@brand.example" }]);
  expect(text).toContain("01234567");
  expect(html).toContain('<html lang="de">');
  expect(html).toContain('href="https://p.example/sign-in/x"');
  expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
  expect(mail.attachments).toEqual([]);
  const row = await rowOf(id);
  expect(row.sealed).toBeNull();
  expect(row.sentAt).toBeInstanceOf(Date);

  const before = server.taken.length;
  await deliverMessage(made.house, { id });
  expect(server.taken.length).toBe(before);
});

test("the queue is asked in the same transaction: undone with it", async () => {
  const count = async () =>
    (await made.house.db.pool.query("select count(*)::int as n from pgboss.job")).rows[0].n;
  const before = await count();
  const undone = withSight(made.house.db, {}, async (tx) => {
    const params = { url: "https://p.example/" };
    const message = { to: "a@b.example", template: "try_later" as const, locale: "en", params };
    await sendMessage(tx, { house: made.house, requestId: "test" }, message);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await count()).toBe(before);
  await send("a@b.example");
  expect(await count()).toBe(before + 1);
});

test("a server that is busy is tried again; one that refuses for good is believed, and the words are wiped", async () => {
  const id = (await send("busy@example.com")) ?? "";
  server.answerWith(450);
  await expect(deliverMessage(made.house, { id })).rejects.toThrow(/^mail server: 450$/);
  expect(await rowOf(id)).toMatchObject({ attempts: 1, sentAt: null, failedAt: null });
  server.answerWith(null);
  await deliverMessage(made.house, { id });
  expect((await rowOf(id)).sentAt).toBeInstanceOf(Date);

  server.answerWith(550);
  const gone = (await sent("gone@example.com")) ?? "";
  server.answerWith(null);
  expect(await rowOf(gone)).toMatchObject({ sealed: null, sentAt: null });
  expect((await rowOf(gone)).failedAt).toBeInstanceOf(Date);
});

test("after the last try it is given up", async () => {
  const id = (await send("never@example.com")) ?? "";
  server.answerWith(450);
  for (let tried = 1; tried < MAX_TRIES; tried += 1)
    await expect(deliverMessage(made.house, { id })).rejects.toThrow();
  await deliverMessage(made.house, { id });
  server.answerWith(null);
  expect(await rowOf(id)).toMatchObject({ sealed: null, attempts: MAX_TRIES });
});

test("a mail server that is away for a day loses nothing: the queue's own waits come to more", () => {
  const { retryLimit, retryDelay, retryDelayMax } = jobs["message.send"];
  // The queue waits between half of a doubled delay and all of it.
  const waits = Array.from({ length: retryLimit }, (_, n) =>
    Math.min(retryDelayMax, (retryDelay * 2 ** n) / 2),
  );
  expect(waits.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(24 * 3_600);
});

test.each(["message.send", "code.send"] as const)(
  "the queue %s that is there already waits as long",
  async (name) => {
    const { rows } = await made.house.db.pool.query(
      "select retry_limit, retry_delay, retry_delay_max from pgboss.queue where name = $1",
      [name],
    );
    const { retryLimit, retryDelay, retryDelayMax } = jobs[name];
    expect(rows).toEqual([
      { retry_limit: retryLimit, retry_delay: retryDelay, retry_delay_max: retryDelayMax },
    ]);
  },
);

const aged = (id: string, minutes: number) =>
  made.house.db.orm
    .update(messages)
    .set({ createdAt: sql`now() - make_interval(mins => ${minutes})` })
    .where(eq(messages.id, id));

test.each([
  ["sign_in", { link: "https://p.example/", code: "12345678", minutes: 15 }, false],
  ["address_changed", { item: "Email", when: "2026-11-23T10:00:00Z" }, true],
] as const)("what waited for an hour: %s", async (template, params, goesOut) => {
  const message = { to: "late@example.com", template, locale: "en", params };
  const at = { house: made.house, requestId: "test" };
  const id = (await withSight(made.house.db, {}, (tx) => sendMessage(tx, at, message as never))) ?? "";
  await aged(id, 60);
  const before = server.taken.length;
  await deliverMessage(made.house, { id });
  expect(server.taken.length - before).toBe(goesOut ? 1 : 0);
  expect((await rowOf(id)).sealed).toBeNull();
});

test("what waits for its next try is kept, what is over is forgotten after a day", async () => {
  const waiting = (await send("waits@example.com")) ?? "";
  const over = (await sent("over@example.com")) ?? "";
  const never = (await send("week@example.com")) ?? "";
  for (const id of [waiting, over]) await aged(id, 25 * 60);
  await aged(never, 8 * 24 * 60);
  await sweepMessages(made.house);
  const left = await made.house.db.orm.select({ id: messages.id }).from(messages);
  const isLeft = (id: string) => left.some((one) => one.id === id);
  expect([waiting, over, never].map(isLeft)).toEqual([true, false, false]);
});

test("outside the demo there is no outbox", async () => {
  const id = (await sent("ana@example.com")) ?? "";
  expect(await listDemoOutbox(made.house)).toEqual([]);
  expect(await readDemoOutbox(made.house, id)).toBeNull();
});

/** Pieces that have turned one address into another in some mailer, put together in every order. */
function hostileAddresses(): string[] {
  const inner = [
    "e@attacker.example",
    "e",
    '"e@attacker.example"',
    "e\r\nBcc:x@attacker.example",
    "e@attacker.example,v",
  ];
  const outer = [
    "victim.example",
    "victim.example>",
    "victim.example,x@attacker.example",
    "victim.example;x@attacker.example",
  ];
  const around = [
    "%s",
    " %s ",
    "<%s>",
    "Victim <%s>",
    "%s\r\nRCPT TO:<x@attacker.example>",
    "%s\n",
    "\t%s",
    "group: %s;",
    "%s (x@attacker.example)",
    "=?utf-8?q?%s?=",
  ];
  return around.flatMap((shell) =>
    inner.flatMap((local) => outer.map((domain) => shell.replace("%s", `${local}@${domain}`))),
  );
}

test("200 hostile addresses: what the server is told is the stored address, or it is told nothing", async () => {
  const hostile = hostileAddresses();
  expect(hostile.length).toBe(200);
  const before = server.taken.length;
  const expected: string[] = [];
  for (const address of hostile) {
    const stored = mailAddress(address);
    if ((await sent(address)) !== null && stored !== null) expected.push(stored);
  }
  const told = server.taken.slice(before).map((mail) => mail.to);
  expect(told).toEqual(expected.map((address) => [address]));
  expect(told.flat().filter((address) => address.endsWith("attacker.example"))).toEqual([]);
  expect(expected.length).toBeGreaterThan(0);
});
