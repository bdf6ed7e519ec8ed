import type { MappedCell, Reading, Said } from "../catalog";
import type { Heading } from "../reading/table";
import { type Word, wordOf } from "../reading/words";

/** A table that was opened, and what is wanted of it. */
export interface Table {
  /** Name of the file, without folders. */
  file: string;
  heading: Heading;
  cells: readonly MappedCell[];
  now: Date;
  /** Whether the brand has that purpose and channel, and which address it needs; of our own file. */
  cellOf(purpose: string, channel: string): MappedCell;
}

export type ReadRow = (cells: readonly string[]) => Reading;

/** How one tool's tables are read. @throws ImportMistake where a column is missing. */
export type OpenTable = (table: Table) => ReadRow;

const TO: Readonly<Record<Word, Said["to"]>> = { yes: "on", no: "off", blank: "blank", unclear: "unclear" };

/** What a plain word says of a choice; the moment counts only for a yes or a no. */
export function sayingOf(cell: MappedCell, word: string, at: Date | null = null): Said {
  return { cell, to: TO[wordOf(word)], at, confirmed: false, word };
}

/** The address bounced: that is nobody's no, and no yes either. */
export const undeliverable = (said: Said, word: string): Said =>
  said.to === "off" ? said : { ...said, to: "undeliverable", at: null, word };

/** A no to more than this one choice; it keeps the moment where the choice itself said no. */
export const overruled = (said: Said, word: string): Said =>
  said.to === "off" ? said : { ...said, to: "off", at: null, word };

/** ISO code of a country, "?" for a name that is none, null for nothing. */
export function countryOf(text: string): string | null {
  if (text === "") return null;
  return /^[a-z]{2}$/iu.test(text) ? text.toUpperCase() : "?";
}
