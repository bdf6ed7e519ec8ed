import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EraseAct, Item } from "@/domain/brand";
import { writeToSource } from "@/domain/held-data/sources/write";
import { personas } from "./personas";
import { demoHouse } from "./testing";

let demo: Awaited<ReturnType<typeof demoHouse>>;
beforeAll(async () => {
  demo = await demoHouse();
});
afterAll(() => demo.close());

const UNDO = new Error("tried, and taken back");
const typed: Record<string, string> = { birthday: "1990-01-31", shoe_size: "41.5", email: "new@example.com" };

/** Runs a write and takes it back. @returns how many rows it touched. */
async function tried(
  key: string,
  write: { sql: string; rows: number | string; value?: string },
): Promise<number> {
  const source = demo.house.brand.sources.find(({ id }) => id === "shop");
  if (source?.kind !== "postgres") throw new Error("the shop is not there");
  const columns = ["line1", "line2", "postal_code", "town", "region", "contact_name", "contact_phone"];
  const values = {
    ...Object.fromEntries(columns.map((column) => [column, "new"])),
    value: write.value ?? "new",
  };
  let rows = -1;
  const attempt = writeToSource(
    { house: demo.house, source, key },
    {
      write: { sql: write.sql, rows: write.rows, values, nothingHeld: true },
      beforeKept: async ({ touched }) => {
        rows = touched;
        throw UNDO;
      },
    },
  );
  await expect(attempt).rejects.toBe(UNDO);
  return rows;
}

const eraseAct = ({ erase }: Item): EraseAct => (erase.by === "keep" ? erase.afterwards : erase);

describe("every write of the demo brand", () => {
  test.each(["10001", "10002"])("corrects one row of customer %s", async (key) => {
    const own = demo.house.brand.items.filter(({ correct }) => correct.by === "self");
    expect(own).toHaveLength(9);
    for (const { id, correct } of own) {
      if (correct.by !== "self") continue;
      const touched = await tried(key, { sql: correct.write, rows: 1, value: typed[id] ?? "new" });
      expect([id, touched]).toEqual([id, 1]);
    }
  });

  test.each(personas.map(({ id, customerNumber }) => [id, customerNumber]))(
    "deletes for %s",
    async (_, key) => {
      for (const item of demo.house.brand.items) {
        const act = eraseAct(item);
        if (act.by !== "task") await tried(key, { sql: act.write, rows: act.rows });
      }
    },
  );

  test("a deletion takes just the rows of its person", async () => {
    const permits = demo.house.brand.items.find(({ id }) => id === "trail_permits");
    const act = permits && eraseAct(permits);
    if (!act || act.by === "task") throw new Error("permits are deleted by a write");
    expect(await tried("10001", { sql: act.write, rows: act.rows })).toBe(4);
  });
});
