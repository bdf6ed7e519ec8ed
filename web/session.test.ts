import { decode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse } from "@/domain/house";
import { testHouse } from "@/domain/testing";
import { tinyBrand } from "@/domain/testing-brand";
import { browserCookie, decodeSession, encodeSession, sessionCookie } from "./session";

let made: Awaited<ReturnType<typeof testHouse>>;
beforeAll(async () => {
  made = await testHouse({ brand: tinyBrand() });
  openHouse(made.house);
});
afterAll(() => made.close());

const SID = "s".repeat(43);

test("the cookie carries the session's secret and nothing else, sealed", async () => {
  const cookie = await encodeSession(SID);
  expect(cookie).not.toContain(SID);
  expect(await decodeSession(cookie)).toBe(SID);
  const token = await decode({ token: cookie, secret: made.house.keys.secret("sessions") });
  expect(Object.keys(token ?? {}).sort()).toEqual(["exp", "iat", "jti", "sid"]);
  expect(Number(token?.exp) - Number(token?.iat)).toBe(12 * 3_600);
});

test.each([undefined, "", "x", "a.b.c.d.e", SID])("%j is no cookie of ours", async (value) => {
  expect(await decodeSession(value)).toBeNull();
});

test("one byte changed, or another installation's, and it is nobody's", async () => {
  const cookie = await encodeSession(SID);
  const at = cookie.length - 30;
  const changed = cookie.slice(0, at) + (cookie[at] === "A" ? "B" : "A") + cookie.slice(at + 1);
  expect(await decodeSession(changed)).toBeNull();
  const other = await testHouse({ brand: tinyBrand(), own: true });
  openHouse(other.house);
  expect(await decodeSession(cookie)).toBeNull();
  openHouse(made.house);
  await other.close();
});

test("over https the cookies promise to come from this host alone", () => {
  expect([sessionCookie(), browserCookie()]).toEqual(["session", "asked"]);
  const { settings } = made.house;
  openHouse({ ...made.house, settings: { ...settings, publicUrl: "https://privacy.brand.example" } });
  expect([sessionCookie(), browserCookie()]).toEqual(["__Host-session", "__Host-asked"]);
  openHouse(made.house);
});
