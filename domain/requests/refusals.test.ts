import { expect, it } from "vitest";
import { refusalTemplates } from "./refusals";
import type { JurisdictionId, RequestKind } from "./rules";

it.each<[JurisdictionId, RequestKind, string[]]>([
  [
    "eu",
    "delete",
    [
      "tax_law Regulation (EU) 2016/679, art. 17(3)(b)",
      "legal_claims Regulation (EU) 2016/679, art. 17(3)(e)",
      "still_needed Regulation (EU) 2016/679, art. 17(1)(a)",
      "others_rights Regulation (EU) 2016/679, art. 15(4)",
      "cannot_verify Regulation (EU) 2016/679, art. 12(2)",
      "excessive Regulation (EU) 2016/679, art. 12(5)(b)",
      "not_held ",
    ],
  ],
  [
    "us-ca",
    "object",
    [
      "cannot_verify Cal. Code Regs. tit. 11, § 7060",
      "excessive Cal. Civ. Code § 1798.145(h)(3)",
      "compelling ",
    ],
  ],
  ["other", "correct", ["others_rights ", "cannot_verify ", "excessive ", "right_as_it_is ", "not_held "]],
  ["eu", "complain", []],
])("under %s a request to %s can be refused for %j", (jurisdiction, kind, expected) => {
  const found = refusalTemplates(jurisdiction, kind);
  expect(found.map(({ reason, cite }) => `${reason} ${cite ?? ""}`)).toEqual(expected);
});
