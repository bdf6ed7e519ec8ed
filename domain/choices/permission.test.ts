import { describe, expect, test } from "vitest";
import type { Who } from "../policy";
import type { PurposeRule } from "./kinds";
import { confirmation, mayAct, type Permission } from "./permission";
import { type AddressKind, BASES, type Basis, CHOICE_ACTS, type ChoiceAct } from "./states";

const purpose = (changes: Partial<PurposeRule> = {}): PurposeRule => ({
  basis: "consent",
  channels: ["email", "sms", "post"],
  optionalChannels: [],
  frequency: ["weekly", "monthly"],
  confirm: false,
  marketing: false,
  ...changes,
});

type Answer = "ok" | Extract<Permission, { ok: false }>["code"];
const answer = (permission: Permission): Answer => (permission.ok ? "ok" : permission.code);

const CONSENT: Record<ChoiceAct, Answer> = {
  grant: "ok",
  ask: "invalid",
  confirm: "forbidden",
  withdraw: "ok",
  cancel: "ok",
  object: "invalid",
  unobject: "invalid",
  pause: "ok",
  resume: "ok",
  frequency: "ok",
  undo: "ok",
};
const OBJECTION: Record<ChoiceAct, Answer> = {
  grant: "invalid",
  ask: "invalid",
  confirm: "forbidden",
  withdraw: "invalid",
  cancel: "invalid",
  object: "ok",
  unobject: "ok",
  pause: "ok",
  resume: "ok",
  frequency: "ok",
  undo: "ok",
};
const all = (answered: Answer): Record<ChoiceAct, Answer> => ({
  grant: answered,
  ask: answered,
  confirm: "forbidden",
  withdraw: answered,
  cancel: answered,
  object: answered,
  unobject: answered,
  pause: answered,
  resume: answered,
  frequency: answered,
  undo: answered,
});

/** What the customer may do, by basis. */
const CUSTOMER: Record<Basis, Record<ChoiceAct, Answer>> = {
  consent: CONSENT,
  legitimate_interest: OBJECTION,
  public_task: all("locked"),
  contract: all("locked"),
  legal_obligation: all("locked"),
  vital_interest: all("locked"),
};

const cases = BASES.flatMap((basis) => CHOICE_ACTS.map((act) => ({ basis, act })));

describe("every basis, act and actor", () => {
  test.each(cases)("customer: $act where the basis is $basis", ({ basis, act }) => {
    const cell = { purpose: purpose({ basis }), channel: "email", address: "email" } as const;
    expect(answer(mayAct({ ...cell, act, actor: "customer" }))).toBe(CUSTOMER[basis][act]);
    const single = { purpose: purpose({ basis, channels: [] }), channel: "", address: null } as const;
    expect(answer(mayAct({ ...single, act, actor: "customer" }))).toBe(CUSTOMER[basis][act]);
  });

  test.each(cases)("nobody else raises or lowers: $act where the basis is $basis", ({ basis, act }) => {
    const others: Who[] = ["nobody", "support", "privacy_officer", "admin", "auditor", "system"];
    for (const actor of others)
      for (const channel of ["email", "post", "nowhere"])
        expect(answer(mayAct({ purpose: purpose({ basis }), channel, address: "email", act, actor }))).toBe(
          "forbidden",
        );
  });

  test.each(cases)("a confirm link only confirms consent: $act, $basis", ({ basis, act }) => {
    const confirmed: Answer =
      basis === "consent" ? "ok" : CUSTOMER[basis].pause === "locked" ? "locked" : "invalid";
    const given = mayAct({
      purpose: purpose({ basis, confirm: true }),
      channel: "email",
      address: "email",
      act,
      actor: "confirm",
    });
    expect(answer(given)).toBe(act === "confirm" ? confirmed : "forbidden");
  });

  const beyond: Partial<Record<Who, ChoiceAct[]>> = {
    visit: ["withdraw", "cancel", "object"],
    stop: ["withdraw", "cancel", "object", "pause", "frequency"],
    undo: ["undo"],
    api_key: ["grant", "ask", "withdraw", "cancel", "object", "unobject", "pause"],
    text: ["withdraw", "cancel", "object"],
  };
  test.each(cases)("staff in a visit and links only lower; systems tell: $act, $basis", ({ basis, act }) => {
    const cell = { purpose: purpose({ basis }), channel: "email", address: "email" } as const;
    for (const actor of Object.keys(beyond) as Who[])
      expect([actor, answer(mayAct({ ...cell, act, actor }))]).toEqual([
        actor,
        beyond[actor]?.includes(act) ? CUSTOMER[basis][act] : "forbidden",
      ]);
  });

  test.each(cases)("a channel that is not offered: $act, $basis", ({ basis, act }) => {
    const given = mayAct({
      purpose: purpose({ basis }),
      channel: "device",
      address: "device",
      act,
      actor: "customer",
    });
    expect(answer(given)).toBe(act === "confirm" ? "forbidden" : "not_offered");
  });

  test.each(cases)("an optional channel is the customer's own: $act, $basis", ({ basis, act }) => {
    const locked = purpose({ basis, channels: ["email"], optionalChannels: ["sms"] });
    const given = mayAct({ purpose: locked, channel: "sms", address: "phone", act, actor: "customer" });
    expect(answer(given)).toBe(CONSENT[act]);
  });
});

describe("double opt-in", () => {
  const twice = purpose({ confirm: true });

  test("is by a message through the channel itself; post and single switches need none", () => {
    const by = (channel: string, address: AddressKind | null, of = twice) =>
      confirmation({ purpose: of, channel, address });
    expect(by("email", "email")).toBe("message");
    expect(by("sms", "phone")).toBe("message");
    expect(by("app", "device", purpose({ confirm: true, channels: ["app"] }))).toBe("impossible");
    expect(by("post", "post")).toBe("none");
    expect(by("", null, purpose({ confirm: true, channels: [] }))).toBe("none");
    expect(by("email", "email", purpose())).toBe("none");
    expect(by("email", "email", purpose({ confirm: true, basis: "legitimate_interest" }))).toBe("none");
  });

  test.each([
    ["email", "email", "grant", "invalid"],
    ["email", "email", "ask", "ok"],
    ["email", "email", "cancel", "ok"],
    ["email", "email", "withdraw", "ok"],
    ["sms", "phone", "grant", "invalid"],
    ["sms", "phone", "ask", "ok"],
    ["sms", "phone", "withdraw", "ok"],
    ["post", "post", "grant", "ok"],
    ["post", "post", "ask", "invalid"],
    ["app", "device", "grant", "not_offered"],
    ["app", "device", "ask", "not_offered"],
    ["app", "device", "withdraw", "ok"],
    ["app", "device", "pause", "ok"],
  ] as const)("%s: %s %s is %s", (channel, address, act, expected) => {
    const of = channel === "app" ? purpose({ confirm: true, channels: ["app"] }) : twice;
    expect(answer(mayAct({ purpose: of, channel, address, act, actor: "customer" }))).toBe(expected);
  });
});

test("no frequency where none is offered", () => {
  const plain = purpose({ frequency: [] });
  const input = { purpose: plain, channel: "email", address: "email", actor: "customer" } as const;
  expect(answer(mayAct({ ...input, act: "frequency" }))).toBe("not_offered");
  expect(answer(mayAct({ ...input, act: "pause" }))).toBe("ok");
});
