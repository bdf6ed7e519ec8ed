import { type Brand, byId, type Field, type Format, type Item, isLocked, type Text } from "@/domain/brand";
import { type Said, say } from "@/domain/brand/text";
import type {
  CorrectBox,
  CorrectOffer,
  EraseOffer,
  HeldCard,
  HeldPurpose,
  KeepRule,
  StopTarget,
} from "./view";

/** Whose words the cards are in. */
export interface CardReader {
  brand: Brand;
  locale: string;
}

/** The declared side of one held item in the reader's words: all but its value and its last use. Pure. */
export function cardOf(item: Item, reader: CardReader): Omit<HeldCard, "lastUsed"> {
  const { brand, locale } = reader;
  const put = (text: Text): Said => say(text, locale, brand);
  const category = byId(brand.categories, item.category);
  const source = byId(brand.sources, item.source);
  const detail = item.origin === "received" ? item.receivedFrom : item.workedOut;
  return {
    id: item.id,
    name: put(item.name),
    category: { id: item.category, name: put(category?.name ?? ""), about: put(category?.about ?? "") },
    why: put(item.why),
    origin: item.origin,
    originDetail: detail ? put(detail) : null,
    source: { id: item.source, name: put(source?.name ?? item.source) },
    shape: item.shape,
    purposes: purposesOf(item, reader),
    noPurpose: item.noPurpose ? put(item.noPurpose) : null,
    recipients: recipientsOf(item, reader),
    keep: keepOf(item, put),
    correct: correctOf(item, put),
    erase: eraseOf(item, put),
    stop: stopsOf(item, reader),
    goesOn: goesOnFor(item, reader),
    notMe: item.origin === "inferred",
    masked: item.mask || item.special,
    special: item.special,
  };
}

type Put = (text: Text) => Said;

function purposesOf(item: Item, { brand, locale }: CardReader): HeldPurpose[] {
  return item.purposes.flatMap((id) => {
    const purpose = byId(brand.purposes, id);
    if (!purpose) return [];
    const { name, benefit, basis } = purpose;
    return [{ id, name: say(name, locale, brand), benefit: say(benefit, locale, brand), basis }];
  });
}

/** The item's own recipients and those of every purpose it serves, each once, in the brand's order. */
function recipientsOf(item: Item, { brand, locale }: CardReader): HeldCard["recipients"] {
  const theirs = item.purposes.flatMap((id) => byId(brand.purposes, id)?.recipients ?? []);
  const ids = new Set([...item.recipients, ...theirs]);
  return brand.recipients
    .filter(({ id }) => ids.has(id))
    .map(({ id, name, whatFor, country }) => ({
      id,
      name: say(name, locale, brand),
      whatFor: say(whatFor, locale, brand),
      country,
    }));
}

function keepOf(item: Item, put: Put): KeepRule {
  const because = put(item.keep.because);
  if (item.keep.kind === "for") return { kind: "for", period: item.keep.for, because };
  return { kind: item.keep.kind === "until" ? "until" : "while", because };
}

function eraseOf(item: Item, put: Put): EraseOffer {
  return item.erase.by === "keep" ? { by: "keep", because: put(item.erase.because) } : { by: item.erase.by };
}

function correctOf(item: Item, put: Put): CorrectOffer {
  const { correct } = item;
  if (correct.by === "request") return { by: "request" };
  if (correct.by === "nobody")
    return { by: "nobody", because: correct.because ? put(correct.because) : null };
  if (item.shape === "field") {
    const limits = { max: correct.max, pattern: correct.pattern, format: item.format };
    return { by: "self", boxes: [boxOf({ name: "value", label: put(item.name) }, limits)] };
  }
  const fields = item.fields.filter(({ column }) => correct.columns.includes(column));
  return { by: "self", boxes: fields.map((field) => columnBox(field, put)) };
}

function columnBox(field: Field, put: Put): CorrectBox {
  return boxOf({ name: `field.${field.column}`, label: put(field.name ?? field.column) }, field);
}

function boxOf(
  box: Pick<CorrectBox, "name" | "label">,
  limits: { max?: number; pattern?: string; format?: Format },
): CorrectBox {
  return { ...box, kind: boxKind(limits.format), max: limits.max ?? null, pattern: limits.pattern ?? null };
}

function boxKind(format: Format | undefined): CorrectBox["kind"] {
  switch (format) {
    case "email":
    case "phone":
    case "date":
    case "boolean":
    case "url":
      return format;
    case "number":
    case "money":
    case "percent":
      return "number";
    default:
      return "text";
  }
}

/** Purposes that no stop reaches. */
function goesOnFor(item: Item, { brand, locale }: CardReader): Said[] {
  return item.purposes.flatMap((id) => {
    const purpose = byId(brand.purposes, id);
    return purpose && isLocked(purpose.basis) ? [say(purpose.name, locale, brand)] : [];
  });
}

/** What "stop using" would turn off: as declared, else every purpose it serves that is not locked. */
export function stopsOf(item: Item, { brand, locale }: CardReader): StopTarget[] {
  const declared = item.stop ?? item.purposes.map((purpose) => ({ purpose, channel: undefined }));
  return declared.flatMap(({ purpose: id, channel: channelId }) => {
    const purpose = byId(brand.purposes, id);
    if (!purpose || isLocked(purpose.basis)) return [];
    const channel = channelId ? byId(brand.channels, channelId) : undefined;
    const named = channel ? { id: channel.id, name: say(channel.name, locale, brand) } : null;
    return [{ purpose: { id, name: say(purpose.name, locale, brand) }, channel: named }];
  });
}
