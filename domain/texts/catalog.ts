import { z } from "zod";

/** What staff say of an unclear text, by one press. */
export const DecideTextInput = z.object({ text: z.uuid(), is: z.enum(["stop", "not_stop"]) });
export type DecideTextInput = z.infer<typeof DecideTextInput>;

/** A text that may be a stop, as staff read it. */
export interface UnclearText {
  id: string;
  receivedAt: Date;
  /** The number that wrote, masked. */
  from: string;
  /** Null: it was too old to be kept, and its number is still held back. */
  body: string | null;
}

/** The oldest first, so many at once. */
export interface UnclearTexts {
  texts: UnclearText[];
  waiting: number;
}

/** Texts are kept so many days, then what was written is wiped. */
export const KEPT_DAYS = 90;
