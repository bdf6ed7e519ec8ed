/** What a customer's recorded acts on one purpose and channel come to. No record at all is `null`. */
export const CHOICE_STATES = [
  "unset", // only paused or given a frequency so far, or undone back to nothing
  "granted",
  "pending", // asked to turn it on; counts once the link in the message is used
  "withdrawn",
  "refused", // cancelled before it counted
  "objected",
  "not_objected", // took an objection back
] as const;
export type ChoiceState = (typeof CHOICE_STATES)[number];

/** What one ledger event did. */
export const CHOICE_ACTS = [
  "grant",
  "ask",
  "confirm",
  "withdraw",
  "cancel",
  "object",
  "unobject",
  "pause",
  "resume",
  "frequency",
  "undo",
] as const;
export type ChoiceAct = (typeof CHOICE_ACTS)[number];

export const FREQUENCIES = ["every", "weekly", "monthly"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export const BASES = [
  "consent",
  "legitimate_interest",
  "contract",
  "legal_obligation",
  "vital_interest",
  "public_task",
] as const;
export type Basis = (typeof BASES)[number];

export const ADDRESS_STATES = ["ok", "missing", "unverified"] as const;
export type AddressState = (typeof ADDRESS_STATES)[number];

export const ADDRESS_KINDS = ["email", "phone", "post", "device"] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];

/**
 * What texts from a number did to the channel that needs it: `stopped`, until START comes from it; `unclear`,
 * marketing waits until a person has read what may be a stop.
 */
export const STOP_STATES = ["stopped", "unclear"] as const;
export type StopState = (typeof STOP_STATES)[number];

/** Why something may or may not be done now; the same words as the decisions of the HTTP API. */
export const REASONS = [
  "granted",
  "basis",
  "not_objected",
  "unknown",
  "unconfirmed",
  "withdrawn",
  "refused",
  "expired",
  "objected",
  "paused",
  "channel_stopped",
  "channel_missing",
  "channel_unverified",
  "no_such_channel",
] as const;
export type Reason = (typeof REASONS)[number];

/** The newest recorded state of one purpose and channel. */
export interface Choice {
  state: ChoiceState;
  pausedUntil: Date | null;
  frequency: Frequency | null;
  /** When that state was decided; pauses and frequencies do not move it. Null while `unset`. */
  since: Date | null;
}

/** Minutes in which an act can be undone, and days in which a confirm link works. */
export const UNDO_MINUTES = 10;
export const CONFIRM_DAYS = 7;
