import { DPV_PREFIXES, dpvTerms, isDpvTerm } from "../dpv-terms";
import { nearest } from "../read/nearest";
import type { Spot } from "../read/spot";
import type { Findings } from "./context";

/** A term of the Data Privacy Vocabulary 2.3, with its prefix. */
export function checkDpv(spot: Spot, found: Findings): void {
  const term = spot.text;
  if (term === undefined || isDpvTerm(term)) return;
  const [prefix = "", name = ""] = term.includes(":") ? term.split(":", 2) : ["", term];
  const prefixes = DPV_PREFIXES.includes(prefix) ? [prefix] : DPV_PREFIXES;
  const same = DPV_PREFIXES.map((known) => `${known}:${name}`).find(isDpvTerm);
  const near = same ?? nearest(term, prefixes.flatMap(dpvTerms));
  const right =
    near === undefined
      ? "write one such as pd:EmailAddress or dpv:DirectMarketing"
      : `did you mean \`${near}\`?`;
  found.problems.push(spot.wrong(`\`${term}\` is not a term of the Data Privacy Vocabulary 2.3 — ${right}`));
}
