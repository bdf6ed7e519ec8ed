import type { Format, Item } from "@/domain/brand";
import { normaliseEmail, normalisePhone } from "../customers/normalise";
import { DomainError } from "../errors";

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

/**
 * What a person typed, as the parameters of the item's `write`. A field must not be empty (deleting is another
 * act); an empty column of a row becomes NULL. A column that the form left out keeps what is held.
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
    const text = boxes.value?.trim() ?? "";
    if (text === "") throw new DomainError("invalid", { field: "value" });
    const { max, pattern } = correct;
    return { value: check(text, { box: "value", format: item.format, max, pattern, phoneCountry }) };
  }
  const values: Values = {};
  for (const field of item.fields) {
    if (!correct.columns.includes(field.column)) continue;
    const box = `field.${field.column}`;
    const text = boxes[box]?.trim();
    if (text === undefined) values[field.column] = typed.held[field.column] ?? null;
    else values[field.column] = check(text, { box, ...field, phoneCountry }) || null;
  }
  return values;
}
