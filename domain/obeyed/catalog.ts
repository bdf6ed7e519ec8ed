import { z } from "zod";

/** How far the clock of a system may be behind ours, and how far ahead, in milliseconds. */
export const BEHIND_MS = 5_000;
export const AHEAD_MS = 5 * 60_000;

/** A name that people read: one line, nothing that turns or hides the words around it. */
export const SystemName = z
  .string()
  .transform((text) => text.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1, { error: "a name", abort: true })
      .max(80, "up to 80 characters")
      .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u, "letters, digits and signs only"),
  );

/** `event`: the `webhook-id`. `system`: the system's name, as the customer reads it. */
export const TellObeyedInput = z.strictObject({ event: z.uuid(), at: z.date(), system: SystemName });
export type TellObeyedInput = z.infer<typeof TellObeyedInput>;

/** `recorded: false`: this system said so before, and what it said then stands. */
export interface ObeyedResult {
  event: string;
  recorded: boolean;
}

/** What a system said of the newest act of a cell. `lang` null: the system's own name, in no language we know. */
export interface ObeyedView {
  system: { text: string; lang: string | null };
  at: Date;
}

/** What an endpoint's system has not said in time; `oldestAt`: when the first of it happened. */
export interface Unobeyed {
  endpoint: string;
  count: number;
  oldestAt: Date;
}
