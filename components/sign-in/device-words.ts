import type { Device } from "@/domain/sessions/catalog";
import type { Words } from "@/web/i18n";

/** "Firefox on Windows", as far as it is known. */
export function deviceWords({ t }: Words, { browser, system }: Device): string {
  if (browser && system) return t("device.both", { browser, system });
  return browser ?? system ?? t("device.unknown");
}
