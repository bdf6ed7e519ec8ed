import { afterAll, beforeAll, expect, test } from "vitest";
import { asAdmin } from "@/db/testing";
import { type Ctx, systemContext } from "../context";
import { testHouse } from "../testing";
import { signInStaffByOpenId } from "./by-open-id";

let made: Awaited<ReturnType<typeof testHouse>>;

beforeAll(async () => {
  made = await testHouse();
});
afterAll(() => made.close());

test("a name that the brand's own sign-in changes is on record, without the name", async () => {
  const { house, database } = made;
  const now = new Date();
  const ctx: Ctx = {
    ...systemContext({ house, job: "", subject: null, now }),
    actor: { kind: "nobody" },
  };
  const login = {
    ...{ issuer: "https://id.example", subject: "7", claims: { role: "support" }, authTime: now },
    email: "sam@staff.example",
  };
  for (const name of ["Sam Okafor", "Sam Okafor", "Ana Rodrigues"])
    expect(
      await signInStaffByOpenId(ctx, { ...login, name }, { roleClaim: "role", userAgent: "" }),
    ).toMatchObject({ outcome: "signed_in" });
  const lines = await asAdmin(
    database.adminUrl,
    "select detail->>'outcome' as outcome, detail::text as detail from audit where act = 'staff.add' order by id",
  );
  expect(lines.map(({ outcome }) => outcome)).toEqual(["added", "renamed"]);
  expect(JSON.stringify(lines)).not.toContain("Rodrigues");
});
