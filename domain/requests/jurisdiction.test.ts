import { describe, expect, it } from "vitest";
import { jurisdictionOf } from "./jurisdiction";
import type { JurisdictionId } from "./rules";

const ALL: JurisdictionId[] = ["eu", "uk", "ch", "us-ca", "us", "ca-qc", "ca", "br", "cn", "other"];

describe("whose law holds", () => {
  it.each<[string | null, string | null, JurisdictionId[], JurisdictionId]>([
    ["DE", null, ALL, "eu"],
    ["de", null, ALL, "eu"],
    ["NO", null, ALL, "eu"],
    ["IS", null, ALL, "eu"],
    ["GB", null, ALL, "uk"],
    ["CH", null, ALL, "ch"],
    ["US", "US-CA", ALL, "us-ca"],
    ["US", "US-NY", ALL, "us"],
    ["US", null, ALL, "us"],
    ["US", "US-CA", ["eu", "us"], "us"],
    ["US", "US-NY", ["eu", "us-ca"], "eu"],
    ["US", "US-NY", ["eu", "us-ca", "other"], "other"],
    ["CA", "CA-QC", ALL, "ca-qc"],
    ["CA", "CA-ON", ALL, "ca"],
    ["CA", "US-CA", ALL, "ca"],
    ["BR", null, ALL, "br"],
    ["CN", null, ALL, "cn"],
    ["TW", null, ALL, "other"],
    ["JP", null, ["eu", "uk"], "eu"],
    ["GB", null, ["eu", "other"], "other"],
    [null, null, ["ch", "eu"], "ch"],
    ["", null, ["ch", "eu"], "ch"],
    [null, "US-CA", ["us", "us-ca"], "us"],
    ["Germany", null, ALL, "other"],
  ])("%s %s of %j is %s", (country, region, jurisdictions, law) => {
    expect(jurisdictionOf({ country, region }, { jurisdictions })).toBe(law);
  });
});
