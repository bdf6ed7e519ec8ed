import { z } from "zod";

export type { Shown } from "./shown";
export * from "./value";
export * from "./view";

const Id = z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/u, "the id of a held item");

const isSafeText = (text: string): boolean => {
  if (!text.isWellFormed()) return false;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return false;
  }
  return true;
};

/** Free text as a person types it: well-formed, without control characters, NFC. */
const Typed = z
  .string()
  .max(2000, "up to 2,000 characters")
  .refine(isSafeText, "letters, digits and signs only")
  .transform((text) => text.normalize("NFC"));

export const ReadHeldItemInput = z.object({
  item: Id,
  page: z.coerce.number().int().min(1).max(1_000_000).optional(),
  /** Records of a list on one page. */
  size: z.coerce.number().int().min(1).max(100).optional(),
  /** A shown column, with - before it for the other way round. Any other is left aside. */
  sort: z.string().max(200).optional(),
  /** "item" reveals a masked item; a row's id reveals that row. */
  reveal: z.string().max(100).optional(),
});
export type ReadHeldItemInput = z.infer<typeof ReadHeldItemInput>;

/** For the owner's copy. */
export const ReadWholeInput = z.object({ item: Id });
export type ReadWholeInput = z.infer<typeof ReadWholeInput>;

/** Boxes arrive as `value` (a field) or `field.<column>` (a row), as the form names them. */
export const CorrectItemInput = z
  .looseObject({ item: Id, note: Typed.optional() })
  .transform(({ item, note, ...rest }, context) => {
    const boxes: Record<string, string> = Object.create(null);
    for (const [name, raw] of Object.entries(rest)) {
      if (name !== "value" && !name.startsWith("field.")) continue;
      const parsed = Typed.safeParse(raw);
      if (parsed.success) boxes[name] = parsed.data;
      else context.addIssue({ code: "custom", path: [name], message: "up to 2,000 plain characters" });
    }
    return { item, note, boxes };
  });
export type CorrectItemInput = z.infer<typeof CorrectItemInput>;

export const ConfirmCorrectionInput = z.object({
  correction: z.uuid(),
  code: z
    .string()
    .max(40)
    .transform((code) => code.normalize("NFKC").replace(/[\s\-\u2010-\u2015]/gu, "")),
});
export type ConfirmCorrectionInput = z.infer<typeof ConfirmCorrectionInput>;

export const CancelCorrectionInput = z.object({ correction: z.uuid() });
export type CancelCorrectionInput = z.infer<typeof CancelCorrectionInput>;

export const StopUsingInput = z.object({ item: Id });
export type StopUsingInput = z.infer<typeof StopUsingInput>;

export const NotMeInput = z.object({ item: Id, note: Typed.optional() });
export type NotMeInput = z.infer<typeof NotMeInput>;

export const DeleteItemInput = z.object({ item: Id, note: Typed.optional() });
export type DeleteItemInput = z.infer<typeof DeleteItemInput>;
