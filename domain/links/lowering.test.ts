import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { listChoices, objectTo, pauseChoice, setChoice, setFrequency } from "../choices";
import { type CellView, CHOICE_ACTS, type ChoiceAct } from "../choices/catalog";
import { joinRecords, testPerson } from "../choices/testing";
import { testSystem } from "../choices/testing-system";
import type { Ctx } from "../context";
import type { House } from "../house";
import { newId } from "../random";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { stopByLink, stopByOneClick } from ".";
import { STOP_ACTS } from "./catalog";
import { linkHash } from "./holder";
import { secretOf, stranger } from "./testing";

let house: House;
let close: () => Promise<void>;
let mailer: Ctx;
beforeAll(async () => {
  ({ house, close } = await testHouse({ brand: tinyBrand(), max: 10 }));
  mailer = await testSystem(house, ["links:write"]);
});
afterAll(() => close());

type Person = Awaited<ReturnType<typeof testPerson>>;
const OFTEN = ["every", "weekly", "monthly"];
const CELLS = [
  { purpose: "offers", channel: "email" },
  { purpose: "offers", channel: "sms" },
  { purpose: "picks", channel: "" },
  { purpose: "reviews", channel: "email" },
];

/** How much the brand may do by each cell, as numbers that a link may only make smaller. */
async function reach(ctx: Ctx): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  for (const { rows } of (await listChoices(ctx)).bands)
    for (const row of rows)
      for (const cell of row.cells) {
        const often = OFTEN.length - OFTEN.indexOf(row.frequency?.value ?? "every");
        found.set(`${row.purpose}/${cell.channel}`, [...sizeOf(cell), often]);
      }
  return found;
}

function sizeOf(cell: CellView): [number, number] {
  const paused = "pausedUntil" in cell ? -(cell.pausedUntil?.getTime() ?? 0) : 0;
  if (cell.kind === "switch") return [cell.on ? 2 : 0, cell.on ? paused : Number.NEGATIVE_INFINITY];
  if (cell.kind === "waiting") return [1, 0];
  if (cell.kind === "objection")
    return [cell.objected ? 0 : 2, cell.objected ? Number.NEGATIVE_INFINITY : paused];
  return [cell.kind === "locked" ? 2 : 0, 0];
}

function expectLower(before: Map<string, number[]>, after: Map<string, number[]>) {
  for (const [key, sizes] of before)
    for (const [index, size] of sizes.entries())
      expect(after.get(key)?.[index], `${key} ${index}`).toBeLessThanOrEqual(size);
}

const day = (ctx: Ctx, days: number) =>
  new Date(ctx.now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** A history of the person's own, from which a link starts. */
const steps: Record<string, (ctx: Person) => Promise<unknown>> = {
  offers: (ctx) => setChoice(ctx, { purpose: "offers", channel: "email", to: "on" }),
  texts: (ctx) => setChoice(ctx, { purpose: "offers", channel: "sms", to: "on" }),
  picks: (ctx) => setChoice(ctx, { purpose: "picks", channel: "", to: "on" }),
  news: (ctx) => setChoice(ctx, { purpose: "news", channel: "email", to: "on" }),
  off: (ctx) => setChoice(ctx, { purpose: "offers", channel: "email", to: "off" }),
  weekly: (ctx) => setFrequency(ctx, { purpose: "offers", frequency: "weekly" }),
  monthly: (ctx) => setFrequency(ctx, { purpose: "offers", frequency: "monthly" }),
  short: (ctx) => pauseChoice(ctx, { purpose: "offers", channel: "email", until: day(ctx, 5) }),
  long: (ctx) => pauseChoice(ctx, { purpose: "offers", channel: "email", until: day(ctx, 200) }),
  object: (ctx) => objectTo(ctx, { purpose: "reviews", channel: "email" }),
};

const histories = fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 6 });
const cells = fc.constantFrom(...CELLS);
/** What was said on each record of one person, before they were found to be one. */
const people = fc.array(histories, { minLength: 1, maxLength: 2 });

async function personWith([own = [], other]: string[][]): Promise<Person> {
  const ctx = await testPerson(house);
  for (const step of own) await steps[step]?.(ctx);
  if (!other) return ctx;
  const younger = await testPerson(house);
  for (const step of other) await steps[step]?.(younger);
  return joinRecords(ctx, younger);
}

test("whatever a footer link is used for, nothing of the person's is raised", async () => {
  const used = fc.array(fc.constantFrom("one-click" as const, ...STOP_ACTS), { minLength: 1, maxLength: 4 });
  const kinds = fc.constantFrom("stop" as const, "why" as const);
  await fc.assert(
    fc.asyncProperty(people, cells, kinds, used, async (histories, cell, kind, presses) => {
      const ctx = await personWith(histories);
      const secret = await secretOf(mailer, { customer: { id: ctx.subject.id }, kind, ...cell });
      let before = await reach(ctx);
      for (const press of presses) {
        if (press === "one-click") await stopByOneClick(stranger(ctx), { secret });
        else await stopByLink(stranger(ctx), { secret, act: press });
        const after = await reach(ctx);
        expectLower(before, after);
        before = after;
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

/** Writes an event as the app's own role, through the link, past every rule of the domain. */
function write(ctx: Person, event: { secret: string; tokenId: string; cell: (typeof CELLS)[number] } & Raw) {
  const { secret, tokenId, cell, act, days, frequency, undoes } = event;
  const until = days === null ? null : new Date(ctx.now.getTime() + days * 86_400_000).toISOString();
  const sight = { subjects: [ctx.subject.id], token: linkHash(house, secret) };
  return withSight(house.db, sight, (tx) =>
    tx.execute(sql`insert into choice_events (customer_id, id, act_id, purpose, channel, act, undoes, paused_until,
        frequency, actor_kind, actor_id, via_kind, via_id, shown_hash, locale, brand_hash, terms, state, seq, at, hash)
      values (${ctx.subject.id}, ${newId()}, ${newId()}, ${cell.purpose}, ${cell.channel}, ${act}, ${undoes}, ${until},
        ${frequency}, 'token', ${tokenId}, 'token', ${tokenId}, ${"0".repeat(64)}, 'en', 'x', '{}', 'granted', 0,
        now(), '\\x')`),
  );
}

interface Raw {
  act: ChoiceAct;
  days: number | null;
  frequency: string | null;
  undoes: number | null;
}

test("not even by SQL as the app's own role", async () => {
  const nothing = { days: null, frequency: null, undoes: null };
  const fitting = fc.oneof(
    fc.constantFrom(...CHOICE_ACTS).map((act): Raw => ({ ...nothing, act })),
    fc.constantFrom(1, 30, 400).map((days): Raw => ({ ...nothing, act: "pause", days })),
    fc.constantFrom(...OFTEN).map((frequency): Raw => ({ ...nothing, act: "frequency", frequency })),
    fc.constantFrom(1, 2, 3).map((undoes): Raw => ({ ...nothing, act: "undo", undoes })),
  );
  const any = fc.record<Raw>({
    act: fc.constantFrom(...CHOICE_ACTS),
    days: fc.constantFrom(null, 1, 30, 400),
    frequency: fc.constantFrom(null, ...OFTEN),
    undoes: fc.constantFrom(null, 1, 2, 3),
  });
  const raw = fc.oneof({ arbitrary: fitting, weight: 4 }, { arbitrary: any, weight: 1 });
  let written = 0;
  await fc.assert(
    fc.asyncProperty(
      histories,
      cells,
      fc.array(raw, { minLength: 6, maxLength: 12 }),
      async (history, cell, tries) => {
        const ctx = await testPerson(house);
        for (const step of history) await steps[step]?.(ctx);
        const secret = await secretOf(mailer, { customer: { id: ctx.subject.id }, kind: "stop", ...cell });
        const { rows } = await withSight(house.db, { subjects: [ctx.subject.id] }, (tx) =>
          tx.execute<{ id: string }>(sql`select id from choice_tokens where scope = 'stop'`),
        );
        let before = await reach(ctx);
        for (const one of tries) {
          const event = { secret, tokenId: rows[0]?.id ?? "", cell, ...one };
          const done = await write(ctx, event).then(
            () => true,
            () => false,
          );
          if (done) written += 1;
          const after = await reach(ctx);
          expectLower(before, after);
          before = after;
        }
      },
    ),
    { numRuns: 25 },
  );
  // Some of it went through, so that the test looked at what a link can do and not at refusals alone.
  expect(written).toBeGreaterThan(5);
}, 120_000);

test("a link's secret itself is asked for, and another's link is none", async () => {
  const [ctx, other] = [await testPerson(house), await testPerson(house)];
  await steps.offers?.(ctx);
  const [cell] = CELLS;
  if (!cell) throw new Error("no cell");
  const made = async (who: Person) => ({
    secret: await secretOf(mailer, { customer: { id: who.subject.id }, kind: "stop", ...cell }),
    tokenId:
      (
        await withSight(house.db, { subjects: [who.subject.id] }, (tx) =>
          tx.execute<{ id: string }>(sql`select id from choice_tokens where scope = 'stop'`),
        )
      ).rows[0]?.id ?? "",
  });
  const [mine, theirs] = [await made(ctx), await made(other)];
  const off = { cell, act: "withdraw" as const, days: null, frequency: null, undoes: null };
  const refused = { cause: expect.objectContaining({ code: "FT002" }) };
  await expect(write(ctx, { ...off, ...mine, secret: "A".repeat(43) })).rejects.toMatchObject(refused);
  await expect(write(ctx, { ...off, ...mine, secret: theirs.secret })).rejects.toMatchObject(refused);
  await expect(write(ctx, { ...off, ...theirs })).rejects.toMatchObject(refused);
  await expect(write(ctx, { ...off, ...mine })).resolves.toBeDefined();
});
