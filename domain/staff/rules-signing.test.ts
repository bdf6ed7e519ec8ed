import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withSight } from "@/db/client";
import { audit, texts } from "@/db/schema";
import { staffSignatures } from "@/db/schema/staff";
import type { StaffRules } from "../brand";
import type { Ctx, OpenVisit, Role } from "../context";
import { isDomainError } from "../errors";
import type { House } from "../house";
import { newId } from "../random";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { type StaffCtx, testStaff } from "../testing-staff";
import { SignHandlingRulesInput } from "./catalog";
import { hasSigned, readHandlingRules, requireSignedRules, signHandlingRules } from "./rules-signing";
import { countsUntil, isDue, rulesHash, textFor } from "./rules-text";

const hashOf = (n: number) => n.toString(16).padStart(64, "0");
const rules = (role: Role, locale: string, n: number): StaffRules => ({
  ...{ role, locale, markdown: `Rules ${n}`, hash: hashOf(n) },
  tree: { intro: [], clauses: [], footnotes: [] },
});
const brand = tinyBrand({ staffRules: [rules("support", "en", 1), rules("support", "de", 2)] });

let house: House;
let close: () => Promise<void>;
let sam: StaffCtx;

beforeAll(async () => {
  ({ house, close } = await testHouse({ brand }));
});
afterAll(() => close());
beforeEach(async () => {
  sam = await testStaff(house, "support");
});

const refusal = (act: Promise<unknown>) =>
  act.then(
    () => "nothing",
    (error: unknown) => (isDomainError(error) ? error.code : String(error)),
  );
const signatures = async () => (await house.db.orm.select().from(staffSignatures)).length;
const later = (ctx: StaffCtx, now: string): StaffCtx => ({ ...ctx, now: new Date(now) });
const withRules = (ctx: StaffCtx, staffRules: StaffRules[]): StaffCtx => ({
  ...ctx,
  house: { ...house, brand: { ...brand, staffRules } },
});
const linesOf = async (staffId: string) => {
  const auditor = await testStaff(house, "auditor");
  const rows = await withSight(house.db, { staff: auditor.actor.proof }, (tx) =>
    tx.select().from(audit).orderBy(audit.id),
  );
  return rows.filter((row) => row.actorId === staffId);
};

describe("the text of a role", () => {
  it.each<[Role, string, string | undefined]>([
    ["support", "de-AT", "de"],
    ["support", "en", "en"],
    ["support", "zh-Hans", "en"],
    ["auditor", "en", undefined],
  ])("%s reading %s gets %s", (role, locale, lang) => {
    expect(textFor(brand, role, locale)?.locale).toBe(lang);
  });

  it("is bound with all its languages, whatever their order, and changes with each", () => {
    const [en, de] = [rules("support", "en", 1), rules("support", "de", 2)];
    const whole = (staffRules: StaffRules[]) => rulesHash({ ...brand, staffRules }, "support");
    expect(whole([de, en])).toBe(whole([en, de]));
    expect(whole([en])).not.toBe(whole([en, de]));
    expect(whole([en, rules("support", "de", 3)])).not.toBe(whole([en, de]));
    expect(whole([rules("auditor", "en", 1)])).toBeNull();
  });

  it.each([
    ["2026-02-28T12:00:00Z", "2027-02-28T12:00:00.000Z"],
    ["2028-02-29T12:00:00Z", "2029-02-28T12:00:00.000Z"],
    ["2026-03-29T00:30:00Z", "2027-03-28T23:30:00.000Z"],
  ])("signed at %s counts until %s, by the calendar of Dublin", (at, until) => {
    expect(countsUntil(new Date(at), "Europe/Dublin").toISOString()).toBe(new Date(until).toISOString());
  });

  it.each([
    [null, true],
    ["2027-01-01T00:00:00Z", false],
    ["2026-07-01T00:00:01Z", true],
    ["2026-07-01T12:00:00Z", false],
  ])("a signature until %s is due on 1 June 2026 at noon: %s", (until, due) => {
    expect(isDue(until === null ? null : new Date(until), new Date("2026-06-01T12:00:00Z"))).toBe(due);
  });
});

describe("signing", () => {
  it("counts from then on, keeps the text that was read, and is a line in the audit", async () => {
    const german = { ...sam, locale: "de" };
    expect(await hasSigned(sam)).toBe(false);
    expect(await refusal(requireSignedRules(sam))).toBe("rules_unsigned");
    const read = await readHandlingRules(german);
    expect(read).toMatchObject({ role: "support", text: { lang: "de", hash: hashOf(2) }, due: true });
    expect(await signHandlingRules(german, { hash: hashOf(2) })).toEqual({ changed: true });
    expect(await hasSigned(sam)).toBe(true);
    expect(await refusal(requireSignedRules(sam))).toBe("nothing");
    expect(await readHandlingRules(german)).toMatchObject({
      ...{ signed: { at: sam.now, lang: "de" }, due: false },
      earlier: [{ role: "support", at: sam.now, lang: "de" }],
    });
    const kept = await house.db.orm.select().from(texts);
    expect(kept.find(({ hash }) => hash === hashOf(2))?.content).toBe("Rules 2");
    expect(await linesOf(sam.actor.staffId)).toMatchObject([
      { act: "rules.sign", actorKind: "staff", detail: { role: "support", text: hashOf(2), lang: "de" } },
    ]);
  });

  it("twice is once", async () => {
    await signHandlingRules(sam, { hash: hashOf(1) });
    const before = await signatures();
    expect(await signHandlingRules(sam, { hash: hashOf(2) })).toEqual({ changed: false });
    expect(await signatures()).toBe(before);
    expect(await linesOf(sam.actor.staffId)).toHaveLength(1);
  });

  it("is over after twelve months, and can be renewed in the month before", async () => {
    const signed = later(sam, "2026-05-31T10:00:00Z");
    await signHandlingRules(signed, { hash: hashOf(1) });
    expect(await hasSigned(later(sam, "2027-05-31T09:59:59Z"))).toBe(true);
    expect(await hasSigned(later(sam, "2027-05-31T10:00:00Z"))).toBe(false);
    const renewed = later(sam, "2027-05-20T10:00:00Z");
    expect((await readHandlingRules(renewed)).due).toBe(true);
    expect(await signHandlingRules(renewed, { hash: hashOf(1) })).toEqual({ changed: true });
    expect(await hasSigned(later(sam, "2028-05-20T09:59:59Z"))).toBe(true);
  });

  it("is over when any of the role's texts changes, and a text that is gone cannot be signed", async () => {
    await signHandlingRules(sam, { hash: hashOf(1) });
    const reworded = withRules(sam, [rules("support", "en", 1), rules("support", "de", 9)]);
    expect(await hasSigned(reworded)).toBe(false);
    expect(await refusal(signHandlingRules(reworded, { hash: hashOf(2) }))).toBe("conflict");
    expect(await signHandlingRules(reworded, { hash: hashOf(9) })).toEqual({ changed: true });
  });

  it("of another is not one's own, nor of another role", async () => {
    await signHandlingRules(sam, { hash: hashOf(1) });
    expect(await hasSigned(await testStaff(house, "support"))).toBe(false);
    const officer = { ...sam, actor: { ...sam.actor, role: "privacy_officer" as const } };
    const same = [rules("support", "en", 1), rules("privacy_officer", "en", 1)];
    expect(await hasSigned(withRules(officer, same))).toBe(false);
  });

  it.each<Role>(["privacy_officer", "admin", "auditor"])(
    "is not asked of %s, who has no text",
    async (role) => {
      const ctx = await testStaff(house, role);
      expect(await hasSigned(ctx)).toBe(true);
      expect(await readHandlingRules(ctx)).toMatchObject({ role, text: null, due: false });
      expect(await refusal(signHandlingRules(ctx, { hash: hashOf(1) }))).toBe("conflict");
    },
  );

  it("is for staff, outside of a visit", async () => {
    const ana = await testCustomer(house);
    const visit: OpenVisit = {
      ...{ id: newId(), customerId: ana.subject.id, ticket: "1", reason: "r", shownName: "Sam" },
      ...{ startedAt: sam.now, endsAt: sam.now, withCode: false, proof: sam.actor.proof },
    };
    const visiting: Ctx = { ...sam, actor: { ...sam.actor, visit }, subject: ana.subject };
    expect(await refusal(signHandlingRules(visiting, { hash: hashOf(1) }))).toBe("forbidden");
    expect(await refusal(signHandlingRules(ana, { hash: hashOf(1) }))).toBe("forbidden");
    const nobody: Ctx = { ...sam, actor: { kind: "nobody" } };
    expect(await refusal(signHandlingRules(nobody, { hash: hashOf(1) }))).toBe("signed_out");
    expect(await refusal(readHandlingRules(nobody))).toBe("signed_out");
  });

  it.each([{}, { agreed: "yes" }, { hash: hashOf(1) }, { hash: hashOf(1), agreed: "no" }])(
    "asks for the tick: %j is none",
    (form) => {
      expect(SignHandlingRulesInput.safeParse(form).success).toBe(false);
    },
  );
});
