import type { Format, Item } from "@/domain/brand";
import { normaliseEmail, normalisePhone } from "../customers/normalise";
import { DomainError } from "../errors";
import { boxText } from "./plain-text";

/** What is written to a source: parameter name to text. */
export type Values = Record<string, string | null>;

interface Limits {
  box: string;
  format?: Format;
  max?: number;
  pattern?: string;
  phoneCountry: string;
}

const DECIMAL = /^-?\d{1,30}(\.\d{1,15})?$/u;

const FITS: Partial<Record<Format, (text: string, limits: Limits) => boolean>> = {
  email: (text) => normaliseEmail(text) !== null,
  phone: (text, { phoneCountry }) => normalisePhone(text, { phoneCountry }) !== null,
  number: (text) => DECIMAL.test(text),
  money: (text) => DECIMAL.test(text),
  percent: (text) => DECIMAL.test(text),
  date: (text) => /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)),
  boolean: (text) => text === "true" || text === "false",
  url: (text) => URL.canParse(text) && /^https?:/iu.test(text),
};

/** @throws DomainError `invalid` that names the box, and how long it may be where that is the trouble. */
function check(text: string, limits: Limits): string {
  const { box, max, pattern, format } = limits;
  if (max !== undefined && [...text].length > max) throw new DomainError("invalid", { field: box, max });
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, "u").test(text))
    throw new DomainError("invalid", { field: box });
  const fits = format ? FITS[format] : undefined;
  if (fits && text !== "" && !fits(text, limits)) throw new DomainError("invalid", { field: box });
  return text;
}

/** What a box came back with, and what it says about it: `kept` where the person left it as it was shown. */
function typedIn(
  text: string,
  { held, format }: { held: string | null; format: Format | undefined },
): { text: string; kept: boolean } {
  const typed = boxText(text, undefined).trim();
  // Forms come back composed (NFC), whatever the source holds.
  return {
    text: typed,
    kept:
      typed.normalize("NFC") ===
      boxText(held ?? "", format)
        .trim()
        .normalize("NFC"),
  };
}

/**
 * What a person typed, as the parameters of the item's `write`. A field must not be empty (deleting is another
 * act); an empty column of a row becomes NULL. A column that the form left out, or that came back as it
 * was shown, keeps what is held to the letter, whether it would pass or not.
 * @throws DomainError `invalid`, `not_offered`.
 */
export function valuesOf(
  item: Item,
  typed: { boxes: Readonly<Record<string, string>>; held: Values; phoneCountry: string },
): Values {
  const { correct } = item;
  if (correct.by !== "self") throw new DomainError("not_offered", { item: item.id });
  const { boxes, phoneCountry } = typed;
  if (item.shape === "field") {
    const held = typed.held.value ?? null;
    const { text, kept } = typedIn(boxes.value ?? "", { held, format: item.format });
    if (text === "") throw new DomainError("invalid", { field: "value" });
    if (kept) return { value: held };
    const { max, pattern } = correct;
    return { value: check(text, { box: "value", format: item.format, max, pattern, phoneCountry }) };
  }
  const values: Values = {};
  for (const field of item.fields) {
    if (!correct.columns.includes(field.column)) continue;
    const box = `field.${field.column}`;
    const held = typed.held[field.column] ?? null;
    const back = boxes[box];
    const { text, kept } = typedIn(back ?? "", { held, format: field.format });
    if (back === undefined || kept) values[field.column] = held;
    else values[field.column] = check(text, { box, ...field, phoneCountry }) || null;
  }
  return values;
}
