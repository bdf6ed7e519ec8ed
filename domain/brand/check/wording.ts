import type { Problem } from "../problem";
import type { Spot } from "../read/spot";
import { matchLocale } from "../text";
import { readingGrade, sentences, words } from "./readability";

const MOST_WORDS = 25;
const MOST_HAN = 50;
const HIGHEST_GRADE = 8;
/** A grade of fewer words says nothing. */
const FEWEST_WORDS = 12;

const GUILT =
  /\b(miss(?:ing)? out|you(?:'ll| will) lose|are you sure|sorry to see|sad to see|we(?:'ll| will) be sad|no,? thanks|don['’]t you want|let us down|selfish|regret|punish|hurts? us)\b/i;
const DOUBLE_NEGATIVE =
  /\b(?:not|never|no longer|n['’]t)\s+(?:\w+\s+){0,3}?(?:not|never|unsubscribe|opt out|refuse|decline|stop receiving|without|un(?:able|willing|wanted|happy))\b|n['’]t\s+(?:\w+\s+){0,3}?(?:not|unsubscribe|opt out|refuse|decline|stop receiving)\b/i;

/** One language's words of a text, and where they stand. */
export interface Wording {
  spot: Spot;
  locale: string;
  text: string;
}

/** A text's words by language; a plain string is in the brand's first. */
export function wordingsOf(spot: Spot, locales: readonly string[]): Wording[] {
  if (spot.text !== undefined) return [{ spot, locale: locales[0] ?? "en", text: spot.text }];
  return spot
    .entries()
    .flatMap((entry) =>
      entry.text === undefined ? [] : [{ spot: entry, locale: entry.key, text: entry.text }],
    );
}

export function isEnglish(locale: string): boolean {
  return matchLocale(locale, ["en"]) !== undefined || /^en\b/i.test(locale);
}

/** A sentence by how it begins. */
function named(sentence: string): string {
  const start = sentence.slice(0, 24).replace(/\s+\S*$/u, "");
  return `the sentence “${start}…”`;
}

function longSentence({ spot, text }: Wording): Problem[] {
  return sentences(text).flatMap((sentence) => {
    const han = sentence.match(/\p{Script=Han}/gu)?.length ?? 0;
    if (han > MOST_HAN)
      return [spot.wrong(`${named(sentence)} has ${han} characters — keep each to ${MOST_HAN} or fewer`)];
    const count = words(sentence).length;
    const long = han === 0 && count > MOST_WORDS;
    const message = `${named(sentence)} has ${count} words — keep each to ${MOST_WORDS} or fewer`;
    return long ? [spot.wrong(message)] : [];
  });
}

function unfair({ spot, locale, text }: Wording): Problem[] {
  if (!isEnglish(locale)) return [];
  const guilt = GUILT.exec(text)?.[0];
  const double = DOUBLE_NEGATIVE.exec(text)?.[0];
  return [
    ...(guilt
      ? [spot.wrong(`“${guilt}” makes people feel guilty — say plainly what stops and what does not`)]
      : []),
    ...(double ? [spot.wrong(`“${double}” says no twice — say what happens instead`)] : []),
  ];
}

/** Sentences that are too long, guilt, double negatives. */
export function checkWording(wording: Wording): Problem[] {
  return [...longSentence(wording), ...unfair(wording)];
}

/** The reading grade of texts that are read together; English only. */
export function checkGrade(spot: Spot, wordings: readonly Wording[]): Problem[] {
  const english = wordings.filter(({ locale }) => isEnglish(locale)).map(({ text }) => text);
  const whole = english.map((text) => (/[.!?]$/.test(text.trim()) ? text : `${text}.`)).join(" ");
  if (words(whole).length < FEWEST_WORDS) return [];
  const grade = readingGrade(whole);
  if (grade <= HIGHEST_GRADE) return [];
  const message = `the words here need a reading grade of ${grade.toFixed(1)} — use shorter words and sentences, ${HIGHEST_GRADE} or lower`;
  return [spot.wrongKey(message)];
}
