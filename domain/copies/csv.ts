/** What a spreadsheet would take for a formula, with its full-width forms, also after spaces. */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r\n]/u;
const NUMBER = /^[+-]?\d+([.,]\d+)*%?$/u;

/** Not allowed in a file of text; a tab and line breaks stay. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

/** Marks the file as UTF-8 for spreadsheets. */
export const CSV_START = "\uFEFF";

/**
 * One cell, always quoted, that a spreadsheet shows as the text it is: what looks like a formula gets a
 * leading apostrophe. Plain numbers stay numbers.
 */
export function csvCell(text: string): string {
  const clean = text.toWellFormed().replace(CONTROLS, "\ufffd");
  const safe = FORMULA.test(clean) && !NUMBER.test(clean) ? `'${clean}` : clean;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** One line of RFC 4180. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\r\n`;
