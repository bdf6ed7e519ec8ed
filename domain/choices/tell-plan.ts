import { type Brand, byId } from "@/domain/brand";
import { addressKindOf } from "./cells";
import { cellKind } from "./kinds";
import { confirmation } from "./permission";
import { type Step, saysNo } from "./plan";
import { precede, type Stands, type Told } from "./precedence";
import { standing } from "./rules";
import type { ChoiceAct, ChoiceState } from "./states";
import type { Judged } from "./tell-store";

/** States in which a system tells what a customer said. */
export const TOLD_STATES = ["granted", "withdrawn", "objected", "not_objected", "paused"] as const;
export type ToldState = (typeof TOLD_STATES)[number];

/** Who said what to whom, how, and when. */
export interface ToldChoice {
  purpose: string;
  channel: string;
  state: ToldState;
  /** Of a pause. */
  until: Date | null;
  occurredAt: Date;
  evidence: Record<string, string>;
}

/** Why something told was not written. */
export const NOT_RECORDED = [
  "older",
  "unchanged",
  "locked",
  "no_such_purpose",
  "no_such_channel",
  "channel_missing",
  "cannot_confirm",
  "wrong_basis",
] as const;
export type NotRecorded = (typeof NOT_RECORDED)[number];

export interface PlanToldInput {
  brand: Brand;
  told: ToldChoice;
  judged: Judged | null;
  now: Date;
}

/**
 * What becomes of one choice that a system tells: the step to write, or why none is. Pure. A no is taken in
 * either word, whatever the purpose's basis; a yes only in the word of its basis.
 */
export function planTold(input: PlanToldInput): Step | NotRecorded {
  const { brand, told, judged, now } = input;
  const purpose = byId(brand.purposes, told.purpose);
  if (!purpose) return "no_such_purpose";
  const kind = cellKind(purpose, told.channel);
  if (kind === "not_offered") return "no_such_channel";
  if (kind === "locked") return "locked";
  const yes = told.state === "granted" || told.state === "not_objected";
  if (yes && (told.state === "granted") !== (kind === "switch")) return "wrong_basis";
  const { channel } = told;
  const timeZone = brand.timeZone;
  const stood = standing({ purpose, channel, choice: judged, address: null, now, timeZone });
  const is = stood.waiting ? "waiting" : stood.chosen ? "on" : saysNo(judged?.state) ? "off" : "unsaid";
  const verdict = precede(standsOf(is, judged), wishOf(told));
  if (verdict !== "record") return verdict;
  const cell = { purpose, channel };
  if (told.state === "paused") return { ...cell, act: "pause", pausedUntil: told.until ?? now };
  if (!yes) return { ...cell, act: noOf(kind, judged?.state ?? "unset") };
  if (kind === "objection") return { ...cell, act: "unobject" };
  const proof = confirmation({ purpose, channel, address: addressKindOf(brand, channel) });
  if (proof === "impossible") return "cannot_confirm";
  // Confirmed once, it is not asked for again: to wait anew would turn off what is on.
  if (proof === "message" && is === "on") return "unchanged";
  return { ...cell, act: proof === "none" ? "grant" : "ask" };
}

const standsOf = (is: Stands["is"], judged: Judged | null): Stands => ({
  is,
  pausedUntil: judged?.pausedUntil ?? null,
  decidedAt: judged?.decidedAt ?? null,
  decidedHere: judged?.decidedHere ?? false,
  actedHereAt: judged?.actedHereAt ?? null,
});

function wishOf({ state, occurredAt, until }: ToldChoice): Told {
  if (state === "paused") return { to: "pause", occurredAt, until: until ?? occurredAt };
  return { to: state === "granted" || state === "not_objected" ? "on" : "off", occurredAt };
}

const noOf = (kind: "switch" | "objection", state: ChoiceState): ChoiceAct => {
  if (kind === "objection") return "object";
  return state === "pending" ? "cancel" : "withdraw";
};
