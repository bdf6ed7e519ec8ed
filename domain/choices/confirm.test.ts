import { desc, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { choiceEvents, choiceTokens } from "@/db/schema/choices";
import { messages } from "@/db/schema/messages";
import type { TestDatabase } from "@/db/testing";
import { asAdmin } from "@/db/testing";
import type { Ctx } from "../context";
import type { House } from "../house";
import { openMessage } from "../messages/seal";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import {
  cancelPending,
  confirmChoice,
  listChoices,
  pauseMarketing,
  readConfirm,
  setChoice,
  undoAct,
} from ".";
import { tokenHash } from "./asking";
import { cellOf, eventsOf, giveAddress, joinRecords } from "./testing";
import { findPresented } from "./token-store";

type Customer = Awaited<ReturnType<typeof testCustomer>>;
const news = { purpose: "news", channel: "email" };

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
let ctx: Customer;
/** Whoever opens the link: no session. */
let stranger: Ctx;

beforeAll(async () => {
  ({ house, database, close } = await testHouse({ brand: tinyBrand(), max: 10 }));
});
afterAll(() => close());
beforeEach(async () => {
  ctx = await testCustomer(house);
  await giveAddress(ctx, { kind: "email", address: "ana@example.com" });
  stranger = { ...ctx, actor: { kind: "nobody" }, subject: null, authTime: null };
});

const events = () =>
  withSight(house.db, { subjects: [ctx.subject.id] }, (tx) =>
    tx.select().from(choiceEvents).orderBy(choiceEvents.seq),
  );

/** The newest message and the secret in its link. */
async function mail() {
  const [row] = await house.db.orm.select().from(messages).orderBy(desc(messages.id)).limit(1);
  if (!row?.sealed) throw new Error("no message");
  const open = openMessage(house, row.id, row.sealed);
  const params: Record<string, string | number> = { ...open?.params };
  return { template: row.template, to: open?.to, params, token: String(params.link).split("/").at(-1) ?? "" };
}
async function ask(): Promise<string> {
  await setChoice(ctx, { ...news, to: "on" });
  return (await mail()).token;
}

describe("double opt-in", () => {
  test("waits until the link in the message is used by POST", async () => {
    const asked = await setChoice(ctx, { ...news, to: "on" });
    expect(asked).toMatchObject({ changed: true, changes: [{ act: "ask", now: "waiting" }] });
    const sent = await mail();
    expect(sent).toMatchObject({
      template: "confirm_choice",
      to: "ana@example.com",
      params: { purpose: "news", channel: "Email", link: `http://localhost:3000/confirm/${sent.token}` },
    });
    for (let looks = 0; looks < 3; looks += 1)
      expect(await readConfirm(stranger, sent)).toMatchObject({
        state: "open",
        purposeName: { text: "news" },
        channelName: { text: "Email" },
      });
    expect(await events()).toHaveLength(1);
    const view = await listChoices(ctx);
    expect(view.bands[0]?.rows[1]?.cells[0]).toMatchObject({ kind: "waiting", sentTo: "a•••@example.com" });

    expect(await confirmChoice(stranger, sent)).toMatchObject({
      changed: true,
      changes: [{ act: "confirm", now: "on", by: "link" }],
    });
    const [, confirmed] = await events();
    expect(confirmed).toMatchObject({ state: "granted", actorKind: "token", viaKind: "token" });
    expect(confirmed?.since).toEqual(confirmed?.at);
    const after = (await listChoices(ctx)).bands[0]?.rows[1]?.cells[0];
    expect(after).toMatchObject({ kind: "switch", on: true, last: { by: "link" } });
  });

  test("only the link's hash is stored, and it is shown to nobody without it", async () => {
    const token = await ask();
    const { rows } = await house.db.pool.query("select id from choice_tokens");
    expect(rows).toEqual([]);
    const read = withSight(house.db, { subjects: [ctx.subject.id] }, (tx) => tx.select().from(choiceTokens));
    await expect(read).rejects.toMatchObject({ cause: { code: "42501" } });
    const stored = await asAdmin(
      database.adminUrl,
      `select * from choice_tokens where customer_id = '${ctx.subject.id}'`,
    );
    expect(stored).toHaveLength(1);
    expect(String(stored[0]?.hash)).not.toContain(token);
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  test("works once, also when it is used fifty times at once", async () => {
    const token = await ask();
    const uses = await Promise.allSettled(
      Array.from({ length: 50 }, () => confirmChoice(stranger, { token })),
    );
    expect(uses.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const use of uses) if (use.status === "rejected") expect(use.reason).toMatchObject({ code: "gone" });
    expect(await events()).toHaveLength(2);
    expect(await readConfirm(stranger, { token })).toEqual({ state: "over" });
  });

  test("a link that was cancelled, replaced, is too old or was never sent does nothing", async () => {
    const first = await ask();
    await cancelPending(ctx, news);
    await expect(confirmChoice(stranger, { token: first })).rejects.toMatchObject({ code: "gone" });
    const second = await ask();
    await expect(confirmChoice(stranger, { token: first })).rejects.toMatchObject({ code: "gone" });
    expect(await readConfirm(stranger, { token: first })).toEqual({ state: "over" });
    const late = { ...stranger, now: new Date(ctx.now.getTime() + 8 * 86_400_000) };
    await expect(confirmChoice(late, { token: second })).rejects.toMatchObject({ code: "gone" });
    expect(await readConfirm(late, { token: second })).toEqual({ state: "over" });
    const never = { token: "A".repeat(43) };
    await expect(confirmChoice(stranger, never)).rejects.toMatchObject({ code: "gone" });
    expect(await readConfirm(stranger, never)).toEqual({ state: "over" });
    expect((await events()).map(({ act }) => act)).toEqual(["ask", "cancel", "ask"]);
  });

  test("an asking that is cancelled and put back by Undo keeps its link", async () => {
    const token = await ask();
    const cancelled = await cancelPending(ctx, news);
    await undoAct(ctx, { act: cancelled.act ?? "" });
    expect(await confirmChoice(stranger, { token })).toMatchObject({ changes: [{ now: "on" }] });
  });

  test("asked again while it waits sends nothing more; too late asks anew", async () => {
    const first = await ask();
    expect(await setChoice(ctx, { ...news, to: "on" })).toMatchObject({ changed: false });
    expect((await mail()).token).toBe(first);
    const late = { ...ctx, now: new Date(ctx.now.getTime() + 8 * 86_400_000) };
    expect(await setChoice(late, { ...news, to: "on" })).toMatchObject({ changes: [{ act: "ask" }] });
    expect((await mail()).token).not.toBe(first);
  });

  test("a pause set while it waits holds after it is confirmed", async () => {
    const token = await ask();
    const until = (await listChoices(ctx)).pauseOptions[0]?.until ?? "";
    expect((await pauseMarketing(ctx, { until })).changes).toHaveLength(1);
    expect(await confirmChoice(stranger, { token })).toMatchObject({ changes: [{ now: "paused" }] });
  });

  test("a failed act sends no message", async () => {
    await ask();
    const before = (await mail()).token;
    await asAdmin(
      database.adminUrl,
      "alter table audit add constraint full_up check (act <> 'choice.set') not valid",
    );
    const other = await testCustomer(house);
    await giveAddress(other, { kind: "email", address: "ben@example.com" });
    await expect(setChoice(other, { ...news, to: "on" })).rejects.toThrow();
    await asAdmin(database.adminUrl, "alter table audit drop constraint full_up");
    expect((await mail()).token).toBe(before);
    expect((await listChoices(other)).seen).toBe(0);
  });
});

describe("a link of a record that was joined with an older one", () => {
  /** The older record of the same person: `ctx` is the younger, whose link is pressed. */
  let older: Customer;
  let both: Ctx;
  beforeEach(async () => {
    older = ctx;
    ctx = await testCustomer(house);
    for (const one of [older, ctx]) await giveAddress(one, { kind: "email", address: "eva@example.com" });
    both = { ...ctx, subject: { id: older.subject.id, linked: [ctx.subject.id] } };
  });
  const refuse = async () => {
    await setChoice(older, { ...news, to: "on" });
    await cancelPending(older, news);
  };
  const join = () => joinRecords(older, ctx);
  const askAgain = () => setChoice(both, { ...news, to: "on" });
  const chain = async () => (await eventsOf(older)).map(({ act }) => act);

  test("is the person's next act: it goes to the oldest chain and settles the no from before it", async () => {
    await refuse();
    const token = await ask();
    await join();
    expect(await cellOf(both, "news", "email")).toMatchObject({ kind: "switch", on: false });
    expect(await readConfirm(stranger, { token })).toMatchObject({ state: "open" });
    expect(await confirmChoice(stranger, { token })).toMatchObject({ changes: [{ now: "on", by: "link" }] });
    expect(await cellOf(both, "news", "email")).toMatchObject({ kind: "switch", on: true });
    expect(await chain()).toEqual(["ask", "cancel", "confirm"]);
    await expect(confirmChoice(stranger, { token })).rejects.toMatchObject({ code: "gone" });
  });

  test.each([
    ["before they were joined", () => refuse().then(join)],
    ["after they were joined", () => join().then(() => cancelPending(both, news))],
    [
      "and it was asked for again",
      () =>
        join()
          .then(() => cancelPending(both, news))
          .then(askAgain),
      "waiting",
    ],
  ])("is over where a no was said since, %s", async (_, say, kind = "switch") => {
    const token = await ask();
    await say();
    expect(await readConfirm(stranger, { token })).toEqual({ state: "over" });
    await expect(confirmChoice(stranger, { token })).rejects.toMatchObject({ code: "gone" });
    expect(await cellOf(both, "news", "email")).toMatchObject({
      kind,
      ...(kind === "switch" && { on: false }),
    });
    expect((await events()).map(({ act }) => act)).toEqual(["ask"]);
  });

  test("keeps the pause that the asking waits with", async () => {
    const token = await ask();
    const until = (await listChoices(ctx)).pauseOptions[0]?.until ?? "";
    await pauseMarketing(ctx, { until });
    await join();
    expect(await confirmChoice(stranger, { token })).toMatchObject({ changes: [{ now: "paused" }] });
    expect(await cellOf(both, "news", "email")).toMatchObject({ on: true, pausedUntil: expect.any(Date) });
    expect(await chain()).toEqual(["confirm"]);
  });
});

test("the database itself lets a token do nothing but complete its own asking", async () => {
  const secret = await ask();
  const proof = tokenHash(ctx, secret);
  const token = await withSight(house.db, { token: proof }, findPresented);
  const write = (purpose: string, channel: string, presented = proof, whose = ctx) =>
    withSight(house.db, { subjects: [ctx.subject.id, whose.subject.id], token: presented }, (tx) =>
      tx.execute(sql`insert into choice_events (customer_id, id, act_id, purpose, channel, act, actor_kind, actor_id,
          via_kind, via_id, shown_hash, locale, brand_hash, terms)
        values (${whose.subject.id}, gen_random_uuid(), gen_random_uuid(), ${purpose}, ${channel}, 'confirm', 'token',
          ${token?.id ?? ""}, 'token', ${token?.id ?? ""}, ${"0".repeat(64)}, 'en', 'x', '{}')`),
    );
  const refused = { cause: expect.objectContaining({ code: "FT002" }) };
  await expect(write("offers", "email")).rejects.toMatchObject(refused);
  await expect(write("news", "")).rejects.toMatchObject(refused);
  await expect(write("news", "email", Buffer.alloc(32))).rejects.toMatchObject(refused);
  const stranger = await testCustomer(house);
  await expect(write("news", "email", proof, stranger)).rejects.toMatchObject(refused);
  await expect(write("news", "email")).resolves.toBeDefined();
  await expect(write("news", "email")).rejects.toMatchObject(refused);
});
