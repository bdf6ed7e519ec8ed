import { describe, expect, it } from "vitest";
import type { Actor, OpenVisit, Role } from "./context";
import { type Act, may, policy, type Who, whoIs } from "./policy";

const self = { id: "ana", linked: ["ana-2"] };
const proof = Buffer.alloc(32);
const moment = new Date(0);
const visit: OpenVisit = {
  id: "v",
  customerId: "ana",
  ticket: "4711",
  reason: "asked",
  shownName: "Sam",
  startedAt: moment,
  endsAt: moment,
  withCode: false,
  proof: Buffer.alloc(32),
};
const staff = (role: Role, open: OpenVisit | null = null): Actor => ({
  kind: "staff",
  staffId: "sam",
  sessionId: "s",
  role,
  name: "Sam Okafor",
  secondFactorAt: moment,
  proof,
  visit: open,
});
const token = (scope: "confirm" | "stop" | "why" | "undo"): Actor => ({
  kind: "token",
  tokenId: "t",
  scope,
  proof,
});

const actors: Record<Who, Actor> = {
  nobody: { kind: "nobody" },
  customer: { kind: "customer", customerId: "ana", sessionId: "s", proof },
  confirm: token("confirm"),
  stop: token("stop"),
  undo: token("undo"),
  visit: staff("support", visit),
  support: staff("support"),
  privacy_officer: staff("privacy_officer"),
  admin: staff("admin"),
  auditor: staff("auditor"),
  api_key: { kind: "api_key", keyId: "k", name: "mail", scopes: [], proof },
  system: { kind: "system", job: "message.send" },
  text: { kind: "text", textId: "t", proof },
};

/** Written by hand, apart from the policy: who may do what. Every act has its line, or its test fails. */
const expected: Record<Act, string> = {
  "account.read": "customer visit",
  "account.set_locale": "customer",
  "activity.read": "customer visit",
  "alert.hours": "support",
  "alert.many": "support",
  "alert.nested": "visit",
  "alert.staff": "support",
  "alert.ticket": "support",
  "audit.export": "privacy_officer auditor",
  "audit.read": "privacy_officer auditor",
  "audit.search": "privacy_officer auditor",
  "audit.verify": "privacy_officer auditor",
  "choice.read": "customer stop undo visit api_key",
  "choice.set": "customer api_key",
  "choice.export": "system",
  "choice.import": "system",
  "choice.lower": "stop visit",
  "choice.confirm": "customer confirm",
  "choice.signal": "customer",
  "choice.undo": "customer undo",
  "copy.prepare": "customer",
  "copy.download": "customer",
  "customer.create": "support api_key system",
  "customer.link": "system",
  "customer.read": "api_key",
  "customer.refresh": "customer support api_key system",
  "decision.ask": "api_key",
  "held_data.correct": "customer",
  "held_data.confirm_correction": "customer",
  "held_data.read": "customer visit",
  "held_data.reveal": "customer",
  "held_data.stop_using": "customer",
  "key.manage": "admin system",
  "key.read": "admin auditor system",
  "link.make": "api_key",
  "message.send": "nobody customer stop visit support privacy_officer api_key system",
  "obeyed.tell": "api_key",
  "request.answer": "privacy_officer",
  "request.open": "customer visit",
  "request.read": "customer visit privacy_officer",
  "request.write": "customer",
  "request.desk": "privacy_officer",
  "request.look": "privacy_officer",
  "rules.read": "support privacy_officer admin auditor visit",
  "rules.sign": "support privacy_officer admin auditor",
  "session.end": "customer",
  "session.read": "customer",
  "session.renew": "customer",
  "session.start": "system",
  "source.probe": "admin auditor",
  "staff.add": "system",
  "staff.disable": "system",
  "staff.end": "support privacy_officer admin auditor",
  "staff.factor": "support privacy_officer admin auditor",
  "staff.read": "support privacy_officer admin auditor",
  "staff.renew": "support privacy_officer admin auditor",
  "staff.start": "support privacy_officer admin auditor",
  "text.decide": "support privacy_officer",
  "text.read": "support privacy_officer",
  "text.receive": "text",
  "terms.decide": "customer",
  "terms.desk": "privacy_officer auditor system",
  "terms.own": "customer visit system",
  "terms.publish": "privacy_officer system",
  "terms.shown": "customer",
  "terms.tell": "system",
  "use.read": "customer stop visit",
  "use.record": "api_key system",
  "visit.complain": "customer",
  "visit.end": "visit",
  "visit.find": "support",
  "visit.link": "visit",
  "visit.list": "customer visit",
  "visit.own": "support",
  "visit.reveal": "visit",
  "visit.start": "support",
  "visit.view": "visit",
  "visit.wish": "customer",
  "webhook.manage": "admin api_key system",
  "webhook.read": "admin auditor api_key system",
};

describe("policy", () => {
  for (const act of Object.keys(policy) as Act[])
    for (const who of Object.keys(actors) as Who[]) {
      const allowed = (expected[act] ?? "").split(" ").includes(who);
      it(`${who} ${allowed ? "may" : "may not"} ${act}`, () => {
        expect(may(actors[who], act, self)).toBe(allowed);
        expect(whoIs(actors[who])).toBe(who);
      });
    }

  it("holds a customer and a visit to one person, their linked records, and somebody at all", () => {
    const other = { id: "ben", linked: [] };
    for (const [who, act] of [
      ["customer", "choice.set"],
      ["visit", "choice.lower"],
    ] as const) {
      expect(may(actors[who], act, { id: "older", linked: ["ana"] })).toBe(true);
      expect(may(actors[who], act, other)).toBe(false);
      expect(may(actors[who], act, null)).toBe(false);
    }
  });

  it("lets a link that says why stop what it tells of, and nothing more", () => {
    expect(whoIs(token("why"))).toBe("stop");
    for (const act of Object.keys(policy) as Act[])
      expect(may(token("why"), act, self), act).toBe(may(token("stop"), act, self));
  });

  it("counts the command line as the privacy officer", () => {
    expect(whoIs({ kind: "privacy_officer", id: "command line" })).toBe("privacy_officer");
  });
});
