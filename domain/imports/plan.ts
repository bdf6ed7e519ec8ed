import type { Purpose } from "../brand";
import { cellKind, confirmation, type Judged, type Step, saysNo } from "../choices";
import type { Outcome, Said } from "./catalog";

export interface PlanInput {
  said: Said;
  /** Undefined: the brand has no such purpose. */
  purpose: Purpose | undefined;
  /** What stands. */
  judged: Judged | null;
  /** `none`: the row has no address for the channel; `other`: the customer has another one here. */
  address: "theirs" | "none" | "other";
  /** Whoever brings the file in says that its addresses were proved. */
  vouched: boolean;
}

export interface Planned {
  outcome: Outcome;
  steps: readonly Step[];
}

const nothing = (outcome: Outcome): Planned => ({ outcome, steps: [] });

/**
 * What becomes of one choice that a row speaks of. Pure. Source: docs/import.md.
 * - A blank writes nothing.
 * - A yes never wakes a no and never stands above what was decided here; without its time it is older than all.
 * - A no counts, but for a yes that the customer said here later, or at a time that the file does not know.
 */
export function planImported(input: PlanInput): Planned {
  const { said, purpose } = input;
  if (!purpose) return nothing("not_offered");
  const kind = cellKind(purpose, said.cell.channel);
  if (kind !== "switch" && kind !== "objection") return nothing("not_offered");
  const step = (act: Step["act"]): Step => ({ purpose, channel: said.cell.channel, act });
  const main = mainOf({ ...input, purpose }, kind);
  const settings = settingsOf(input, purpose);
  if (main === "on" || main === "off" || main === "waiting") {
    const act = said.exact?.act ?? plainAct(main, { kind, judged: input.judged });
    return { outcome: main, steps: [step(act), ...settings] };
  }
  const open = main === "blank" || main === "unchanged";
  return open && settings.length > 0 ? { outcome: "set", steps: settings } : nothing(main);
}

function plainAct(to: "on" | "off" | "waiting", at: { kind: string; judged: Judged | null }): Step["act"] {
  if (to !== "off") return to === "on" ? "grant" : "ask";
  if (at.kind === "objection") return "object";
  return at.judged?.state === "pending" ? "cancel" : "withdraw";
}

type Known = PlanInput & { purpose: Purpose };

function mainOf(input: Known, kind: "switch" | "objection"): Outcome {
  const { said, address } = input;
  if (said.to === "off") return offOf(input);
  if (said.to !== "on") return said.to;
  if (address === "none") return "no_address";
  if (saysNo(input.judged?.state)) return "kept";
  if (kind === "objection") return said.exact?.act === "unobject" && !input.judged ? "on" : "unchanged";
  return onOf(input);
}

function offOf({ said, judged }: Known): Outcome {
  const decidedAt = judged?.decidedAt ?? null;
  const isNewer = said.at !== null && (decidedAt === null || said.at > decidedAt);
  if (saysNo(judged?.state)) return isNewer ? "off" : "unchanged";
  const isYesHere = judged?.decidedHere === true && decidedAt !== null;
  return isYesHere && !isNewer ? "kept" : "off";
}

function onOf({ said, judged, purpose, address, vouched }: Known): Outcome {
  const { cell, at, exact } = said;
  const stands = judged?.state ?? "unset";
  const isNewer = at !== null && (judged?.decidedAt ?? null) !== null && at > (judged?.decidedAt ?? at);
  const isOurs = judged !== null && (judged.decidedHere || judged.actedHereAt !== null);
  if (stands === "granted" && (isOurs || !isNewer)) return "unchanged";
  if (isOurs || stands === "pending")
    return stands === "pending" && exact?.act === "ask" ? "unchanged" : "kept";
  if (address === "other") return "other_address";
  if (exact?.act === "ask") return judged ? "unchanged" : "waiting";
  const proof = confirmation({ purpose, channel: cell.channel, address: cell.address });
  return proof !== "none" && !said.confirmed && !vouched ? "unconfirmed" : "on";
}

/** What our own file says besides yes and no; it never shortens a pause nor replaces what was set here. */
function settingsOf({ said, judged }: PlanInput, purpose: Purpose): Step[] {
  const { exact, cell } = said;
  if (!exact || judged?.actedHereAt) return [];
  const base = { purpose, channel: cell.channel };
  const steps: Step[] = [];
  const { frequency, pausedUntil } = exact;
  if (frequency && !judged?.frequency && purpose.frequency.includes(frequency))
    steps.push({ ...base, act: "frequency", frequency });
  if (pausedUntil && pausedUntil > (judged?.pausedUntil ?? new Date(0)))
    steps.push({ ...base, act: "pause", pausedUntil });
  return steps;
}
