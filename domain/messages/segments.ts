/** The alphabet of a plain text message (3GPP 23.038); those of the second line count twice. */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED = "^{}\\[~]|€";

const plain: Readonly<Record<string, string>> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u2013": "-",
  "\u2014": "-",
  "\u2026": "...",
  "\u00a0": " ",
  "\u202f": " ",
};

/** How many units a text takes in the plain alphabet; null where it needs the wide one. */
function plainUnits(text: string): number | null {
  let units = 0;
  for (const sign of text) {
    if (BASIC.includes(sign)) units += 1;
    else if (EXTENDED.includes(sign)) units += 2;
    else return null;
  }
  return units;
}

/**
 * How many parts a text is sent and paid as: 160 plain signs, or 153 in each of several; 70 UTF-16 units, or 67,
 * where one sign is not in the plain alphabet.
 */
export function segmentsOf(text: string): number {
  const units = plainUnits(text);
  if (units !== null) return units <= 160 ? 1 : Math.ceil(units / 153);
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
}

/** The same with typewriter quotes and dashes where that alone makes the whole plain; else as it is. */
export function inPlainSigns(text: string): string {
  const swapped = [...text].map((sign) => plain[sign] ?? sign).join("");
  return plainUnits(swapped) === null ? text : swapped;
}
