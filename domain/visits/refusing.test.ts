import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { proofOf } from "../context";
import { newId } from "../random";
import { testStaff } from "../testing-staff";
import { makeVisitCode, setVisitWishes, startVisit } from ".";
import type { StartedVisit } from "./catalog";
import { searchFor, signedIn, visitHouse } from "./testing";

let made: Awaited<ReturnType<typeof visitHouse>>;

beforeAll(async () => {
  made = await visitHouse();
});
afterAll(() => made.close());

/** Whether somebody waits for a lock of ours. */
async function isWaited(): Promise<boolean> {
  const { rows } = await made.house.db.pool.query(
    "select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())",
  );
  return rows.length > 0;
}

test("a visit that begins while the customer is refusing waits for it, and does not begin", async () => {
  const { house, shop } = made;
  const ana = await signedIn(house, shop);
  const agent = await testStaff(house, "support");
  let done: StartedVisit | undefined;
  let going: Promise<unknown> = Promise.resolve();
  const sight = { subjects: [ana.ctx.subject.id], ...proofOf(ana.ctx.actor) };
  await withSight(house.db, sight, async (tx) => {
    await tx.execute(
      sql`insert into visit_wishes (customer_id, refused) values (${ana.ctx.subject.id}, true)
            on conflict (customer_id) do update set refused = true`,
    );
    going = startVisit(agent, searchFor(ana.email)).then((one) => {
      done = one;
    });
    while (!done && !(await isWaited())) await new Promise((resolve) => setTimeout(resolve, 5));
  });
  await going;
  expect(done).toEqual({ outcome: "not_started" });
});

/** What the database says to a visit's row that was never asked for by the verb. */
async function tryToVisit(ana: { ctx: { subject: { id: string } } }, withCode: boolean): Promise<string> {
  const { house } = made;
  const agent = await testStaff(house, "support");
  const sight = { subjects: [ana.ctx.subject.id], ...proofOf(agent.actor) };
  return withSight(house.db, sight, async (tx) => {
    await tx.execute(sql`
      insert into visits (customer_id, id, staff_id, secret_hash, reason, words_sealed, ticket, shown_name, role, with_code)
      values (${ana.ctx.subject.id}, ${newId()}, ${agent.actor.staffId}, decode(md5(${newId()}), 'hex'), '', '\\x00', '1',
        'X', 'support', ${withCode})`);
    return "begun";
  }).catch(({ cause }) => cause.code);
}

test("nor does it by SQL, with or without saying that a code allowed it", async () => {
  const { house, shop } = made;
  const ana = await signedIn(house, shop);
  expect(await tryToVisit(ana, true)).toBe("FT004");
  await setVisitWishes(ana.ctx, { refuse: true });
  expect(await tryToVisit(ana, false)).toBe("FT004");
  await makeVisitCode(ana.ctx);
  expect(await tryToVisit(ana, true)).toBe("FT004");
  await setVisitWishes(ana.ctx, { refuse: false });
  expect(await tryToVisit(ana, false)).toBe("begun");
});
