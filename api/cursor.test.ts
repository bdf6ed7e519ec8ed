import { afterAll, beforeAll, expect, it } from "vitest";
import { commandContext } from "@/domain/api-keys";
import type { Ctx } from "@/domain/context";
import { testHouse } from "@/domain/testing";
import { ListQuery, readCursor, writeCursor } from "./cursor";

let made: Awaited<ReturnType<typeof testHouse>>;
let ctx: Ctx;
beforeAll(async () => {
  made = await testHouse();
  ctx = asKey(await commandContext(made.house), "one");
});
afterAll(() => made.close());

const asKey = (from: Ctx, keyId: string): Ctx => ({
  ...from,
  actor: { kind: "api_key", keyId, name: keyId, scopes: [], proof: Buffer.of(1) },
});

it("reads what it wrote", () => {
  const position = ["2026-11-21T10:00:00.000Z", 7, null];
  expect(readCursor(ctx, "ledger", writeCursor(ctx, "ledger", position))).toEqual(position);
  expect(readCursor(ctx, "ledger", undefined)).toBeNull();
});

it("reads no other list's, no other key's, nor one that was changed", () => {
  const cursor = writeCursor(ctx, "ledger", ["a"]);
  const flipped = Buffer.from(cursor, "base64url");
  flipped.writeUInt8(flipped.readUInt8(flipped.length - 2) ^ 1, flipped.length - 2);
  for (const [by, list, text] of [
    [ctx, "customers", cursor],
    [asKey(ctx, "two"), "ledger", cursor],
    [ctx, "ledger", flipped.toString("base64url")],
    [ctx, "ledger", "x"],
    [ctx, "ledger", "null"],
  ] as const)
    expect(() => readCursor(by, list, text)).toThrow("bad-cursor");
});

it.each([
  [{}, 50],
  [{ limit: "1" }, 1],
  [{ limit: "200" }, 200],
  [{ limit: "0" }, null],
  [{ limit: "201" }, null],
  [{ limit: "1.5" }, null],
  [{ limit: "" }, null],
])("takes %j as a limit of %s", (query, limit) => {
  const { data } = ListQuery.safeParse(query);
  expect(data?.limit ?? null).toBe(limit);
});
