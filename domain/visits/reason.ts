import { type Brand, type Said, say, type Text } from "@/domain/brand";

const home = (brand: Brand): string => brand.locales[0] ?? "en";

const inHome = (brand: Brand, reason: Text): string => say(reason, home(brand), brand).text;

/** The brand's reason with this position, in its first language, as it is kept. */
export function reasonText(brand: Brand, position: number): string {
  const reason = brand.desk.reasons[position];
  return reason === undefined ? "" : inHome(brand, reason);
}

/** A kept reason in the reader's language, as long as the brand still has it. */
export function sayReason(brand: Brand, kept: string, locale: string): Said {
  const reason = brand.desk.reasons.find((one) => inHome(brand, one) === kept);
  return reason === undefined ? { text: kept, lang: home(brand) } : say(reason, locale, brand);
}
