import { decode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHouse } from "@/domain/house";
import { testHouse } from "@/domain/testing";
import { decodeSession, encodeSession } from "./session";
import {
  decodeStaffSession,
  encodeStaffSession,
  staffBrowserCookie,
  staffCookie,
  visitCookie,
} from "./staff-cookies";
import { afterStep, deskPath, withDeskNext } from "./staff-sign-in";

let made: Awaited<ReturnType<typeof testHouse>>;
beforeAll(async () => {
  made = await testHouse();
  openHouse(made.house);
});
afterAll(() => made.close());

const SID = "s".repeat(43);

test("the cookie carries the session's secret and nothing else, sealed, for eight hours", async () => {
  const cookie = await encodeStaffSession(SID);
  expect(cookie).not.toContain(SID);
  expect(await decodeStaffSession(cookie)).toBe(SID);
  const token = await decode({ token: cookie, secret: made.house.keys.secret("sessions") });
  expect(Object.keys(token ?? {}).sort()).toEqual(["exp", "iat", "jti", "staff"]);
  expect(Number(token?.exp) - Number(token?.iat)).toBe(8 * 3_600);
});

test("a customer's cookie is none of staff, nor the other way", async () => {
  expect(await decodeStaffSession(await encodeSession(SID))).toBeNull();
  expect(await decodeSession(await encodeStaffSession(SID))).toBeNull();
});

test.each([undefined, "", "x", "a.b.c.d.e", SID])("%j is no cookie of ours", async (value) => {
  expect(await decodeStaffSession(value)).toBeNull();
});

test("over https the cookies promise to come from this host alone", () => {
  const names = () => [staffCookie(), visitCookie(), staffBrowserCookie()];
  expect(names()).toEqual(["staff", "visit", "staff-asked"]);
  const { settings } = made.house;
  openHouse({ ...made.house, settings: { ...settings, publicUrl: "https://privacy.brand.example" } });
  expect(names()).toEqual(["__Host-staff", "__Host-visit", "__Host-staff-asked"]);
  openHouse(made.house);
});

describe("where a sign-in at the desk leads", () => {
  test.each([
    ["/desk", "/desk"],
    ["/desk/find?problem=step_up_required&form=find", "/desk/find?problem=step_up_required&form=find"],
    ["/desk/account#passkeys", "/desk/account#passkeys"],
    ["/desk?x=1", "/desk?x=1"],
    ["/", "/desk"],
    ["/data", "/desk"],
    ["/deskx", "/desk"],
    ["/desk/sign-in", "/desk"],
    ["/desk/sign-in/again?next=/desk", "/desk"],
    ["/desk/../data", "/desk"],
    ["//desk.evil.test", "/desk"],
    ["https://evil.test/desk", "/desk"],
    ["/\\evil.test/desk", "/desk"],
    ["/%2fevil.test", "/desk"],
    ["/desk\r\nSet-Cookie: x=y", "/desk"],
    ["", "/desk"],
    [null, "/desk"],
  ])("%j: %s", (wanted, path) => {
    expect(deskPath(wanted)).toBe(path);
  });

  test("is carried from step to step", () => {
    const form = { input: { next: "/desk/find" } };
    const sid = { outcome: "signed_in", sid: SID, expiresAt: new Date(0) } as const;
    expect(afterStep("/desk/sign-in")(sid, form)).toBe("/desk/find");
    expect(afterStep("/desk/sign-in")({ outcome: "onward", browser: SID }, form)).toBe(
      "/desk/sign-in/second?next=%2Fdesk%2Ffind",
    );
    expect(afterStep("/desk/sign-in?sent=1")({ outcome: "refused", why: "not_accepted" }, form)).toBe(
      "/desk/sign-in?sent=1&refused=not_accepted&next=%2Fdesk%2Ffind",
    );
    expect(withDeskNext("/desk/sign-in", "//evil.test")).toBe("/desk/sign-in?next=%2Fdesk");
  });
});
