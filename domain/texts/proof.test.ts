import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sight, type Tx, withSight } from "@/db/client";
import { channelStops, inboundTexts } from "@/db/schema/inbound-texts";
import type { House } from "../house";
import { newId } from "../random";
import { testHouse } from "../testing";
import { testStaff } from "../testing-staff";
import { numberLookup, testOwner } from "./testing";

/** What the app's own role may say of texts in SQL, whatever the app says. */
let house: House;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ house, close } = await testHouse());
});
afterAll(() => close());

const LINE = "+353800000001";
let last = 0;
const newLookup = () => {
  last += 1;
  return numberLookup(house, `+35386${3_000_000 + last}`);
};
const refused = (code: string) => ({ cause: expect.objectContaining({ code }) });

interface Presented {
  sight: Sight;
  lookup: Buffer;
  row: typeof inboundTexts.$inferInsert;
}
function presented(means: string, lookup = newLookup(), subjects: string[] = []): Presented {
  const id = newId();
  const hash = house.keys.hash("tokens", `text/${id}`);
  return {
    lookup,
    sight: { text: hash, lookup, subjects },
    row: {
      id,
      hash,
      lookup,
      line: LINE,
      means,
      answer: "",
      sealed: means === "unclear" ? Buffer.from("x") : null,
    },
  };
}
const take = (tx: Tx, { row }: Presented) => tx.insert(inboundTexts).values(row);
const move = (tx: Tx, { row, lookup }: Presented, state: string, more = {}) =>
  tx
    .insert(channelStops)
    .values({ lookup, line: LINE, number: LINE, state, textId: row.id, ...more })
    .onConflictDoUpdate({ target: [channelStops.lookup, channelStops.line], set: { state, textId: row.id } });
const takeAndMove = (text: Presented, state: string, more = {}) =>
  withSight(house.db, text.sight, async (tx) => {
    await take(tx, text);
    await move(tx, text, state, more);
  });
const stateOf = (lookup: Buffer) =>
  withSight(house.db, { lookup }, async (tx) => (await tx.select().from(channelStops))[0]?.state ?? null);

describe("a text", () => {
  test("comes in only where it was presented, with its number", async () => {
    const text = presented("stop");
    for (const sight of [
      {},
      { lookup: text.lookup },
      { text: text.row.hash },
      { ...text.sight, lookup: newLookup() },
    ])
      await expect(withSight(house.db, sight, (tx) => take(tx, text))).rejects.toMatchObject(
        refused("FT003"),
      );
  });

  test("shows itself to nobody but who presents it or its number, and its hash to none", async () => {
    const text = presented("unclear");
    await takeAndMove(text, "unclear");
    const seen = (sight: Sight) =>
      withSight(house.db, sight, async (tx) =>
        (await tx.select({ id: inboundTexts.id }).from(inboundTexts)).some(({ id }) => id === text.row.id),
      );
    expect(await seen({})).toBe(false);
    expect(await seen({ lookup: newLookup() })).toBe(false);
    expect(await seen({ text: text.row.hash })).toBe(true);
    expect(await seen({ staff: (await testStaff(house, "support")).actor.proof })).toBe(true);
    expect(await seen({ staff: (await testStaff(house, "auditor")).actor.proof })).toBe(false);
    await expect(
      withSight(house.db, text.sight, (tx) => tx.execute(sql`select hash from inbound_texts`)),
    ).rejects.toMatchObject(refused("42501"));
  });

  test("is decided by staff alone, once, in one of three words", async () => {
    const text = presented("unclear");
    await takeAndMove(text, "unclear");
    const { actor } = await testStaff(house, "support");
    const staff = { staff: actor.proof, lookup: text.lookup };
    const say = (sight: Sight, decided: string) =>
      withSight(house.db, sight, (tx) =>
        tx.execute(
          sql`update inbound_texts set decided = ${decided} where id = ${text.row.id} returning decided_by`,
        ),
      );
    await expect(say({ lookup: text.lookup }, "stop")).rejects.toMatchObject(refused("FT003"));
    await expect(say(text.sight, "not_stop")).rejects.toMatchObject(refused("FT003"));
    await expect(say(staff, "overtaken")).rejects.toMatchObject(refused("FT003"));
    await expect(say(staff, "whatever")).rejects.toMatchObject(refused("FT003"));
    expect((await say(staff, "not_stop")).rows).toEqual([{ decided_by: actor.staffId }]);
    await expect(say(staff, "stop")).rejects.toMatchObject(refused("FT003"));
  });
});

describe("where a number stands", () => {
  test.each([
    ["stop", "stopped", true],
    ["start", "open", true],
    ["unclear", "unclear", true],
    ["start", "stopped", false],
    ["stop", "open", false],
    ["unclear", "open", false],
    ["unclear", "stopped", false],
    ["help", "open", false],
    ["other", "open", false],
  ])("%s makes it %s: %s", async (means, state, may) => {
    const text = presented(means);
    const done = takeAndMove(text, state);
    if (may) await done;
    else await expect(done).rejects.toMatchObject(refused("FT003"));
    expect(await stateOf(text.lookup)).toBe(may ? state : null);
  });

  test("does not follow a text of before, of another number, or of another line", async () => {
    const stop = presented("stop");
    await takeAndMove(stop, "stopped");
    const start = presented("start", stop.lookup);
    await withSight(house.db, start.sight, (tx) => take(tx, start));
    await expect(withSight(house.db, start.sight, (tx) => move(tx, start, "open"))).rejects.toMatchObject(
      refused("FT003"),
    );
    const other = presented("start");
    await expect(takeAndMove(other, "open", { lookup: stop.lookup })).rejects.toThrow();
    await expect(takeAndMove(presented("start", stop.lookup), "open", { line: "+1" })).rejects.toMatchObject(
      refused("FT003"),
    );
    await expect(takeAndMove(presented("unclear", stop.lookup), "unclear")).rejects.toMatchObject(
      refused("FT003"),
    );
    expect(await stateOf(stop.lookup)).toBe("stopped");
  });

  test("is deleted by nobody", async () => {
    const text = presented("stop");
    await takeAndMove(text, "stopped");
    for (const table of ["channel_stops", "inbound_texts"])
      await expect(
        withSight(house.db, text.sight, (tx) => tx.execute(sql`delete from ${sql.identifier(table)}`)),
      ).rejects.toMatchObject(refused("42501"));
  });
});

describe("the ledger, by a text", () => {
  const append = (tx: Tx, text: Presented, customer: string, changes: Record<string, unknown> = {}) => {
    const row: Record<string, unknown> = {
      ...{
        customer_id: customer,
        id: newId(),
        act_id: newId(),
        purpose: "offers",
        channel: "sms",
        act: "withdraw",
      },
      ...{ actor_kind: "text", actor_id: text.row.id, via_kind: "text", via_id: text.row.id },
      ...{
        shown_hash: "0".repeat(64),
        locale: "en",
        brand_hash: "x",
        terms: "{}",
        evidence: Buffer.from("x"),
      },
      ...changes,
    };
    const names = Object.keys(row).map((name) => sql.identifier(name));
    const values = Object.values(row).map((value) => sql`${value}`);
    return tx.execute(
      sql`insert into choice_events (${sql.join(names, sql`, `)}) values (${sql.join(values, sql`, `)})`,
    );
  };
  const next = () => {
    last += 1;
    return `+35386${3_000_000 + last}`;
  };
  async function owned(means = "stop") {
    const number = next();
    const { subject } = await testOwner(house, number);
    return { id: subject.id, text: presented(means, numberLookup(house, number), [subject.id]) };
  }
  const tell = (text: Presented, id: string, changes: Record<string, unknown> = {}) =>
    withSight(house.db, text.sight, async (tx) => {
      await take(tx, text);
      await append(tx, text, id, changes);
    });

  test("takes a no of whoever has the number", async () => {
    const { id, text } = await owned();
    await tell(text, id);
  });

  test.each(["grant", "ask", "confirm", "unobject", "undo", "pause", "resume", "frequency"])(
    "never %s",
    async (act) => {
      const { id, text } = await owned();
      await expect(tell(text, id, { act })).rejects.toMatchObject(refused("FT003"));
    },
  );

  test("takes none without what was written", async () => {
    const { id, text } = await owned();
    await expect(tell(text, id, { evidence: null })).rejects.toMatchObject(refused("FT003"));
  });

  test.each(["start", "help", "unclear", "other"])("takes none by a text that means %s", async (means) => {
    const { id, text } = await owned(means);
    await expect(tell(text, id)).rejects.toMatchObject(refused("FT002"));
  });

  test("takes none for somebody whose number it is not, nor by a text of before", async () => {
    const { text } = await owned();
    const other = await testOwner(house, next());
    const sight = { ...text.sight, subjects: [other.subject.id] };
    await expect(tell({ ...text, sight }, other.subject.id)).rejects.toMatchObject(refused("FT002"));
    const mine = await owned();
    await withSight(house.db, mine.text.sight, (tx) => take(tx, mine.text));
    await expect(
      withSight(house.db, mine.text.sight, (tx) => append(tx, mine.text, mine.id)),
    ).rejects.toMatchObject(refused("FT002"));
  });
});
