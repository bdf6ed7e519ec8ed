import { z } from "zod";
import { ASKED, TELL } from "./rules";

export * from "./rules";
export * from "./view";

const isSafeText = (text: string): boolean => {
  if (!text.isWellFormed()) return false;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return false;
  }
  return true;
};

/** What an agent or a customer writes: well-formed, without control characters, NFC, trimmed, never empty. */
const words = (max: number) =>
  z
    .string()
    .max(max)
    .refine(isSafeText, "letters, digits and signs only")
    .transform((text) => text.normalize("NFC").replace(/\s+/gu, " ").trim())
    .refine((text) => text.length > 0, "some words");

const Id = z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/u, "the id of an item, a purpose or a channel");

/** An empty box of a form means "not given". */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** By what a customer is found; always the whole of it. */
export const FIND_BY = ["email", "phone", "customer_number"] as const;
export type FindBy = (typeof FIND_BY)[number];

const isSafeLine = (text: string) => isSafeText(text) && !/[\r\n\t]/u.test(text);

/** One search, which is one visit or none. `reason` is the position in the brand's list, from 0. */
export const StartVisitInput = z.object({
  by: z.enum(FIND_BY),
  value: z
    .string()
    .max(254)
    .refine(isSafeLine, "one line")
    .transform((text) => text.normalize("NFC").trim())
    .refine((text) => text.length >= 3, "the whole address or number"),
  reason: z.coerce.number().int().min(0).max(99),
  /** One sentence that the customer reads. */
  words: words(300),
  ticket: z
    .string()
    .max(60)
    .refine(isSafeLine, "one line")
    .transform((text) => text.normalize("NFC").trim())
    .refine((text) => text.length > 0, "a ticket"),
  code: optional(
    z
      .string()
      .max(40)
      .transform((code) => code.normalize("NFKC").replace(/[\s\-\u2010-\u2015]/gu, "")),
  ),
});
export type StartVisitInput = z.infer<typeof StartVisitInput>;

/** Ends the visit of this very page. */
export const EndVisitInput = z.object({});
export type EndVisitInput = z.infer<typeof EndVisitInput>;

/** `record`: the id of one row of a list, as `HeldRow.id`; nothing for the whole item. */
export const RevealInput = z.object({
  item: Id,
  record: optional(z.string().max(100).refine(isSafeLine)),
  reason: words(300),
});
export type RevealInput = z.infer<typeof RevealInput>;

const Seen = z.coerce.number().int().min(0).max(2_147_483_647).optional();
const Wish = { asked: z.enum(ASKED), words: words(300), seen: Seen };

/** "" is the one switch of a purpose without channels; no channel at all is all of the purpose. */
export const TurnOffInVisitInput = z.object({
  purpose: Id,
  channel: z.union([z.literal(""), Id]).optional(),
  ...Wish,
});
export type TurnOffInVisitInput = z.infer<typeof TurnOffInVisitInput>;

export const StopMarketingInVisitInput = z.object(Wish);
export type StopMarketingInVisitInput = z.infer<typeof StopMarketingInVisitInput>;

/** A plain link, sent to the customer's own address; signing in is still needed. */
export const LINK_KINDS = ["choice", "data", "requests", "terms"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export const SendLinkInput = z.object({
  kind: z.enum(LINK_KINDS),
  purpose: optional(Id),
  channel: optional(Id),
});
export type SendLinkInput = z.infer<typeof SendLinkInput>;

/** A form may carry either or both; what it does not carry stays. */
export const SetVisitWishesInput = z.object({
  refuse: optional(z.enum(["yes", "no"]).transform((value) => value === "yes")),
  tell: optional(z.enum(TELL)),
});
export type SetVisitWishesInput = z.infer<typeof SetVisitWishesInput>;

export const MakeVisitCodeInput = z.object({});
export type MakeVisitCodeInput = z.infer<typeof MakeVisitCodeInput>;

export const ComplainAboutVisitInput = z.object({ visit: z.uuid(), words: words(2000) });
export type ComplainAboutVisitInput = z.infer<typeof ComplainAboutVisitInput>;
