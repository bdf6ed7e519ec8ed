import { describe, expect, it } from "vitest";
import type { Actor } from "./context";
import { type Act, may, policy } from "./policy";

const self = { id: "ana", linked: ["ana-2"] };
const actors: Record<string, Actor> = {
  nobody: { kind: "nobody" },
  customer: { kind: "customer", customerId: "ana", sessionId: "s" },
  another: { kind: "customer", customerId: "ben", sessionId: "s" },
  token: { kind: "token", tokenId: "t", scope: "confirm" },
  officer: { kind: "privacy_officer", id: "cli" },
  system: { kind: "system", job: "message.send" },
};

/** Who may do an act without being the customer: everything else is the customer's alone. */
const beyondTheCustomer: Partial<Record<Act, string[]>> = {
  "choice.confirm": ["token"],
  "customer.create": ["system"],
  "customer.link": ["system"],
  "customer.refresh": ["system"],
  "message.send": ["nobody", "officer", "system"],
  "request.answer": ["officer"],
  "request.read": ["officer"],
  "session.start": ["system"],
  "use.record": ["system"],
};
const notTheCustomer: Act[] = [
  "customer.create",
  "customer.link",
  "request.answer",
  "session.start",
  "use.record",
];

describe("policy", () => {
  for (const act of Object.keys(policy) as Act[])
    for (const [name, actor] of Object.entries(actors)) {
      const expected =
        name === "customer"
          ? !notTheCustomer.includes(act)
          : (beyondTheCustomer[act]?.includes(name) ?? false);
      it(`${name} ${expected ? "may" : "may not"} ${act}`, () => {
        expect(may(actor, act, self)).toBe(expected);
      });
    }

  it("lets a linked record of the same person act, and nobody act without a subject", () => {
    const linked: Actor = { kind: "customer", customerId: "ana-2", sessionId: "s" };
    expect(may(linked, "choice.set", self)).toBe(true);
    expect(may(actors.customer as Actor, "choice.set", null)).toBe(false);
  });
});
