import { describe, expect, it } from "vitest";
import { ownPath, withQuery, withRefusal } from "./own-path";

const foreign = [
  "https://evil.example",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r\nLocation: https://evil.example",
  "/%2f/evil.example",
  "/%2Fevil.example",
  "/%5cevil.example",
  "/./../../evil.example/..//..//evil",
  "javascript:alert(1)",
  "data:text/html,x",
  "evil.example",
  "",
  null,
  undefined,
  "/\u0000",
  "http:/evil.example",
  "/.//evil.example",
];

describe("ownPath", () => {
  it.each(foreign)("keeps %j on this site", (asked) => {
    const answer = ownPath(asked, "/");
    expect(new URL(answer, "https://own.example").origin).toBe("https://own.example");
    expect(answer).toMatch(/^\/(?![/\\])/);
  });

  it.each(["/", "/data", "/choices?saved=1#offers", "/requests/9?x=%2F%2Fevil"])("lets %s pass", (asked) => {
    expect(ownPath(asked)).toBe(asked);
  });
});

describe("withQuery", () => {
  it("adds, changes and takes away, and keeps the rest", () => {
    expect(withQuery("/choices?a=1&saved=x#offers", { saved: null, problem: "locked" })).toBe(
      "/choices?a=1&problem=locked#offers",
    );
  });
});

it.each([
  ["the first time", "/sign-in?sent=1", "/sign-in?sent=1&problem=invalid&form=code"],
  [
    "a second time",
    "/sign-in?sent=1&problem=invalid&form=code",
    "/sign-in?sent=1&problem=invalid&form=code&again=1",
  ],
  [
    "a third time",
    "/sign-in?sent=1&problem=invalid&form=code&again=1",
    "/sign-in?sent=1&problem=invalid&form=code",
  ],
  ["after another form", "/sign-in?problem=invalid&form=who", "/sign-in?sent=1&problem=invalid&form=code"],
  ["from no known page", "", "/sign-in?sent=1&problem=invalid&form=code"],
])("a refused form goes to an address that is not the one it came from: %s", (_, from, to) => {
  expect(withRefusal("/sign-in?sent=1", { problem: "invalid", form: "code" }, from)).toBe(to);
});
