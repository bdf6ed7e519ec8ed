import { ACTS, type AuditLine } from "@/domain/audit/catalog";
import type { Words } from "@/web/i18n";

/** An act in words; one that this version does not know stays as it is written. */
export function actWords({ t }: Words, act: string): string {
  const known = ACTS.find((one) => one === act);
  return known ? t(`audit.acts.${known}`) : act;
}

const KINDS = [
  "customer",
  "token",
  "staff",
  "api_key",
  "privacy_officer",
  "system",
  "text",
  "nobody",
] as const;

/** Who acted: staff and systems by name, customers never. */
export function whoWords({ t }: Words, { kind, id, name }: AuditLine["actor"]): string {
  const known = KINDS.find((one) => one === kind) ?? "unknown";
  return t(`audit.by.${known}`, { name: name ?? id });
}

/** The end of an id, which is enough to tell it from others on a page. */
export const shortId = (id: string): string => id.slice(-12);

/** The rest of what a line says, as it is stored: names of things. The ticket has its own place. */
export function detailWords(detail: AuditLine["detail"]): string {
  return Object.entries(detail)
    .filter(([name, value]) => name !== "ticket" && value !== null)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(", ") : String(value)}`)
    .join(" · ");
}
