/** Whose law a person's requests run under. */
export const JURISDICTIONS = ["eu", "uk", "ch", "us-ca", "us", "ca-qc", "ca", "br", "cn", "other"] as const;
export type JurisdictionId = (typeof JURISDICTIONS)[number];

/** What a person may ask for, in page order. A copy is made by `prepareCopy`, the others are filed. */
export const REQUEST_KINDS = ["copy", "correct", "delete", "object", "limit", "complain"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** What an answer says: the first three close the request; more time and a question leave it open. */
export const OUTCOMES = ["done", "done_in_part", "refused", "more_time", "question"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Laws that set a time, each with its words under requests.law.<id>; `own` is a promise, not a law. */
export const LAWS = [
  "gdpr",
  "uk_gdpr",
  "uk_duaa",
  "ch_dsg",
  "ccpa",
  "us_state",
  "qc_law25",
  "pipeda",
  "lgpd",
  "pipl",
  "own",
] as const;
export type LawId = (typeof LAWS)[number];

export type Unit = "calendar_day" | "business_day" | "month";

export interface Period {
  unit: Unit;
  n: number;
}
