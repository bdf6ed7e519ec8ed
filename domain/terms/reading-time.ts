/** Silent reading, words a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047). */
const WORDS_PER_MINUTE = 238;
/** Han characters a minute; reading aloud measured 255 to 260, so this never understates. */
const HAN_PER_MINUTE = 260;

const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** Whole minutes to read a text, at least 1. Han characters count one by one, other words as words. */
export function readingMinutes(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  let words = 0;
  for (const segment of segmenter.segment(text.replaceAll(/\p{Script=Han}/gu, " "))) {
    if (segment.isWordLike) words += 1;
  }
  return Math.max(1, Math.ceil(words / WORDS_PER_MINUTE + han / HAN_PER_MINUTE));
}
