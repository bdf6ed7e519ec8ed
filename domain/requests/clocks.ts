import type { JurisdictionId, LawId, Period, RequestKind } from "./rules";

/**
 * One lawful time limit. `any` holds for every right (or jurisdiction) without a row of its own.
 * `countStartDay`: the day of receipt is the first day. `holidays`: whose public holidays are no working
 * days: the country of the brand's address ("controller", where it is in the EEA), a fixed calendar of
 * date-holidays, or none. Where a law is silent on a point the row takes what gives the earlier date.
 */
export interface Clock extends Period {
  jurisdiction: JurisdictionId | "any";
  right: RequestKind | "any";
  event: "acknowledge" | "answer";
  start: "received";
  countStartDay: boolean;
  roll: "none" | "next_working_day";
  holidays: "controller" | { country: string; state?: string } | null;
  pauseOn: readonly ("identity" | "clarification")[];
  /** Time on top of `n`, in the same unit and from the same start; told within the first period. */
  extension: number | null;
  law: LawId;
  source: string;
}

const received = { event: "answer", start: "received", countStartDay: false, pauseOn: [] } as const;
const plain = { ...received, roll: "none", holidays: null, extension: null } as const;
const california = { country: "US", state: "ca" };

/** Every time limit we know. A new one is a new row. */
export const CLOCKS: readonly Clock[] = [
  {
    ...received,
    ...{ jurisdiction: "eu", right: "any", unit: "month", n: 1, extension: 2, law: "gdpr" },
    ...{ roll: "next_working_day", holidays: "controller" },
    source: "Regulation (EU) 2016/679, art. 12(3); Regulation (EEC, Euratom) No 1182/71, art. 3",
  },
  {
    ...received,
    ...{ jurisdiction: "uk", right: "any", unit: "month", n: 1, extension: 2, law: "uk_gdpr" },
    ...{ roll: "next_working_day", holidays: { country: "GB" } },
    pauseOn: ["identity", "clarification"],
    source: "UK GDPR, art. 12(3) and 12A (Data (Use and Access) Act 2025)",
  },
  {
    ...plain,
    ...{ jurisdiction: "uk", right: "complain", event: "acknowledge", unit: "calendar_day", n: 30 },
    ...{ countStartDay: true, law: "uk_duaa" },
    source: "Data Protection Act 2018, s. 164A (Data (Use and Access) Act 2025)",
  },
  {
    ...plain,
    ...{ jurisdiction: "ch", right: "any", unit: "calendar_day", n: 30, extension: 30, law: "ch_dsg" },
    source: "Federal Act on Data Protection (SR 235.1), art. 25(7); Ordinance (SR 235.11), art. 18",
  },
  {
    ...plain,
    ...{ jurisdiction: "us-ca", right: "any", unit: "calendar_day", n: 45, extension: 45, law: "ccpa" },
    source: "Cal. Code Regs. tit. 11, § 7021(b); Cal. Civ. Code § 1798.130(a)(2)",
  },
  {
    ...plain,
    ...{ jurisdiction: "us-ca", right: "any", event: "acknowledge", unit: "business_day", n: 10 },
    ...{ holidays: california, law: "ccpa" },
    source: "Cal. Code Regs. tit. 11, § 7021(a)",
  },
  {
    ...plain,
    ...{ jurisdiction: "us-ca", right: "object", unit: "business_day", n: 15 },
    ...{ holidays: california, law: "ccpa" },
    source: "Cal. Code Regs. tit. 11, § 7026(f)",
  },
  {
    ...plain,
    ...{ jurisdiction: "us-ca", right: "limit", unit: "business_day", n: 15 },
    ...{ holidays: california, law: "ccpa" },
    source: "Cal. Code Regs. tit. 11, § 7027(g)",
  },
  {
    ...plain,
    ...{ jurisdiction: "us", right: "any", unit: "calendar_day", n: 45, extension: 45, law: "us_state" },
    source: "State privacy acts, e.g. Va. Code § 59.1-577(B), Colo. Rev. Stat. § 6-1-1306(2)",
  },
  {
    ...plain,
    ...{ jurisdiction: "ca-qc", right: "any", unit: "calendar_day", n: 30, law: "qc_law25" },
    source: "Act respecting the protection of personal information in the private sector (P-39.1), s. 32",
  },
  {
    ...plain,
    ...{ jurisdiction: "ca", right: "any", unit: "calendar_day", n: 30, extension: 30, law: "pipeda" },
    source: "Personal Information Protection and Electronic Documents Act, s. 8(3) and 8(4)",
  },
  {
    ...plain,
    ...{ jurisdiction: "br", right: "copy", unit: "calendar_day", n: 15, law: "lgpd" },
    source: "Lei nº 13.709/2018 (LGPD), art. 19, II",
  },
  {
    ...plain,
    ...{ jurisdiction: "br", right: "any", unit: "calendar_day", n: 15, law: "own" },
    source: "Our own promise; LGPD, art. 18, § 5 leaves the time to a regulation not yet made",
  },
  {
    ...plain,
    ...{ jurisdiction: "cn", right: "any", unit: "business_day", n: 15, law: "pipl" },
    holidays: { country: "CN" },
    source: "PIPL, art. 50; App personal information rules of 28 November 2019, no. 6: 15 working days",
  },
  {
    ...plain,
    ...{ jurisdiction: "other", right: "any", unit: "month", n: 1, extension: 1, law: "own" },
    source: "Our own promise, where no law that we know of sets a time",
  },
  {
    ...plain,
    ...{ jurisdiction: "any", right: "complain", unit: "month", n: 1, law: "own" },
    source: "Our own promise: no law sets the day by which a complaint to us is answered",
  },
];

const rank = (clock: Clock): number =>
  (clock.jurisdiction === "any" ? 0 : 1) + (clock.right === "any" ? 0 : 2);

/** The row for a right under a law; the one of the right itself before the one for any right. */
export function clockFor(jurisdiction: JurisdictionId, right: RequestKind, event: Clock["event"] = "answer") {
  return CLOCKS.filter(
    (clock) =>
      clock.event === event &&
      (clock.jurisdiction === jurisdiction || clock.jurisdiction === "any") &&
      (clock.right === right || clock.right === "any"),
  ).sort((a, b) => rank(b) - rank(a))[0];
}
