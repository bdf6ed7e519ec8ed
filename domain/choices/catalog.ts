import { z } from "zod";

export * from "./states";
export * from "./view";

const Id = z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/u, "the id of a purpose or channel");

/** What the form's page had seen: the ledger position it was drawn at. */
const Seen = z.coerce.number().int().min(0).max(2_147_483_647).optional();

/** "" or nothing is the one switch of a purpose without channels. */
const Channel = z.union([z.literal(""), Id]).default("");

const Cell = { purpose: Id, channel: Channel, seen: Seen };

/** A day by the brand's calendar, YYYY-MM-DD. */
const Day = z.iso.date("a date, such as 2026-12-18");

/**
 * The form says where it wants to go, never "the other way": a stale page cannot flip the wrong way. `renew`
 * gives a consent that is about to end its full time again.
 */
export const SetChoiceInput = z.object({ ...Cell, to: z.enum(["on", "off", "renew"]) });
export type SetChoiceInput = z.infer<typeof SetChoiceInput>;

/** The whole purpose, all its channels. */
export const SetFrequencyInput = z.object({
  purpose: Id,
  frequency: z.enum(["every", "weekly", "monthly"]),
  seen: Seen,
});
export type SetFrequencyInput = z.infer<typeof SetFrequencyInput>;

/** Sending resumes at the start of that day. */
export const PauseChoiceInput = z.object({ ...Cell, until: Day });
export type PauseChoiceInput = z.infer<typeof PauseChoiceInput>;

export const PauseMarketingInput = z.object({ until: Day, seen: Seen });
export type PauseMarketingInput = z.infer<typeof PauseMarketingInput>;

export const AllMarketingInput = z.object({ seen: Seen });
export type AllMarketingInput = z.infer<typeof AllMarketingInput>;

export const CellInput = z.object(Cell);
export type CellInput = z.infer<typeof CellInput>;

export const UndoActInput = z.object({ act: z.uuid(), seen: Seen });
export type UndoActInput = z.infer<typeof UndoActInput>;

/** The secret of a confirm link, as it stands in the address: 32 random bytes, base64url. */
export const ConfirmToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/u, "a confirm link");
export const ConfirmChoiceInput = z.object({ token: ConfirmToken });
export type ConfirmChoiceInput = z.infer<typeof ConfirmChoiceInput>;
