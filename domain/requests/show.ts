import type { Brand, Said } from "@/domain/brand";
import { byId, say } from "@/domain/brand";
import type { Sealer } from "../customers/keys";
import { kindFrom, lawfulDate } from "./lawful-date";
import { referenceOf } from "./reference";
import type { MessageRow, RequestRow } from "./store";
import { stepsOf } from "./tracker";
import type { Answer, Message, OpenedForThem, Refusal, RequestSummary, RequestView } from "./view";

export interface Reader {
  brand: Brand;
  locale: string;
  now: Date;
}

/** What an answer is stored as, before it is sealed. */
export interface StoredAnswer {
  text: string;
  refusals: { item: string; because: string; law: string | null }[];
}

/** The name of a held item; its id where the brand no longer lists it. */
export function itemName(brand: Brand, item: string, locale: string): Said {
  const found = byId(brand.items, item);
  return found ? say(found.name, locale, brand) : { text: item, lang: brand.locales[0] ?? "en" };
}

export function summaryOf(row: RequestRow, reader: Reader): RequestSummary {
  const { brand, locale, now } = reader;
  return {
    id: row.id,
    reference: referenceOf(row.id),
    kind: kindFrom(row.kind),
    item: row.item === null ? null : itemName(brand, row.item, locale),
    openedAt: row.openedAt,
    state: row.answeredAt ? "ready" : "open",
    outcome: outcomeOf(row),
    due: lawfulDate(brand, row, now),
    steps: stepsOf(row),
    extended: row.extendedFrom !== null,
  };
}

const CLOSED = ["done", "done_in_part", "refused"] as const;
const outcomeOf = (row: RequestRow) => CLOSED.find((one) => one === row.outcome) ?? null;

/** A request with everything written about it, opened with the person's own key. */
export function viewOf(
  row: RequestRow,
  messages: MessageRow[],
  options: { reader: Reader; sealer: Sealer; openedFor: OpenedForThem | null },
): RequestView {
  const { reader, sealer } = options;
  const extension =
    row.extendedFrom && row.extendedAt
      ? {
          from: row.extendedFrom,
          at: row.extendedAt,
          because: row.extensionSealed ? sealer.open("requests.extension", row.extensionSealed) : "",
        }
      : null;
  return {
    ...summaryOf(row, reader),
    openedFor: options.openedFor,
    text: textOf(row, sealer),
    extension,
    messages: messagesOf(messages, sealer),
    answer: answerOf(row, options),
    canWrite: row.kind !== "copy",
  };
}

export const textOf = (row: RequestRow, sealer: Sealer): string | null =>
  row.textSealed ? sealer.open("requests.text", row.textSealed) : null;

export const messagesOf = (rows: MessageRow[], sealer: Sealer): Message[] =>
  rows.map((row) => ({
    id: row.id,
    from: row.author === "customer" ? "you" : "brand",
    at: row.at,
    text: sealer.open("request_messages.text", row.textSealed),
  }));

function answerOf(row: RequestRow, options: { reader: Reader; sealer: Sealer }): Answer | null {
  const outcome = outcomeOf(row);
  if (!row.answeredAt || !outcome || !row.answerSealed) return null;
  const stored: StoredAnswer = JSON.parse(options.sealer.open("requests.answer", row.answerSealed));
  const { brand, locale } = options.reader;
  const refusals: Refusal[] = stored.refusals.map((one) => ({
    ...one,
    item: itemName(brand, one.item, locale),
  }));
  return { outcome, at: row.answeredAt, text: stored.text, refusals };
}
