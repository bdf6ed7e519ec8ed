import { dayIn } from "@/domain/brand";
import type { Recorded } from "./cells";
import type { DecisionReason } from "./decision";
import type { Standing } from "./rules";

/** What a sentence may tell. Days are by the brand's calendar. */
export interface Because {
  stands: Standing | null;
  said: Recorded | null;
  /** When the period of the frequency ends. */
  until?: Date | null;
  timeZone: string;
}

const BY = {
  you: "by the customer",
  link: "by the customer, by a link in a message",
  staff: "by staff, because the customer asked",
  system: "as one of the brand's systems told",
  import: "as another tool's export says",
  text: "by the customer, by a text",
  signal: "by the signal of the customer's browser (Global Privacy Control)",
} as const;

/** One sentence for each reason, for the people who run the system that asks. Names no value. */
const SENTENCES: Partial<Record<DecisionReason, (because: Because) => string>> = {
  granted: (one) => `Turned on ${who(one)}${on(one)}.`,
  basis: () => "Needs no choice: the law, a contract or an emergency asks for it.",
  not_objected: () => "Done in the brand's own interest; the customer has not objected.",
  unknown: () => "The customer has not said yes.",
  unconfirmed: (one) => `Asked for${on(one)}, and not confirmed by the link that was sent.`,
  withdrawn: (one) => `Turned off ${who(one)}${on(one)}.`,
  refused: (one) => `Taken back ${who(one)}${on(one)} before it was confirmed.`,
  expired: ({ stands, said, timeZone }) =>
    stands?.askAgain === "reworded"
      ? "The yes was given before the purpose got another meaning."
      : `The yes given${day(said?.since ?? null, timeZone)} has ended by itself.`,
  signal: (one) => `Turned off ${who(one)}${on(one)}.`,
  objected: (one) => `Objected to ${who(one)}${on(one)}.`,
  paused: ({ stands, timeZone }) => `Paused by choice until ${plain(stands?.pausedUntil ?? null, timeZone)}.`,
  frequency: ({ stands, until, timeZone }) =>
    `No more than ${stands?.frequency === "weekly" ? "once a week" : "once a month"}: the next may be sent from ${plain(until ?? null, timeZone)}.`,
  channel_stopped: ({ stands }) =>
    stands?.stop === "unclear"
      ? "A text from this number may be a stop, and nobody has read it yet."
      : "The number texted stop to this channel, and only START from it takes that back.",
  channel_missing: () => "There is no address for this channel.",
  channel_unverified: () => "The address changed and was not proved since.",
  item_not_covered: () => "A held item named is not used for this purpose, or the customer stopped its use.",
  no_such_purpose: () => "The brand has no such purpose.",
  no_such_channel: () => "The purpose does not use this channel.",
};

const who = ({ said }: Because): string => BY[said?.decidedBy ?? said?.by ?? "you"];
/** Brought in without its time, it is older than everything: then no day is told. */
const on = ({ said, timeZone }: Because): string =>
  said?.since?.getTime() === 0 ? ", nobody knows when" : day(said?.since ?? null, timeZone);
const day = (at: Date | null, timeZone: string): string => (at === null ? "" : ` on ${dayIn(at, timeZone)}`);
const plain = (at: Date | null, timeZone: string): string => (at === null ? "later" : dayIn(at, timeZone));

/** Why, in one plain English sentence. */
export const sentence = (reason: DecisionReason, because: Because): string =>
  SENTENCES[reason]?.(because) ?? "This cannot be answered, so it is no.";
