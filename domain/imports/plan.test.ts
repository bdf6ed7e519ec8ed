import { describe, expect, it } from "vitest";
import { byId } from "../brand";
import type { Judged } from "../choices";
import { tinyBrand } from "../testing-brand";
import type { Exact, Said } from "./catalog";
import { planImported } from "./plan";

const brand = tinyBrand();
const [early, middle, late] = [2019, 2021, 2023].map((year) => new Date(Date.UTC(year, 0, 1)));
const moments: Record<string, Date | null> = {
  early: early ?? null,
  middle: middle ?? null,
  late: late ?? null,
  never: null,
};

/** `granted`, `withdrawn`, … decided in the middle: `here` by the customer, else brought in or told by a system. */
function standing(words: string): Judged | null {
  if (words === "nothing") return null;
  const [state, where] = words.split(" ");
  const here = where === "here";
  const at = middle ?? new Date(0);
  return {
    ...{ seq: 1, at, by: here ? "you" : "system", hash: "", frequency: null, pausedUntil: null },
    state: state as Judged["state"],
    since: state === "unset" ? null : at,
    decidedAt: state === "unset" ? null : at,
    decidedHere: here,
    actedHereAt: here ? at : null,
  };
}

function said(words: string, purpose: string): Said {
  const [to, when = "never", ...more] = words.split(" ");
  const exact: Exact = { act: "grant", pausedUntil: late ?? null, frequency: "weekly" };
  return {
    cell: { purpose, channel: purpose === "picks" ? "" : "email", column: "x", address: "email" },
    to: to as Said["to"],
    at: moments[when] ?? null,
    confirmed: more.includes("confirmed"),
    word: "",
    ...(more.includes("exact") ? { exact } : {}),
  };
}

describe("what becomes of one choice of a row", () => {
  it.each<[purpose: string, stands: string, says: string, outcome: string, acts: string]>([
    ["offers", "nothing", "on early", "on", "grant"],
    ["offers", "nothing", "on never", "on", "grant"],
    ["offers", "nothing", "off early", "off", "withdraw"],
    ["offers", "nothing", "off never", "off", "withdraw"],
    ["offers", "nothing", "blank", "blank", ""],
    ["offers", "nothing", "unclear", "unclear", ""],
    ["offers", "nothing", "undeliverable", "undeliverable", ""],
    // an imported yes never wakes a no, however new
    ["offers", "withdrawn", "on late", "kept", ""],
    ["offers", "withdrawn here", "on late", "kept", ""],
    ["offers", "refused", "on late", "kept", ""],
    ["reviews", "objected here", "on late", "kept", ""],
    // nor stands above what was decided here
    ["offers", "granted here", "on late", "unchanged", ""],
    ["offers", "pending here", "on late", "kept", ""],
    ["offers", "unset here", "on late", "kept", ""],
    // of two that were brought in the newer counts
    ["offers", "granted", "on late", "on", "grant"],
    ["offers", "granted", "on early", "unchanged", ""],
    ["offers", "granted", "on middle", "unchanged", ""],
    ["offers", "granted", "on never", "unchanged", ""],
    // an imported no counts, but for a yes said here later
    ["offers", "granted", "off early", "off", "withdraw"],
    ["offers", "granted", "off never", "off", "withdraw"],
    ["offers", "granted here", "off late", "off", "withdraw"],
    ["offers", "granted here", "off early", "kept", ""],
    ["offers", "granted here", "off never", "kept", ""],
    ["offers", "pending here", "off late", "off", "cancel"],
    ["offers", "withdrawn here", "off late", "off", "withdraw"],
    ["offers", "withdrawn here", "off early", "unchanged", ""],
    ["offers", "withdrawn", "off never", "unchanged", ""],
    // interest: silence is no objection, and a yes is nothing new
    ["reviews", "nothing", "on late", "unchanged", ""],
    ["reviews", "nothing", "off never", "off", "object"],
    // where the address must be proved, the file must show it
    ["news", "nothing", "on late", "unconfirmed", ""],
    ["news", "nothing", "on late confirmed", "on", "grant"],
    ["news", "granted", "on late", "unconfirmed", ""],
    // what is not the customer's to decide, or not there
    ["orders", "nothing", "on late", "not_offered", ""],
    ["tax", "nothing", "off late", "not_offered", ""],
    ["lottery", "nothing", "off late", "not_offered", ""],
    // our own file brings its settings, and gives none back that were changed here
    ["offers", "nothing", "on early exact", "on", "grant frequency pause"],
    ["offers", "granted here", "on early exact", "unchanged", ""],
    ["offers", "granted", "on early exact", "set", "frequency pause"],
  ])("%s, %s, says %s: %s %s", (purpose, stands, says, outcome, acts) => {
    const planned = planImported({
      said: said(says, purpose),
      purpose: byId(brand.purposes, purpose),
      judged: standing(stands),
      address: "theirs",
      vouched: false,
    });
    expect([planned.outcome, planned.steps.map(({ act }) => act).join(" ")]).toEqual([outcome, acts]);
  });

  it.each([
    ["on", "none", "no_address"],
    ["on", "other", "other_address"],
    ["off", "none", "off"],
    ["off", "other", "off"],
  ] as const)("%s for an address that is %s: %s", (to, address, outcome) => {
    const input = {
      said: said(`${to} late`, "offers"),
      purpose: byId(brand.purposes, "offers"),
      judged: null,
    };
    expect(planImported({ ...input, address, vouched: false }).outcome).toBe(outcome);
  });

  it("takes the word of whoever answers for the addresses", () => {
    const input = { said: said("on late", "news"), purpose: byId(brand.purposes, "news"), judged: null };
    expect(planImported({ ...input, address: "theirs", vouched: true }).outcome).toBe("on");
  });
});
