import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { audit, sessions } from "@/db/schema";
import { asAdmin } from "@/db/testing";
import type { Ctx } from "../context";
import type { House } from "../house";
import {
  endOtherSessions,
  endSession,
  listSessions,
  requireRecentSignIn,
  resolveSession,
  signInByCode,
  signOut,
  startStepUp,
  stepUpByCode,
} from "./index";
import { listOpenSessions } from "./store";
import { addPerson, asking, mailTo, nobody, signIn, signInHouse, work } from "./testing";

let made: Awaited<ReturnType<typeof signInHouse>>;
let house: House;
beforeAll(async () => {
  made = await signInHouse();
  house = made.house;
});
afterAll(() => made.close());

async function contextOf(sid: string): Promise<Ctx> {
  const { locale, ...found } = await resolveSession(house, sid);
  return { ...found, locale: locale ?? "en", requestId: "test", house };
}

const kindOf = async (sid: string) => (await resolveSession(house, sid)).actor.kind;

/** Moves a session's own times back, as if that time had gone by on the database's clock. */
const age = (customerId: string, column: string, by: string) =>
  withSight(house.db, { subjects: [customerId] }, (tx) =>
    tx.execute(
      sql`update sessions set ${sql.identifier(column)} = ${sql.identifier(column)} - ${by}::interval`,
    ),
  );

const somebody = async () => signIn(house, (await addPerson(made.shop)).email);

describe("a session ends", () => {
  test.each([
    ["29 minutes without a click", "last_seen_at", "29 minutes", "customer"],
    ["30 minutes without a click", "last_seen_at", "30 minutes", "nobody"],
    ["just before 12 hours", "expires_at", "11 hours 59 minutes", "customer"],
    ["after 12 hours, however busy", "expires_at", "12 hours", "nobody"],
  ])("%s", async (_, column, by, kind) => {
    const { sid, customerId } = await somebody();
    await age(customerId, column, by);
    expect(await kindOf(sid)).toBe(kind);
  });

  test("being used keeps it open, noted at most once a minute", async () => {
    const { sid, customerId } = await somebody();
    const seen = async () => {
      const rows = await withSight(house.db, { subjects: [customerId] }, (tx) =>
        listOpenSessions(tx, [customerId]),
      );
      return rows[0]?.lastSeenAt.getTime() ?? 0;
    };
    const first = await seen();
    await kindOf(sid);
    expect(await seen()).toBe(first);
    await age(customerId, "last_seen_at", "29 minutes");
    await kindOf(sid);
    expect(await seen()).toBeGreaterThanOrEqual(first);
  });

  test("by signing out, at once, here and nowhere else", async () => {
    const person = await addPerson(made.shop);
    const [one, two] = [await signIn(house, person.email), await signIn(house, person.email)];
    await signOut(await contextOf(one.sid));
    expect([await kindOf(one.sid), await kindOf(two.sid)]).toEqual(["nobody", "customer"]);
    await signOut(await nobody(house));
  });

  test.each(["", "x", "a".repeat(43), "a".repeat(5_000), "\0"])("%j is nobody", async (sid) => {
    expect(await resolveSession(house, sid)).toMatchObject({
      actor: { kind: "nobody" },
      subject: null,
      authTime: null,
    });
  });

  test("the secret itself is not stored, and its hash is not for the app to read", async () => {
    const { sid, customerId } = await somebody();
    const [row] = await asAdmin(
      made.database.adminUrl,
      `select id_hash from sessions where customer_id = '${customerId}'`,
    );
    const stored = row?.id_hash as Buffer;
    expect(stored.equals(Buffer.from(sid))).toBe(false);
    expect(stored.equals(Buffer.from(sid, "base64url"))).toBe(false);
    const read = withSight(house.db, { subjects: [customerId] }, (tx) => tx.select().from(sessions));
    await expect(read).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});

describe("where you are signed in", () => {
  test("is listed, and each place can be ended, but only one's own", async () => {
    const person = await addPerson(made.shop);
    const [one, two, three] = [
      await signIn(house, person.email),
      await signIn(house, person.email),
      await signIn(house, person.email),
    ];
    const ctx = await contextOf(two.sid);
    const rows = await listSessions(ctx);
    expect(rows).toHaveLength(3);
    expect(rows.filter((row) => row.current)).toHaveLength(1);
    expect(rows[0]).toMatchObject({ device: { browser: "Firefox", system: "Windows" }, method: "code" });

    const stranger = await contextOf((await somebody()).sid);
    const foreign = rows[0]?.id ?? "";
    await expect(endSession(stranger, { id: foreign })).rejects.toMatchObject({ code: "not_found" });
    expect(await listSessions(stranger)).toHaveLength(1);

    const oldest = rows.find((row) => !row.current)?.id ?? "";
    await endSession(ctx, { id: oldest });
    await expect(endSession(ctx, { id: oldest })).rejects.toMatchObject({ code: "not_found" });
    expect(await endOtherSessions(ctx)).toBe(1);
    expect(await endOtherSessions(ctx)).toBe(0);
    expect([await kindOf(one.sid), await kindOf(two.sid), await kindOf(three.sid)]).toEqual([
      "nobody",
      "customer",
      "nobody",
    ]);
    const lines = await withSight(house.db, { subjects: [one.customerId] }, (tx) => tx.select().from(audit));
    expect(lines.filter(({ act }) => act === "session.end")).toHaveLength(2);
  });

  test("nobody lists none", async () => {
    await expect(listSessions(await nobody(house))).rejects.toMatchObject({ code: "signed_out" });
  });
});

describe("proving again who you are", () => {
  test("is needed when the sign-in is older than five minutes", async () => {
    const { sid, customerId } = await somebody();
    requireRecentSignIn(await contextOf(sid));
    await age(customerId, "auth_time", "5 minutes 1 second");
    const ctx = await contextOf(sid);
    expect(() => requireRecentSignIn(ctx)).toThrow(expect.objectContaining({ code: "step_up_required" }));
    expect(() => requireRecentSignIn({ ...ctx, actor: { kind: "nobody" } })).toThrow(
      expect.objectContaining({ code: "signed_out" }),
    );
  });

  test("by a code to one's own address; the session goes on under a new secret", async () => {
    const person = await addPerson(made.shop);
    const { sid, customerId } = await signIn(house, person.email);
    await age(customerId, "auth_time", "1 hour");
    const ctx = await contextOf(sid);
    expect(await startStepUp(ctx)).toEqual({ address: "p•••@example.com", kind: "email" });
    await work(house);
    const [mail] = await mailTo(house, person.email);
    expect(mail?.subject).toBe("Your code to go on at Tiny");
    expect(mail?.token).toBe("");

    // The code belongs to this session: it neither signs in nor proves another.
    const code = mail?.code ?? "";
    const other = await contextOf((await signIn(house, person.email)).sid);
    expect(await stepUpByCode(other, { code })).toMatchObject({ outcome: "refused" });
    expect(await signInByCode(await nobody(house), { code }, asking())).toMatchObject({ outcome: "refused" });

    const done = await stepUpByCode(ctx, { code });
    expect(done).toMatchObject({ outcome: "signed_in", customerId });
    const fresh = done.outcome === "signed_in" ? done.sid : "";
    expect(await kindOf(sid)).toBe("nobody");
    requireRecentSignIn(await contextOf(fresh));
    expect(await stepUpByCode(await contextOf(fresh), { code })).toMatchObject({ outcome: "refused" });
  });

  test("wrong codes are counted", async () => {
    const person = await addPerson(made.shop);
    const ctx = await contextOf((await signIn(house, person.email)).sid);
    await startStepUp(ctx);
    await work(house);
    const [mail] = await mailTo(house, person.email);
    const wrong = mail?.code === "00000000" ? "00000001" : "00000000";
    for (let tried = 0; tried < 5; tried += 1) await stepUpByCode(ctx, { code: wrong });
    expect(await stepUpByCode(ctx, { code: mail?.code ?? "" })).toMatchObject({ outcome: "refused" });
  });

  test("not without a session", async () => {
    await expect(startStepUp(await nobody(house))).rejects.toMatchObject({ code: "signed_out" });
  });
});
