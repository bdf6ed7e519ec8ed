import { getExampleNumber, isSupportedCountry } from "libphonenumber-js";
import examples from "libphonenumber-js/mobile/examples";
import type { House } from "@/domain/house";
import { canText } from "@/domain/messages";

/** A phone number of the brand's country, as an example of how to write one; null where no text can be sent. */
export function phoneExample(house: House): string | null {
  if (!canText(house)) return null;
  const { phoneCountry } = house.brand;
  const example = isSupportedCountry(phoneCountry) ? getExampleNumber(phoneCountry, examples) : undefined;
  return example?.formatInternational() ?? "+44 7400 123456";
}

/** Who the message that was asked for comes from; null for a text whose service chooses among its numbers. */
export function senderOf(house: House, query: { sent?: string | undefined }) {
  const { mailFrom, texts } = house.settings;
  if (query.sent !== "text") return { byText: false, from: mailFrom };
  return { byText: true, from: texts && !texts.from.startsWith("MG") ? texts.from : null };
}
