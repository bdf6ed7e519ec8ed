import type { ActivityEntry } from "@/domain/activity/catalog";
import type { CellView } from "@/domain/choices/catalog";
import type { Basis, KeepRule, Origin, Shown } from "@/domain/held-data/catalog";
import type { LawfulDate, RequestKind } from "@/domain/requests/catalog";

/** Why something is not in a copy, as its reader is told. */
export const MISSING = ["slow", "unreachable", "broken"] as const;
export type Missing = (typeof MISSING)[number];

/** The fixed words of the readable page, by name. */
export const COPY_WORDS = [
  "keepSafe",
  "inside",
  "fileHtml",
  "fileJson",
  "contents",
  "holder",
  "privacyTeam",
  "authority",
  "knownBy",
  "nothing",
  "usedFor",
  "basedOn",
  "from",
  "recipients",
  "kept",
  "lastUsed",
  "notIncluded",
  "choices",
  "requests",
  "activity",
  "messageYou",
  "messageBrand",
  "answer",
  "noEntries",
] as const;
export type CopyWord = (typeof COPY_WORDS)[number];

/**
 * How a copy speaks to its reader. The pages give it, from the same words and formats as theirs, so that the
 * domain holds no language.
 */
export interface CopyWords {
  lang: string;
  dir: "ltr" | "rtl";
  title(brand: string): string;
  made(at: Date): string;
  word(name: CopyWord): string;
  origin(origin: Origin): string;
  basis(basis: Basis): string;
  /** Until when, and why. */
  keep(rule: KeepRule, until: string | null): string;
  missing(why: Missing, source: string): string;
  records(count: number): string;
  asTable(file: string): string;
  value(shown: Shown): string;
  country(code: string): string;
  day(value: Date | string): string;
  moment(value: Date): string;
  standing(cell: CellView): string;
  request(kind: RequestKind, item: string | null): string;
  lawful(due: LawfulDate): string;
  identifier(kind: string): string;
  /** One entry of Activity: a sentence for each thing that happened. */
  entry(entry: ActivityEntry): string[];
}
