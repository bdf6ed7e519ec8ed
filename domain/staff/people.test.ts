import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { asAdmin } from "@/db/testing";
import type { House } from "../house";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import {
  addStaff,
  disableStaff,
  isStaffAddress,
  listStaff,
  readStaffSignIn,
  resolveStaff,
  staffNames,
} from "./index";
import { enrol, firstStep } from "./testing";

let made: Awaited<ReturnType<typeof testHouse>>;
let house: House;
beforeAll(async () => {
  const brand = tinyBrand();
  made = await testHouse({ brand: { ...brand, desk: { ...brand.desk, emailDomains: ["tiny.example"] } } });
  house = made.house;
});
afterAll(() => made.close());

const rowOf = async (email: string) => (await listStaff(house)).find((one) => one.email === email);
const auditOf = async (id: string) =>
  asAdmin(
    made.database.adminUrl,
    `select act, actor_kind, detail from audit where detail::text like '%${id}%' order by id`,
  );

describe("adding", () => {
  test("makes one row by address, whatever its case, and a line in the audit without it", async () => {
    const { id, outcome } = await addStaff(house, { email: " Ana.Berg@Tiny.Example ", role: "support" });
    expect(outcome).toBe("added");
    expect(await addStaff(house, { email: "ana.berg@tiny.example", role: "support" })).toEqual({
      id,
      outcome: "unchanged",
    });
    expect(await rowOf("Ana.Berg@Tiny.Example")).toMatchObject({
      id,
      name: "Ana Berg",
      role: "support",
      secondFactor: false,
    });
    const detail = { staff: id, role: "support", outcome: "added" };
    expect(await auditOf(id)).toEqual([{ act: "staff.add", actor_kind: "system", detail }]);
  });

  test.each(["", "x", "a@b@tiny.example", "a b@tiny.example"])("%j is no address", async (email) => {
    await expect(addStaff(house, { email, role: "admin" })).rejects.toMatchObject({ code: "invalid" });
  });

  test.each(["ben@other.example", "ben@tiny.example.evil.test", "ben@eviltiny.example"])(
    "%s is of none of the brand's domains",
    async (email) => {
      await expect(addStaff(house, { email, role: "admin" })).rejects.toMatchObject({
        code: "not_offered",
        params: { domains: "tiny.example" },
      });
    },
  );

  test("again with another role or name changes them and ends the sessions", async () => {
    const email = "cara@tiny.example";
    await addStaff(house, { email, role: "support" });
    const { sid } = await enrol(house, email);
    expect(await addStaff(house, { email, role: "auditor", name: "Cara Lund" })).toMatchObject({
      outcome: "changed",
    });
    expect((await resolveStaff(house, sid)).actor).toBeNull();
    expect(await rowOf(email)).toMatchObject({ role: "auditor", name: "Cara Lund", secondFactor: true });
  });

  test("again after disabling lets them back in, without what they had before", async () => {
    const email = "dan@tiny.example";
    await addStaff(house, { email, role: "support" });
    await enrol(house, email);
    await disableStaff(house, { email });
    expect(await addStaff(house, { email, role: "support" })).toMatchObject({ outcome: "enabled" });
    const view = await readStaffSignIn(house, (await firstStep(house, email)).browser);
    expect(view.step).toBe("enrol");
  });
});

describe("disabling", () => {
  test("is on record, once; of nobody is told so", async () => {
    const email = "eve@tiny.example";
    const { id } = await addStaff(house, { email, role: "support" });
    expect(await disableStaff(house, { email: email.toUpperCase() })).toEqual({ disabled: 1 });
    expect(await disableStaff(house, { email })).toEqual({ disabled: 0 });
    expect((await auditOf(id)).map(({ act }) => act)).toEqual(["staff.add", "staff.disable"]);
    await expect(disableStaff(house, { email: "nobody@tiny.example" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

test("names by id, and whose address is one of staff", async () => {
  const { id } = await addStaff(house, { email: "finn@tiny.example", role: "support", name: "Finn" });
  const told = await withSight(house.db, {}, async (tx) => ({
    names: await staffNames(tx, [id, "00000000-0000-0000-0000-000000000000"]),
    none: await staffNames(tx, []),
    ours: await isStaffAddress(tx, house, "FINN@tiny.example"),
    theirs: await isStaffAddress(tx, house, "ana@example.com"),
    no: await isStaffAddress(tx, house, "x"),
  }));
  expect(told).toEqual({
    names: new Map([[id, "Finn"]]),
    none: new Map(),
    ours: true,
    theirs: false,
    no: false,
  });
});
