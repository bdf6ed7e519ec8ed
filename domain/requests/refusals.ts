import type { JurisdictionId, RequestKind } from "./rules";

/** Reasons that laws know for not doing what was asked, each with its words under desk.refusal in messages/. */
export const REFUSALS = [
  "tax_law",
  "legal_claims",
  "still_needed",
  "others_rights",
  "cannot_verify",
  "excessive",
  "compelling",
  "right_as_it_is",
  "not_held",
] as const;
export type RefusalReason = (typeof REFUSALS)[number];

interface Template {
  kinds: readonly RequestKind[];
  /** Where each law says so. A reason without a place is told without one. */
  cites: Partial<Record<JurisdictionId, string>>;
}

const gdpr = (article: string) => ({
  eu: `Regulation (EU) 2016/679, art. ${article}`,
  uk: `UK GDPR, art. ${article}`,
});
const FADP = "Federal Act on Data Protection (SR 235.1)";
const CCPA = "Cal. Civ. Code";

const TEMPLATES: Readonly<Record<RefusalReason, Template>> = {
  tax_law: {
    kinds: ["delete"],
    cites: {
      ...gdpr("17(3)(b)"),
      ch: "Code of Obligations (SR 220), art. 958f",
      "us-ca": `${CCPA} § 1798.105(d)(8)`,
      br: "Lei nº 13.709/2018 (LGPD), art. 16, I",
      cn: "PIPL, art. 47",
    },
  },
  legal_claims: { kinds: ["delete"], cites: gdpr("17(3)(e)") },
  still_needed: { kinds: ["delete"], cites: { ...gdpr("17(1)(a)"), "us-ca": `${CCPA} § 1798.105(d)(1)` } },
  others_rights: {
    kinds: ["copy", "correct", "delete"],
    cites: {
      ...gdpr("15(4)"),
      ch: `${FADP}, art. 26(1)(b)`,
      "us-ca": `${CCPA} § 1798.145(k)`,
      ca: "Personal Information Protection and Electronic Documents Act, s. 9(1)",
      "ca-qc": "P-39.1, s. 40",
    },
  },
  cannot_verify: {
    kinds: ["copy", "correct", "delete", "object", "limit"],
    cites: { ...gdpr("12(2)"), "us-ca": "Cal. Code Regs. tit. 11, § 7060" },
  },
  excessive: {
    kinds: ["copy", "correct", "delete", "object", "limit"],
    cites: {
      ...gdpr("12(5)(b)"),
      ch: `${FADP}, art. 26(1)(c)`,
      "us-ca": `${CCPA} § 1798.145(h)(3)`,
    },
  },
  compelling: { kinds: ["object"], cites: gdpr("21(1)") },
  right_as_it_is: { kinds: ["correct"], cites: {} },
  not_held: { kinds: ["copy", "correct", "delete", "limit"], cites: {} },
};

/** A reason that fits, and where the law says so. */
export interface RefusalTemplate {
  reason: RefusalReason;
  cite: string | null;
}

/** The reasons that fit a kind of request under a law, in their order. A complaint is answered, not refused. */
export function refusalTemplates(jurisdiction: JurisdictionId, kind: RequestKind): RefusalTemplate[] {
  return REFUSALS.flatMap((reason) => {
    const { kinds, cites } = TEMPLATES[reason];
    return kinds.includes(kind) ? [{ reason, cite: cites[jurisdiction] ?? null }] : [];
  });
}
