import type { HeldCard, KeepRule } from "@/domain/held-data/catalog";
import type { CopyItem, Json } from "./content";

/** One held item for programs: everything but the rows of a list. */
export function heldJson(item: CopyItem): { [name: string]: Json } {
  return { ...aboutItem(item), ...contentJson(item) };
}

function aboutItem({ card, kept }: CopyItem): { [name: string]: Json } {
  return {
    id: card.id,
    name: card.name.text,
    category: { id: card.category.id, name: card.category.name.text },
    origin: card.origin,
    origin_detail: card.originDetail?.text ?? null,
    why: card.why.text,
    source: { id: card.source.id, name: card.source.name.text },
    shape: card.shape,
    purposes: purposesJson(card),
    no_purpose: card.noPurpose?.text ?? null,
    recipients: card.recipients.map(({ id, name, whatFor, country }) => ({
      ...{ id, name: name.text, what_for: whatFor.text, country },
    })),
    kept: { ...keepJson(card.keep), date: kept.date },
    last_used: card.lastUsed && { at: card.lastUsed.at.toISOString(), title: card.lastUsed.title },
    special_category: card.special,
  };
}

const purposesJson = (card: HeldCard): Json =>
  card.purposes.map(({ id, name, basis, benefit }) => ({
    id,
    name: name.text,
    basis,
    benefit: benefit.text,
  }));

const keepJson = (keep: KeepRule): { [name: string]: Json } => ({
  rule: keep.kind,
  period: keep.kind === "for" ? keep.period : null,
  because: keep.because.text,
});

function contentJson({ content }: CopyItem): { [name: string]: Json } {
  switch (content.kind) {
    case "field":
      return { state: "included", value: content.value.data };
    case "row": {
      const pairs = content.fields.map(({ column, value }): [string, Json] => [column, value.data]);
      return { state: "included", record: Object.fromEntries(pairs) };
    }
    case "list":
      return {
        state: "included",
        columns: content.columns.map(({ column, name }) => ({ column, name: name.text })),
      };
    case "nothing":
      return { state: "nothing_held" };
    case "missing":
      return { state: "not_included", not_included: { because: content.why } };
  }
}
