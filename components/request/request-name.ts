import type { RequestSummary } from "@/domain/requests/catalog";
import type { Words } from "@/web/i18n";

/** "Delete data: Reviews", as a person would call what they asked. */
export function requestName({ t }: Words, { kind, item }: Pick<RequestSummary, "kind" | "item">): string {
  const name = t(`requests.name_${kind}`);
  return item ? t("requests.nameItem", { name, item: item.text }) : name;
}
