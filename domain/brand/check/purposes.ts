import type { Spot } from "../read/spot";
import { type Check, checkIds, type Findings, textsOf } from "./context";
import { checkDpv } from "./dpv";
import { isLockedSpot } from "./stop";

const ONLY_CONSENT = {
  renew_after: "only consent is renewed",
  special: "explicit consent needs `basis: consent`",
} as const;

function checkBasis(purpose: Spot, found: Findings): void {
  const basis = purpose.get("basis").text;
  const interest = purpose.get("interest");
  if (basis === "legitimate_interest" && !interest.exists) {
    const message = "`basis: legitimate_interest` needs `interest` — say whose interest it is, and why";
    found.problems.push(purpose.get("basis").wrong(message));
  }
  if (basis !== undefined && basis !== "legitimate_interest" && interest.exists) {
    found.problems.push(
      interest.wrongKey("`interest` goes with `basis: legitimate_interest` — write that, or take it out"),
    );
  }
  if (basis === undefined || basis === "consent") return;
  for (const [key, why] of Object.entries(ONLY_CONSENT)) {
    const given = purpose.get(key);
    if (given.exists && given.value !== false)
      found.problems.push(given.wrongKey(`\`${key}\` here does nothing: ${why} — take it out`));
  }
}

function checkLocked(purpose: Spot, found: Findings): void {
  const locked = isLockedSpot(purpose);
  const optional = purpose.get("optional_channels");
  if (!locked && optional.exists && purpose.get("basis").exists) {
    const message = "every channel of this purpose can be chosen — move `optional_channels` into `channels`";
    found.problems.push(optional.wrongKey(message));
  }
  const always = textsOf(purpose.get("channels"));
  for (const { spot, text } of optional.texts()) {
    if (!always.includes(text)) continue;
    found.problems.push(spot.wrong(`\`${text}\` is among \`channels\` already — take it out of one`));
  }
  if (!locked) return;
  for (const key of ["marketing", "signal"]) {
    const given = purpose.get(key);
    if (!given.exists || given.value === false) continue;
    found.problems.push(
      given.wrongKey(
        `\`${key}\` would turn off a purpose that is always on — take it out, or ask for consent`,
      ),
    );
  }
}

function checkFrequency(purpose: Spot, found: Findings): void {
  const seen = new Set<string>();
  for (const { spot, text } of purpose.get("frequency").texts()) {
    if (seen.has(text)) found.problems.push(spot.wrong(`\`${text}\` stands twice — take one out`));
    seen.add(text);
  }
  if (purpose.get("frequency").exists && !purpose.get("channels").exists) {
    const message = "`frequency` is of messages, and this purpose has no `channels` — take it out";
    found.warnings.push(purpose.get("frequency").wrongKey(message));
  }
}

/** purposes.yaml: what goes with each basis, and channels that exist. */
export const checkPurposes: Check = (folder, found) => {
  const items = folder.files.data?.get("items").entries();
  const served = new Set(items?.flatMap((item) => textsOf(item.get("purposes"))));
  for (const purpose of folder.files.purposes?.entries() ?? []) {
    checkIds(folder, found, { spot: purpose.get("channels"), noun: "channel" });
    checkIds(folder, found, { spot: purpose.get("optional_channels"), noun: "channel" });
    checkIds(folder, found, { spot: purpose.get("recipients"), noun: "recipient" });
    checkBasis(purpose, found);
    checkLocked(purpose, found);
    checkFrequency(purpose, found);
    checkDpv(purpose.get("dpv"), found);
    if (items === undefined || served.has(purpose.key)) continue;
    const message = `no item serves the purpose \`${purpose.key}\` — name it in the items it uses`;
    found.warnings.push(purpose.wrongKey(message));
  }
};
