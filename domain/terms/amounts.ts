import type { AmountUnit } from "./desk-view";

/** Numbers that people write out, as far as terms use them. */
const WORDS: Readonly<Record<string, number>> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ eleven: 11, twelve: 12, fourteen: 14, fifteen: 15, eighteen: 18, twenty: 20, thirty: 30, forty: 40 },
  ...{ fifty: 50, sixty: 60, ninety: 90, hundred: 100 },
  ...{
    ein: 1,
    eine: 1,
    einen: 1,
    einem: 1,
    einer: 1,
    zwei: 2,
    drei: 3,
    vier: 4,
    fünf: 5,
    sechs: 6,
    sieben: 7,
  },
  ...{ acht: 8, neun: 9, zehn: 10, elf: 11, zwölf: 12, vierzehn: 14, achtzehn: 18, zwanzig: 20, dreißig: 30 },
  ...{ vierzig: 40, fünfzig: 50, sechzig: 60, neunzig: 90, hundert: 100 },
};

/** Units that a number of terms is followed by, in the languages that are offered. */
const UNITS: readonly [unit: AmountUnit, pattern: string][] = [
  ["minute", "minutes?|minuten?|分钟|分鐘"],
  ["hour", "hours?|stunden?|小时|小時"],
  ["day", "days?|tage?n?|天|日"],
  ["week", "weeks?|wochen?|周|週|星期"],
  ["month", "months?|monate?n?|个月|個月"],
  ["year", "years?|jahre?n?|年"],
  ["percent", "percent|per cent|prozent|%"],
];

const NUMBER = `\\d+(?:[.,]\\d+)?|${Object.keys(WORDS).join("|")}|[一二三四五六七八九十百两兩]+`;
const BETWEEN = "(?:[\\s\\u00a0-]*(?:calendar|business|working|full)?[\\s\\u00a0-]*)";
const PATTERNS = UNITS.map(([unit, pattern]) => {
  const edge = "(?![\\p{Script=Latin}])";
  return [
    unit,
    new RegExp(
      `(?<![\\p{Script=Latin}\\d.,一二三四五六七八九十百])(${NUMBER})${BETWEEN}(?:${pattern})${edge}`,
      "giu",
    ),
  ] as const;
});

const HAN: Readonly<Record<string, number>> = {
  ...{ 一: 1, 二: 2, 两: 2, 兩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
};

/** 六十 is 60, 十四 is 14, 一百二十 is 120. */
function hanNumber(text: string): number {
  let [sum, digit] = [0, 0];
  for (const sign of text) {
    const tens = sign === "百" ? 100 : sign === "十" ? 10 : 0;
    if (tens === 0) digit = HAN[sign] ?? 0;
    else [sum, digit] = [sum + (digit || 1) * tens, 0];
  }
  return sum + digit;
}

function numberOf(written: string): number {
  const word = WORDS[written.toLowerCase()];
  if (word !== undefined) return word;
  return /^\d/u.test(written) ? Number(written.replace(",", ".")) : hanNumber(written);
}

/** What a text counts, by unit: "within 60 days" is 60 under `day`. English, German and Chinese. */
export function amountsIn(text: string): Map<AmountUnit, Set<number>> {
  const found = new Map<AmountUnit, Set<number>>();
  for (const [unit, pattern] of PATTERNS)
    for (const [, written = ""] of text.matchAll(pattern)) {
      const known = found.get(unit) ?? new Set<number>();
      found.set(unit, known.add(numberOf(written)));
    }
  return found;
}

/**
 * What a line counts otherwise than its clauses do: they count in the same unit, and never to that number.
 * @returns such as `{ unit: "day", point: 30, clauses: [60] }`.
 */
export function differingAmounts(
  point: string,
  clauses: string,
): { unit: AmountUnit; point: number; clauses: number[] }[] {
  const theirs = amountsIn(clauses);
  return [...amountsIn(point)].flatMap(([unit, numbers]) => {
    const there = theirs.get(unit);
    if (there === undefined) return [];
    return [...numbers]
      .filter((number) => !there.has(number))
      .map((number) => ({ unit, point: number, clauses: [...there] }));
  });
}
