/** Sentences of a text in any language that ends them with . ! ? or their full-width kin. */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+|(?<=[。！？])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

/** Words as a reader counts them. */
export function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
}

/** Syllables of an English word, by its groups of vowels; a silent e does not count. */
export function syllables(word: string): number {
  const plain = word.toLowerCase().replaceAll(/[^a-z]/g, "");
  if (plain.length <= 3) return 1;
  const spoken = plain.replace(/(?:[^laeiouy]es|[^aeioutd]ed|[^laeiouy]e)$/, "").replace(/^y/, "");
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 1);
}

/** Flesch-Kincaid grade of an English text: 0.39 w/s + 11.8 syl/w - 15.59. */
export function readingGrade(text: string): number {
  const all = words(text);
  const count = Math.max(1, sentences(text).length);
  if (all.length === 0) return 0;
  const spoken = all.reduce((sum, word) => sum + syllables(word), 0);
  return 0.39 * (all.length / count) + 11.8 * (spoken / all.length) - 15.59;
}
