import { expiry } from "./expiry";
import { type CellKind, cellKind, type PurposeRule } from "./kinds";
import {
  type AddressState,
  type Choice,
  CONFIRM_DAYS,
  type Frequency,
  type Reason,
  type StopState,
} from "./states";

export interface StandingInput {
  purpose: PurposeRule;
  channel: string;
  choice: Choice | null;
  /** Null where there is no channel, and for channels without an address. */
  address: AddressState | null;
  /** What a text did to the channel. */
  stop?: StopState | null;
  now: Date;
  /** IANA; years and months are counted by this calendar. */
  timeZone: string;
}

/** Where one purpose and channel stands now. */
export interface Standing {
  kind: CellKind;
  offered: boolean;
  locked: boolean;
  /** May the brand act now? Unknown means no. */
  on: boolean;
  reason: Reason;
  /** What the customer decided, whatever a pause or an address does to it: the switch's position. */
  chosen: boolean;
  /** Asked for, and the link in the message can still be used. */
  waiting: boolean;
  waitingUntil: Date | null;
  /** What a text did to this channel: a stop holds back all, an unclear one marketing. */
  stop: StopState | null;
  /** Set while a pause holds back something that is chosen. */
  pausedUntil: Date | null;
  /** When the consent in force ends; null: not by itself. */
  expiresAt: Date | null;
  /** It was on, or asked for, and is off without an act of the customer. */
  askAgain: "expired" | "reworded" | "unconfirmed" | null;
  /** What holds for this cell; null where the purpose offers no frequency. */
  frequency: Frequency | null;
}

type Decided = Pick<Standing, "chosen" | "reason"> &
  Partial<Pick<Standing, "waiting" | "waitingUntil" | "expiresAt" | "askAgain">>;

const DAY = 86_400_000;

/** The frequency that holds: the customer's, while the brand still offers it, else the first offered. */
export function frequencyOf(purpose: PurposeRule, choice: Choice | null): Frequency | null {
  const chosen = choice?.frequency ?? null;
  if (chosen !== null && purpose.frequency.includes(chosen)) return chosen;
  return purpose.frequency[0] ?? null;
}

function byConsent({ purpose, choice, now, timeZone }: StandingInput): Decided {
  const since = choice?.since ?? null;
  if (choice === null || since === null) return { chosen: false, reason: "unknown" };
  if (choice.state === "pending") {
    const until = new Date(since.getTime() + CONFIRM_DAYS * DAY);
    const waiting = now < until;
    return {
      chosen: false,
      reason: "unconfirmed",
      waiting,
      waitingUntil: waiting ? until : null,
      askAgain: waiting ? null : "unconfirmed",
    };
  }
  if (choice.state === "granted") {
    const { expiresAt, over } = expiry(purpose, { since, now, timeZone });
    if (over !== null) return { chosen: false, reason: "expired", askAgain: over };
    return { chosen: true, reason: "granted", expiresAt };
  }
  return { chosen: false, reason: offReason(choice.state) };
}

/** Taking an objection back is no consent: under consent it is as if nothing had been said. */
const offReason = (state: Choice["state"]): Reason =>
  state === "withdrawn" || state === "refused" || state === "objected" ? state : "unknown";

/** A no once given stays a no when the brand changes the basis from consent to its own interest. */
function byObjection({ choice }: StandingInput): Decided {
  const state = choice?.state ?? "unset";
  if (state === "objected" || state === "withdrawn" || state === "refused")
    return { chosen: false, reason: "objected" };
  return { chosen: true, reason: "not_objected" };
}

function decide(kind: CellKind, input: StandingInput): Decided {
  if (kind === "switch") return byConsent(input);
  if (kind === "objection") return byObjection(input);
  if (kind === "locked") return { chosen: true, reason: "basis" };
  return { chosen: false, reason: "no_such_channel" };
}

/** A carrier that was told stop delivers nothing, whatever the brand may. */
function stopOn(kind: CellKind, { purpose, channel, stop = null }: StandingInput): StopState | null {
  if (stop === null || channel === "" || kind === "not_offered") return null;
  return stop === "stopped" || purpose.marketing ? stop : null;
}

/** What still stands in the way of something that is chosen; null: nothing. */
function hinder(
  input: StandingInput,
  { decided, pausedUntil }: { decided: Decided; pausedUntil: Date | null },
): Reason | null {
  if (!decided.chosen) return null;
  if (pausedUntil !== null) return "paused";
  if (input.channel === "") return null;
  if (input.address === "missing") return "channel_missing";
  return input.address === "unverified" ? "channel_unverified" : null;
}

/**
 * Where one purpose and channel stands at `now`: pure, and the one place where "may I?" is answered.
 * A pause never holds back what is locked.
 */
export function standing(input: StandingInput): Standing {
  const kind = cellKind(input.purpose, input.channel);
  const decided = decide(kind, input);
  const until = input.choice?.pausedUntil ?? null;
  const pausable = kind === "switch" || kind === "objection";
  const pausedUntil = pausable && decided.chosen && until !== null && input.now < until ? until : null;
  const stop = stopOn(kind, input);
  const held =
    stop === "stopped" || (stop && decided.chosen)
      ? "channel_stopped"
      : hinder(input, { decided, pausedUntil });
  return {
    kind,
    offered: kind !== "not_offered",
    locked: kind === "locked",
    on: decided.chosen && held === null,
    reason: held ?? decided.reason,
    chosen: decided.chosen,
    waiting: decided.waiting ?? false,
    waitingUntil: decided.waitingUntil ?? null,
    stop,
    pausedUntil,
    expiresAt: decided.expiresAt ?? null,
    askAgain: decided.askAgain ?? null,
    frequency: pausable ? frequencyOf(input.purpose, input.choice) : null,
  };
}
