import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import type { TestDatabase } from "@/db/testing";
import { proofOf } from "../context";
import type { House } from "../house";
import { newId } from "../random";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { setChoice } from ".";
import { type Person, testPerson } from "./testing";

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
let admin: pg.Client;

beforeAll(async () => {
  ({ house, database, close } = await testHouse({ brand: tinyBrand() }));
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await close();
});

const person = () => testPerson(house);
const offers = { purpose: "offers", channel: "email" };
const SOME = "0192f0c0-0000-7000-8000-000000000000";

/** A row as the app's role would write it, to see what the database makes of it. */
const write = (ctx: Person, changes: Record<string, unknown>, subjects = [ctx.subject.id]) =>
  withSight(house.db, { subjects, ...proofOf(ctx.actor) }, async (tx) => {
    const row: Record<string, unknown> = {
      customer_id: ctx.subject.id,
      id: newId(),
      act_id: newId(),
      purpose: "offers",
      channel: "email",
      act: "grant",
      actor_kind: "customer",
      actor_id: ctx.subject.id,
      via_kind: "session",
      via_id: ctx.actor.kind === "customer" ? ctx.actor.sessionId : "",
      shown_hash: "0".repeat(64),
      locale: "en",
      brand_hash: "x",
      terms: "{}",
      ...changes,
    };
    const names = sql.join(
      Object.keys(row).map((name) => sql.identifier(name)),
      sql`, `,
    );
    const values = sql.join(
      Object.values(row).map((value) => sql`${value}`),
      sql`, `,
    );
    const { rows } = await tx.execute(
      sql`insert into choice_events (${names}) values (${values}) returning *`,
    );
    return rows[0];
  });

const refused = (code: string) => ({ cause: expect.objectContaining({ code }) });

describe("the trigger", () => {
  test("sets what the app could lie about", async () => {
    const ctx = await person();
    const lie = await write(ctx, {
      seq: 77,
      state: "withdrawn",
      since: "2001-01-01T00:00:00Z",
      at: "2001-01-01T00:00:00Z",
      prev: Buffer.from("aa", "hex"),
      hash: Buffer.alloc(32),
    });
    expect(lie).toMatchObject({ seq: 1, state: "granted", prev: null });
    expect(new Date(String(lie?.at)).getFullYear()).toBeGreaterThan(2024);
    expect(lie?.since).toEqual(lie?.at);
  });

  test("refuses the person's own open session where its secret was not presented", async () => {
    const ctx = await person();
    const proofs = [Buffer.alloc(32), house.keys.hash("sessions", "another")];
    for (const proof of proofs)
      await expect(
        write({ ...ctx, actor: { ...ctx.actor, proof } as Person["actor"] }, {}),
      ).rejects.toMatchObject(refused("FT002"));
    const blind = withSight(house.db, { subjects: [ctx.subject.id] }, (tx) =>
      tx.execute(sql`select id_hash from sessions`),
    );
    await expect(blind).rejects.toMatchObject(refused("42501"));
    await expect(write(ctx, {})).resolves.toMatchObject({ seq: 1 });
  });

  test("refuses another's session, an ended one, an idle one and an expired one", async () => {
    const [ctx, other] = [await person(), await person()];
    const theirs = other.actor.kind === "customer" ? other.actor.sessionId : "";
    await expect(write(ctx, { via_id: theirs })).rejects.toMatchObject(refused("FT002"));
    await expect(write(ctx, { via_id: theirs, actor_id: other.subject.id })).rejects.toMatchObject(
      refused("FT002"),
    );
    await expect(write(ctx, { via_id: newId() })).rejects.toMatchObject(refused("FT002"));
    await expect(write(ctx, {})).resolves.toMatchObject({ seq: 1 });
    for (const change of [
      "ended_at = now()",
      "expires_at = now()",
      "last_seen_at = now() - interval '32 minutes'",
    ]) {
      const one = await person();
      const own = one.actor.kind === "customer" ? one.actor.sessionId : "";
      await admin.query(`update sessions set ${change} where id = $1`, [own]);
      await expect(write(one, {})).rejects.toMatchObject(refused("FT002"));
      await expect(setChoice(one, { ...offers, to: "on" })).rejects.toMatchObject({ code: "signed_out" });
    }
  });

  test.each([
    ["a session that confirms", { act: "confirm" }, "FT003"],
    ["an actor of another kind", { actor_kind: "system" }, "FT003"],
    ["another way in", { via_kind: "visit" }, "FT003"],
    [
      "a visit that nobody opened",
      { via_kind: "visit", actor_kind: "staff", act: "withdraw", evidence: "x" },
      "FT002",
    ],
    ["staff that raises", { via_kind: "visit", actor_kind: "staff", evidence: "x" }, "FT003"],
    ["staff without evidence", { via_kind: "visit", actor_kind: "staff", act: "withdraw" }, "FT003"],
    [
      "a system without evidence",
      { via_kind: "api_key", actor_kind: "api_key", actor_id: SOME, via_id: SOME },
      "FT003",
    ],
    ["a token that grants", { via_kind: "token", actor_kind: "token" }, "FT003"],
    ["a grant with a pause", { paused_until: "2099-01-01T00:00:00Z" }, "FT003"],
    ["a grant with a frequency", { frequency: "weekly" }, "FT003"],
    ["a pause without an end", { act: "pause" }, "FT003"],
    ["a pause into the past", { act: "pause", paused_until: "2001-01-01T00:00:00Z" }, "FT003"],
    ["an undo of nothing", { act: "undo", undoes: 1 }, "FT003"],
    ["an act it does not know", { act: "lower" }, "23514"],
    ["words without a hash", { shown_hash: "" }, "23514"],
  ])("refuses %s", async (_, changes, code) => {
    await expect(write(await person(), changes)).rejects.toMatchObject(refused(code));
  });

  test("lets a yes keep the date of the pause that holds, and bring no other", async () => {
    const [ctx, other] = [await person(), await person()];
    const until = "2099-01-01T00:00:00Z";
    await write(ctx, {});
    await write(ctx, { act: "pause", paused_until: until });
    for (const [who, date] of [
      [ctx, "2099-01-02T00:00:00Z"],
      [other, until],
    ] as const)
      await expect(write(who, { paused_until: date })).rejects.toMatchObject(refused("FT003"));
    const kept = await write(ctx, { paused_until: until });
    expect(kept).toMatchObject({ state: "granted", since: kept?.at });
    expect(new Date(String(kept?.paused_until))).toEqual(new Date(until));
    await expect(write(ctx, {})).resolves.toMatchObject({ state: "granted", paused_until: null });
  });

  test("refuses an undo that is not of that cell's newest act", async () => {
    const ctx = await person();
    await write(ctx, {});
    await write(ctx, { act: "withdraw" });
    await expect(write(ctx, { act: "undo", undoes: 1 })).rejects.toMatchObject(refused("FT004"));
    await expect(write(ctx, { act: "undo", undoes: 2, purpose: "news" })).rejects.toMatchObject(
      refused("FT003"),
    );
    await expect(write(ctx, { act: "undo", undoes: 2 })).resolves.toMatchObject({ state: "granted" });
  });

  test("lets nobody write for another, change, delete or empty", async () => {
    const [ctx, other] = [await person(), await person()];
    await write(ctx, {});
    await expect(write(ctx, {}, [other.subject.id])).rejects.toThrow();
    const as = (statement: string) =>
      withSight(house.db, { subjects: [ctx.subject.id] }, (tx) => tx.execute(sql.raw(statement)));
    for (const statement of [
      "update choice_events set state = 'withdrawn'",
      "delete from choice_events",
      "truncate choice_events",
      "update choices set state = 'withdrawn'",
      "delete from choices",
      `insert into choices (customer_id, purpose, channel, seq, state, actor_kind, at) values ('${ctx.subject.id}', 'x', '', 9, 'granted', 'customer', now())`,
      "update ledger_heads set seq = 0",
      "delete from ledger_heads",
      "update choice_tokens set used_at = null",
      "update texts set content = ''",
      "alter table choice_events disable trigger all",
    ])
      await expect(as(statement), statement).rejects.toMatchObject({
        cause: expect.objectContaining({ code: "42501" }),
      });
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    for (const statement of [
      "update choice_events set seq = seq",
      "delete from choice_events",
      "truncate choice_events",
    ])
      await expect(owner.query(statement)).rejects.toMatchObject({ code: "FT001" });
    await owner.end();
  });
});
