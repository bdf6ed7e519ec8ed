import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { asAdmin, type TestDatabase } from "@/db/testing";
import { setChoice } from "../choices";
import { testPerson } from "../choices/testing";
import { testSystem } from "../choices/testing-system";
import { type Ctx, proofOf, type Role } from "../context";
import type { House } from "../house";
import { testHouse } from "../testing";
import { testStaff } from "../testing-staff";
import { updateEndpoint } from "./endpoint-store";
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  listDeliveries,
  listEndpoints,
  readEndpoint,
  replay,
  rotateSecret,
  tryEndpoint,
} from "./index";

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
let admin: Ctx;

beforeAll(async () => {
  ({ house, database, close } = await testHouse({
    settings: { allowPrivateHosts: ["hooks.internal:8080"] },
  }));
});
afterAll(() => close());
beforeEach(async () => {
  admin = await testStaff(house, "admin");
});

const resolve = async () => [{ address: "93.184.216.34", family: 4 as const }];
const url = "https://mail.example/hooks?token=hunter2";
const make = (ctx: Ctx, more: { url?: string } = {}) =>
  createEndpoint(ctx, { url, events: ["choice.changed"], ...more }, { resolve });

const lines = async (id: string) =>
  (
    await asAdmin(
      database.adminUrl,
      `select detail from audit where detail->>'endpoint' = '${id}' order by at, id`,
    )
  ).map(({ detail }) => detail as Record<string, unknown>);

describe("an endpoint", () => {
  test("is made, changed, given a new secret and taken away, each with its line, which never tells the address", async () => {
    const { endpoint, secret } = await make(admin);
    const { id } = endpoint;
    expect(endpoint).toMatchObject({ url, events: ["choice.changed"], obeysWithin: 3_600, standing: "ok" });
    expect(await changeEndpoint(admin, { id, obeysWithin: 60, enabled: false })).toMatchObject({
      ...{ obeysWithin: 60, standing: "disabled" },
    });
    const rotated = await rotateSecret(admin, { id });
    expect(rotated.secret).not.toBe(secret);
    expect(rotated.endpoint.previousUntil).not.toBeNull();
    await deleteEndpoint(admin, { id });
    expect((await listEndpoints(admin)).map((one) => one.id)).not.toContain(id);
    const told = await lines(id);
    expect(told.map(({ event }) => event)).toEqual([
      ...["endpoint_made", "endpoint_changed", "secret_rotated", "endpoint_deleted"],
    ]);
    expect(JSON.stringify(told)).not.toMatch(/hunter2|whsec/);
  });

  test("that stays as it is has no line", async () => {
    const { id } = (await make(admin)).endpoint;
    await changeEndpoint(admin, { id, obeysWithin: 3_600, events: ["choice.changed"], enabled: true });
    expect(await lines(id)).toHaveLength(1);
  });

  test("that is none is not found", async () => {
    const id = crypto.randomUUID();
    for (const verb of [readEndpoint, deleteEndpoint, rotateSecret, tryEndpoint])
      await expect(verb(admin, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(listDeliveries(admin, { id, limit: 1 })).rejects.toMatchObject({ code: "not_found" });
    await expect(replay(admin, { id, from: new Date(0) })).rejects.toMatchObject({ code: "not_found" });
  });

  test.each([
    "http://mail.example/",
    "https://mail.example:8443/",
    "https://user:word@mail.example/",
    "https://127.0.0.1/",
    "https://[::ffff:7f00:1]/",
    "http://hooks.internal:8081/",
    "nowhere",
  ])("does not stand at %s", async (at) => {
    await expect(make(admin, { url: at })).rejects.toMatchObject({
      code: "invalid",
      params: { pointer: "/url" },
    });
    const { id } = (await make(admin)).endpoint;
    const moved = changeEndpoint(admin, { id, url: at }, { resolve });
    await expect(moved).rejects.toMatchObject({ code: "invalid", params: { pointer: "/url" } });
  });

  test("stands on a private network where that is allowed by name", async () => {
    expect((await make(admin, { url: "http://hooks.internal:8080/x" })).endpoint.standing).toBe("ok");
  });
});

describe("who may", () => {
  const staff = (role: Role) => () => testStaff(house, role);
  const rows: [who: string, ctx: () => Promise<Ctx>, manage: boolean, read: boolean][] = [
    ["an admin", staff("admin"), true, true],
    ["an auditor", staff("auditor"), false, true],
    ["support", staff("support"), false, false],
    ["a privacy officer", staff("privacy_officer"), false, false],
    ["a customer", () => testPerson(house), false, false],
    ["a key of that scope", () => testSystem(house, ["webhooks"]), true, true],
  ];

  test.each(rows)("%s", async (_, of, manage, read) => {
    const { id } = (await make(admin)).endpoint;
    const ctx = await of();
    const tried = async (act: Promise<unknown>) =>
      act.then(
        () => true,
        ({ code }) => code !== "forbidden",
      );
    expect(await tried(make(ctx))).toBe(manage);
    expect(await tried(rotateSecret(ctx, { id }))).toBe(manage);
    expect(await tried(replay(ctx, { id, from: new Date(0) }))).toBe(manage);
    expect(await tried(listEndpoints(ctx))).toBe(read);
    expect(await tried(readEndpoint(ctx, { id }))).toBe(read);
  });

  test.each([
    ["a key of another scope", () => testSystem(house, ["choices:write"])],
    ["support", staff("support")],
    ["a customer", () => testPerson(house)],
  ] as const)("the database itself refuses %s", async (_, of) => {
    const { id } = (await make(admin)).endpoint;
    const ctx = await of();
    const moved = withSight(house.db, proofOf(ctx.actor), (tx) =>
      updateEndpoint(tx, id, { url: "https://evil.example/" }),
    );
    await expect(moved).rejects.toMatchObject({ cause: { code: "FT003" } });
  });

  test("nobody reads an event but as its customer", async () => {
    await make(admin);
    const person = await testPerson(house);
    const other = await testPerson(house);
    await setChoice(person, { purpose: "picks", channel: "", to: "on" });
    const seen = (subjects: string[]) =>
      withSight(
        house.db,
        { subjects },
        async (tx) => (await tx.execute("select id from webhook_events")).rows.length,
      );
    expect([await seen([person.subject.id]), await seen([other.subject.id]), await seen([])]).toEqual([
      1, 0, 0,
    ]);
  });
});
