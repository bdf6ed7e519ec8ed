import { readingGrade, sentences, words } from "@/domain/brand";
import type { Reading } from "./catalog";

const MOST_WORDS = 25;
const MOST_HAN = 50;
const LONG_WORD = 6;

const HAN = /\p{Script=Han}/gu;
const hanIn = (text: string): number => text.match(HAN)?.length ?? 0;

/** A heading, a cell or a list item ends like a sentence, though no sign says so. */
const sentencesOf = (text: string): string[] => text.split("\n").flatMap(sentences);

function isLong(sentence: string): boolean {
  const han = hanIn(sentence);
  return han > 0 ? han > MOST_HAN : words(sentence).length > MOST_WORDS;
}

/** LIX: words to a sentence and the share of words over six letters; for languages written with spaces. */
function lixOf(all: readonly string[], count: number): number {
  const long = all.filter((word) => word.length > LONG_WORD).length;
  return all.length / count + (100 * long) / all.length;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** How hard a text is to read. Lines of `text` are read apart. Source: Flesch-Kincaid, LIX. */
export function readingOf(locale: string, text: string): Reading {
  const all = words(text);
  const each = sentencesOf(text).filter((sentence) => words(sentence).length > 0);
  const count = Math.max(1, each.length);
  const han = hanIn(text);
  const spaced = han < all.join("").length / 2;
  const english = /^en\b/i.test(locale);
  return {
    locale,
    grade: english && all.length > 0 ? rounded(readingGrade(each.map(ended).join(" "))) : null,
    lix: spaced && all.length > 0 ? rounded(lixOf(all, count)) : null,
    meanSentence: rounded((spaced ? all.length : han) / count),
    tooLong: each.filter(isLong),
  };
}

const ended = (sentence: string): string => (/[.!?]$/u.test(sentence) ? sentence : `${sentence}.`);
