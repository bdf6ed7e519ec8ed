import { describe, expect, test } from "vitest";
import {
  EndSessionInput,
  isMeantAsPhone,
  LinkToken,
  SignInByCodeInput,
  SignInByLinkInput,
  StartSignInInput,
  StartStepUpInput,
} from "./catalog";

describe("meant as a phone number", () => {
  test.each([
    ["+353861234567", true],
    ["  +353 86 1", true],
    ["＋353861234567", true],
    ["086 123 4567", true],
    ["  086 123 4567  ", true],
    ["086-1234567", true],
    ["086.1234567", true],
    ["086/1234567", true],
    ["(086) 1234567", true],
    ["0 8", true],
    ["0861234567", false],
    ["0861234567-", false],
    ["(0861234567)", false],
    ["86 123 4567", false],
    ["x086 123 4567", false],
    ["086 123 4567 ext", false],
    ["086 1x3 4567", false],
    ["12+34", false],
    ["N-17", false],
    ["a@086 123", false],
    ["", false],
  ])("%j: %s", (who, expected) => expect(isMeantAsPhone(who)).toBe(expected));
});

describe("a code", () => {
  test.each([
    "12345678",
    "1234 5678",
    " 12 34-56 78 ",
    "1234\u00a05678",
    "1234\u20105678",
    "1234\u20155678",
    "１２３４５６７８",
    `${" ".repeat(32)}12345678`,
  ])("%j is forgiven how it is written", (code) => {
    expect(SignInByCodeInput.parse({ code })).toEqual({ code: "12345678" });
  });

  test.each([
    "1234567",
    "123456789",
    "x12345678",
    "12345678x",
    "1234\u200f5678",
    "1234\u20165678",
    "1234_5678",
    "",
    `${" ".repeat(33)}12345678`,
  ])("%j is none", (code) => expect(SignInByCodeInput.safeParse({ code }).success).toBe(false));

  test("comes with nothing else", () => {
    expect(SignInByCodeInput.safeParse({ code: "12345678", sid: "x" }).success).toBe(false);
  });
});

describe("what is asked with", () => {
  const who = (text: string) => StartSignInInput.safeParse({ who: text });
  test("is some words, without the space around them", () => {
    expect(who("  ana@example.com ").data).toEqual({ who: "ana@example.com" });
    expect(who("a".repeat(254)).success).toBe(true);
    expect(who("a").success).toBe(true);
  });

  test.each(["", "   ", "a".repeat(255)])("is not %j", (text) => expect(who(text).success).toBe(false));

  test("is asked with alone", () => {
    expect(StartSignInInput.safeParse({ who: "a", next: "/" }).success).toBe(false);
  });
});

describe("the secret of a link", () => {
  const secret = "Az09_-".padEnd(43, "A");
  test("has its letters and its length", () => {
    expect(SignInByLinkInput.parse({ token: secret })).toEqual({ token: secret });
    const others = ["", secret.slice(1), `${secret}A`, `${secret}\n`, ` ${secret}`, secret.replace("A", "+")];
    for (const other of others) expect(LinkToken.safeParse(other).success, other).toBe(false);
    expect(SignInByLinkInput.safeParse({ token: secret, code: "1" }).success).toBe(false);
  });
});

test("which address the code goes to is one of two, or left open", () => {
  for (const to of ["email", "phone", undefined])
    expect(StartStepUpInput.safeParse({ to }).success).toBe(true);
  expect(StartStepUpInput.safeParse({}).success).toBe(true);
  for (const wrong of [{ to: "fax" }, { to: "" }, { to: "email", who: "x" }])
    expect(StartStepUpInput.safeParse(wrong).success).toBe(false);
});

test("a session is ended by its id and nothing else", () => {
  const id = "0198f1a0-0000-7000-8000-000000000000";
  expect(EndSessionInput.parse({ id })).toEqual({ id });
  for (const wrong of [{ id: "1" }, {}, { id, all: true }])
    expect(EndSessionInput.safeParse(wrong).success).toBe(false);
});
