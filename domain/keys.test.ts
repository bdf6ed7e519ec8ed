import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "@/db/testing";
import { install } from "./install";
import { loadKeys, openWith, rotateKeys, sealWith } from "./keys";

const first = "the first secret, of more than thirty-two bytes";
const second = "the second secret, of more than thirty-two bytes";
let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  await install({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, secret: first });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const pool = () => owner;

describe("sealing", () => {
  const key = randomBytes(32);
  it("opens with the same key in the same place only", () => {
    const sealed = sealWith(key, "Åna 🧗🏽‍♀️", "row/field");
    expect(openWith(key, sealed, "row/field").toString()).toBe("Åna 🧗🏽‍♀️");
    expect(() => openWith(key, sealed, "row/other")).toThrow();
    expect(() => openWith(randomBytes(32), sealed, "row/field")).toThrow();
  });
  it.each([0, 1, 13, 29])("notices one changed byte at %i", (at) => {
    const sealed = sealWith(key, "value", "place");
    sealed[at] = (sealed[at] ?? 0) ^ 1;
    expect(() => openWith(key, sealed, "place")).toThrow();
  });
  it("never seals the same text the same way twice", () => {
    const sealed = Array.from({ length: 5_000 }, () => sealWith(key, "a", "p"));
    expect(new Set(sealed.map((one) => one.subarray(1, 13).toString("hex"))).size).toBe(sealed.length);
    for (const one of sealed) expect(openWith(key, one, "p").toString()).toBe("a");
  });
});

describe("the installation's keys", () => {
  it("stay the same when installed again, and differ by purpose", async () => {
    const before = await loadKeys(pool(), first);
    await install({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, secret: first });
    const after = await loadKeys(pool(), first);
    expect(after.lookup("email", "a@b.example")).toEqual(before.lookup("email", "a@b.example"));
    expect(after.hash("tokens", "x")).not.toEqual(after.hash("sessions", "x"));
    expect(after.lookup("email", "x")).not.toEqual(after.lookup("phone", "x"));
  });

  it("are refused under another secret, with what to do", async () => {
    await expect(loadKeys(pool(), second)).rejects.toThrow("forthright rotate");
  });

  it("rotate: the same keys under a new secret, all or none, again without harm", async () => {
    const before = await loadKeys(pool(), first);
    const sealed = before.seal("customers", "kept", "place");
    await expect(rotateKeys(owner, { now: second, before: `${first}, but wrong` })).rejects.toThrow("rotate");
    expect(await rotateKeys(owner, { now: second, before: first })).toBeGreaterThan(3);
    expect(await rotateKeys(owner, { now: second, before: first })).toBe(0);
    const after = await loadKeys(pool(), second);
    expect(after.open("customers", sealed, "place")).toBe("kept");
    expect(after.lookup("email", "x")).toEqual(before.lookup("email", "x"));
    await expect(loadKeys(pool(), first)).rejects.toThrow();
  });
});
