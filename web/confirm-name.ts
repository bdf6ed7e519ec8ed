import { type Brand, byId, say } from "@/domain/brand";
import type { ConfirmView } from "@/domain/choices/catalog";
import { cellName, type Words } from "./i18n";

/** "Offers by email", as the open link's page names what it switches on. */
export function confirmName(words: Words, view: Extract<ConfirmView, { state: "open" }>): string {
  return cellName(words, view.purposeName, view.channelName);
}

/** The same from the address of the page, where only names of the brand's own purposes are taken; else null. */
export function confirmedName(
  words: Words,
  brand: Brand,
  asked: { purpose?: string | undefined; channel?: string | undefined },
): string | null {
  const purpose = byId(brand.purposes, asked.purpose ?? "");
  if (!purpose) return null;
  const channel = byId(brand.channels, asked.channel ?? "");
  const name = say(purpose.name, words.locale, brand);
  return cellName(words, name, channel ? say(channel.name, words.locale, brand) : null);
}
