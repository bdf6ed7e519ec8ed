import { z } from "zod";
import { DESK_LISTS } from "./desk-view";
import { OUTCOMES } from "./rules";

export * from "./desk-view";
export { referenceOf } from "./reference";
export * from "./refusals";
export type { Outcome, RequestKind } from "./rules";
export { OUTCOMES, REQUEST_KINDS } from "./rules";
export * from "./view";

const isSafeText = (text: string): boolean => {
  if (!text.isWellFormed()) return false;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return false;
  }
  return true;
};

/** Free text as a person types it: well-formed, without control characters, NFC, trimmed. */
const Written = z
  .string()
  .max(4000, "up to 4,000 characters")
  .refine(isSafeText, "letters, digits and signs only")
  .transform((text) => text.normalize("NFC").replaceAll("\r\n", "\n").trim());

const Item = z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/u, "the id of a held item");

/** An empty select or box of a form means "not given". */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

export const OpenRequestInput = z.object({
  kind: z.enum(["correct", "delete", "object", "limit", "complain"]),
  item: optional(Item),
  text: optional(Written),
});
export type OpenRequestInput = z.infer<typeof OpenRequestInput>;

export const ReadRequestInput = z.object({ id: z.uuid() });
export type ReadRequestInput = z.infer<typeof ReadRequestInput>;

export const WriteToRequestInput = z.object({
  id: z.uuid(),
  text: Written.refine((text) => text.length > 0, "some words"),
});
export type WriteToRequestInput = z.infer<typeof WriteToRequestInput>;

/** Why one held item was not given, changed or deleted; `law` cites it where there is one. */
export const RefusalInput = z.object({
  item: Item,
  because: Written.refine((text) => text.length > 0, "a reason"),
  law: optional(Written),
});
export type RefusalInput = z.infer<typeof RefusalInput>;

export const AnswerRequestInput = z.object({
  /** An id, or a reference such as R-4F9C21AA. */
  id: z.string().max(40),
  outcome: z.enum(OUTCOMES),
  text: Written.refine((text) => text.length > 0, "some words"),
  refusals: z.array(RefusalInput).max(200).default([]),
});
export type AnswerRequestInput = z.infer<typeof AnswerRequestInput>;

const Page = z.coerce.number().int().min(1).max(10_000).catch(1);

/** What the address of the queue says; anything else in it is left aside. */
export const DeskListInput = z.object({ list: z.enum(DESK_LISTS).catch("open"), page: Page });
export type DeskListInput = z.infer<typeof DeskListInput>;

const AnswerText = Written.refine((text) => text.length > 0, "some words");

export const DeskTextInput = z.strictObject({ id: z.uuid(), text: AnswerText });
export type DeskTextInput = z.infer<typeof DeskTextInput>;

/** Whether an answer of that outcome may name so many items that were not done. */
export const fitsRefusals = (outcome: AnswerRequestInput["outcome"], refused: number): boolean =>
  outcome === "done_in_part" ? refused > 0 : outcome !== "done" || refused === 0;

/** How many items one form can refuse; more is another answer's work. */
export const REFUSED_ROWS = [1, 2, 3] as const;

const RefusedRow = { item: optional(Item), because: optional(Written), law: optional(Written) };
const { item, because, law } = RefusedRow;

/**
 * The form that closes a request. A row that says anything names an item and the reason, and what was not done is not
 * closed as all of it: neither could be put right afterwards.
 */
export const DeskAnswerInput = z
  .strictObject({
    ...{ id: z.uuid(), outcome: z.enum(["done", "done_in_part", "refused"]), text: AnswerText },
    ...{ item1: item, because1: because, law1: law },
    ...{ item2: item, because2: because, law2: law },
    ...{ item3: item, because3: because, law3: law },
  })
  .transform(({ id, outcome, text, ...rows }, ctx) => {
    const written = REFUSED_ROWS.map((n) => ({
      ...{ item: rows[`item${n}`], because: rows[`because${n}`], law: rows[`law${n}`] },
    })).filter((row) => Object.values(row).some(Boolean));
    const refusals = z.array(RefusalInput).safeParse(written);
    if (refusals.success && fitsRefusals(outcome, written.length))
      return { id, outcome, text, refusals: refusals.data };
    ctx.addIssue({ code: "custom", path: ["item1"], message: "what was not done, and why" });
    return z.NEVER;
  });
export type DeskAnswerInput = z.infer<typeof DeskAnswerInput>;

/** How long the link to a copy works. */
export const COPY_MINUTES = 15;

/** The form that downloads a copy posts this to `/requests/copy/download`. The link works once, for 15 minutes. */
export const CopyLinkInput = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/u, "a copy's link") });
export type CopyLinkInput = z.infer<typeof CopyLinkInput>;
