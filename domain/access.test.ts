import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { audit, customerSettings, customers } from "@/db/schema";
import { asAdmin, type TestDatabase } from "@/db/testing";
import { changed, mutate, observe, unchanged } from "./access";
import type { Ctx } from "./context";
import { DomainError, isDomainError } from "./errors";
import type { House } from "./house";
import { testCustomer, testHouse } from "./testing";

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
let ana: Ctx;
let ben: Ctx;

beforeAll(async () => {
  ({ house, database, close } = await testHouse());
  [ana, ben] = [await testCustomer(house), await testCustomer(house)];
});
afterAll(() => close());

const settingsOf = (ctx: Ctx) => observe(ctx, "account.read", (tx) => tx.select().from(customerSettings));
const linesOf = (ctx: Ctx) => observe(ctx, "activity.read", (tx) => tx.select().from(audit));
const setLocale = (ctx: Ctx, locale: string) =>
  mutate(ctx, "account.set_locale", async (tx) => {
    const customerId = ctx.subject?.id ?? "";
    await tx
      .insert(customerSettings)
      .values({ customerId, locale })
      .onConflictDoUpdate({ target: customerSettings.customerId, set: { locale } });
    return changed(locale, { locale });
  });

describe("mutate", () => {
  it("writes the change and its audit line together, with actor and subject", async () => {
    expect(await setLocale(ana, "de")).toEqual({ value: "de", changed: true });
    expect(await settingsOf(ana)).toMatchObject([{ locale: "de" }]);
    expect(await linesOf(ana)).toMatchObject([
      {
        act: "account.set_locale",
        actorKind: "customer",
        customerId: ana.subject?.id,
        detail: { locale: "de" },
      },
    ]);
  });

  it("writes no line when nothing changed", async () => {
    const before = (await linesOf(ana)).length;
    expect(await mutate(ana, "account.set_locale", async () => unchanged("de"))).toMatchObject({
      changed: false,
    });
    expect(await linesOf(ana)).toHaveLength(before);
  });

  it("leaves nothing when the write fails", async () => {
    const failing = mutate(ana, "account.set_locale", async (tx) => {
      await tx.insert(customers).values({ id: randomUUID() });
      throw new DomainError("conflict");
    });
    await expect(failing).rejects.toMatchObject({ code: "conflict" });
  });

  it("leaves nothing when the audit line cannot be written", async () => {
    await asAdmin(
      database.adminUrl,
      "alter table audit add constraint broken check (act <> 'account.set_locale') not valid",
    );
    await expect(setLocale(ana, "en")).rejects.toThrow();
    await asAdmin(database.adminUrl, "alter table audit drop constraint broken");
    expect(await settingsOf(ana)).toMatchObject([{ locale: "de" }]);
  });

  it("refuses an actor whose subject is another person", async () => {
    await expect(setLocale({ ...ana, subject: ben.subject }, "en")).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("refuses nobody as signed out", async () => {
    await expect(setLocale({ ...ana, actor: { kind: "nobody" } }, "en")).rejects.toMatchObject({
      code: "signed_out",
    });
  });
});

describe("an audit line", () => {
  it("cannot be forgotten: a change without one does not compile", () => {
    // @ts-expect-error a changed outcome needs its detail
    const forgetful = () => mutate(ana, "choice.set", async () => ({ changed: true, value: 1 }));
    // @ts-expect-error a bare value is no outcome
    const bare = () => mutate(ana, "choice.set", async () => 1);
    expect([forgetful, bare]).toHaveLength(2);
  });
});

describe("observe", () => {
  it("shows one person nothing of another", async () => {
    expect(await settingsOf(ben)).toEqual([]);
    expect(await linesOf(ben)).toEqual([]);
  });

  it("does not let the audit be changed or deleted", async () => {
    for (const statement of ["update audit set act = 'x'", "delete from audit", "truncate audit"])
      await expect(house.db.pool.query(statement)).rejects.toThrow("permission denied");
  });
});

describe("errors", () => {
  it("are told by code across two copies of the code", () => {
    const foreign = Object.assign(new Error("locked"), { name: "DomainError", code: "locked" });
    expect(isDomainError(foreign, "locked")).toBe(true);
    expect(isDomainError(foreign, "gone")).toBe(false);
    expect(isDomainError(new Error("locked"))).toBe(false);
  });
});
