import { PAGE_LANGUAGES } from "@/domain/brand";
import type { Ctx } from "@/domain/context";
import { DomainError } from "@/domain/errors";
import { answerAtDesk } from "@/domain/requests";
import {
  type DeskAnswerInput,
  type DeskRequestView,
  type DeskTextInput,
  REFUSALS,
  refusalTemplates,
} from "@/domain/requests/catalog";
import { type Words, wordsFor } from "./i18n";

/** Sends the customer a message; the request stays as it is. */
export const writeAtDesk = (ctx: Ctx, { id, text }: DeskTextInput) =>
  answerAtDesk(ctx, { id, text, outcome: "question", refusals: [] });

/** Takes more time, with the reason that the customer reads. */
export const takeMoreTimeAtDesk = (ctx: Ctx, { id, text }: DeskTextInput) =>
  answerAtDesk(ctx, { id, text, outcome: "more_time", refusals: [] });

/**
 * Refuses the whole of what was asked, with a reason.
 * @throws DomainError as `answerAtDesk`; `invalid` where a ready reason is not filled in: a refusal cannot be taken back.
 */
export async function refuseAtDesk(ctx: Ctx, { id, text }: DeskTextInput) {
  if (isUnfinished(text)) throw new DomainError("invalid", { field: "text" });
  return answerAtDesk(ctx, { id, text, outcome: "refused", refusals: [] });
}

/** Whether a part that the officer was to write still stands in its brackets, in any language that we have it in. */
export const isUnfinished = (text: string): boolean => partsToWrite().some((part) => text.includes(part));

const partsToWrite = (): string[] =>
  PAGE_LANGUAGES.map((locale) => wordsFor({ locale, timeZone: "UTC", now: new Date(0) })).flatMap(({ t }) =>
    REFUSALS.flatMap((reason) => t(`desk.refusal.${reason}.text`).match(/\[[^\]]+\]/gu) ?? []),
  );

/** Answers and closes. */
export const closeAtDesk = (ctx: Ctx, input: DeskAnswerInput) => answerAtDesk(ctx, input);

/** Back to the request, which says what came of it. */
export const afterDesk =
  (did: "question" | "more_time" | "done" | "refused") =>
  ({ id }: { id: string }): string =>
    `/desk/requests/${id}?did=${did}`;

/** A reason to refuse: its name for the officer, its words for the customer. */
export interface ReadyRefusal {
  reason: (typeof REFUSALS)[number];
  name: string;
  text: string;
}

/** The reasons that fit a request, worded in the language that the customer reads, with the law that says so. */
export function readyRefusals(ctx: Ctx, words: Words, request: DeskRequestView): ReadyRefusal[] {
  const { timeZone } = ctx.house.brand;
  const theirs = wordsFor({ locale: request.customerLocale, timeZone, now: ctx.now });
  return refusalTemplates(request.due.jurisdiction, request.kind).map(({ reason, cite }) => {
    const said = theirs.t(`desk.refusal.${reason}.text`);
    const text = cite ? `${said} ${theirs.t("desk.refusal.cited", { law: cite })}` : said;
    return { reason, name: words.t(`desk.refusal.${reason}.name`), text };
  });
}
