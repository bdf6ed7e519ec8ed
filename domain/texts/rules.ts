import {
  ABOUT_TEXTS,
  COURTESY,
  ENDING,
  HELP_WORDS,
  START_WORDS,
  STOP_WORDS,
  STOP_WORDS_CHINA,
  type TextMeaning,
} from "./keywords";
import { DOUBTFUL, ENDED, HAN_COURTESY, KEPT, LIMITED, PLAINLY } from "./sentences";

export interface TextToRead {
  body: string;
  /** The brand's own stop words. */
  stopWords: readonly string[];
  /** The number that wrote, E.164: a letter that means stop in China means nothing elsewhere. */
  from: string;
}

/**
 * Text as it is compared: NFKC, lower case, without accents, punctuation, pictures and invisible signs, one space
 * between words; apostrophes join ("don't" is "dont"). Source: 47 CFR 64.1200(a)(10), what a reasonable person reads.
 */
export function plainWords(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{Mn}\p{Cf}'’‘`´]/gu, "")
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Lines that a phone adds by itself. */
const SIGNATURE = /\b(sent from my|gesendet von meinem|envoye de mon)\b.*$/u;

const together = (words: string): string => words.replaceAll(" ", "");
/** "STOOOP", "stopppp". */
const drawn = (word: string): string => (/^s+t+o+p+$/u.test(word) ? "stop" : word);
const wordsOf = (plain: string): string[] => plain.split(" ").filter(Boolean);

/**
 * What a text means: pure. A stop is also taken in other words than the keyword, in the whole text or in one of its
 * sentences; a START only in its own, since it gives something back.
 */
export function meaningOf(text: TextToRead): TextMeaning {
  // As long as a text can be.
  const body = text.body.slice(0, 1_600);
  const plain = plainWords(body).replace(SIGNATURE, "").trim();
  if (plain === "") return /[🛑✋🚫]/u.test(body) ? "unclear" : "other";
  if (START_WORDS.has(together(plain))) return "start";
  const own = new Set(text.stopWords.map((word) => together(plainWords(word))).filter(Boolean));
  const by: Reader = { own, from: text.from };
  const core = wordsOf(plain).filter((word) => !COURTESY.has(word));
  if (core.length > 0 && core.every((word) => HELP_WORDS.has(word))) return "help";
  if (saysStop(plain, by)) return "stop";
  const rest = KEPT.reduce((left, pattern) => left.replace(new RegExp(pattern, "gu"), " "), plain);
  if (!DOUBTFUL.some((pattern) => pattern.test(rest))) return "other";
  return !LIMITED.test(plain) && sentencesOf(body).some((one) => PLAINLY.test(one) && saysStop(one, by))
    ? "stop"
    : "unclear";
}

interface Reader {
  own: ReadonlySet<string>;
  from: string;
}

/** The sentences of a text, and what stands between commas, as they are compared. */
const sentencesOf = (body: string): string[] =>
  body
    .normalize("NFKC")
    .split(/[.!?;,:\n。！？，；]+/u)
    .map(plainWords)
    .filter(Boolean);

/** Whether it says that, and nothing else. */
function saysStop(plain: string, by: Reader): boolean {
  if (isStopWord(plain, by) || isStopWord(plain.replace(HAN_COURTESY, ""), by)) return true;
  const core = wordsOf(plain).filter((word) => !COURTESY.has(word));
  if (core.length > 0 && (core.every((word) => isStopWord(word, by)) || isStopWord(core.join(" "), by)))
    return true;
  if (KEPT.some((pattern) => pattern.test(plain))) return false;
  return ENDED.some((pattern) => pattern.test(plain)) || endsTexts(plain);
}

function isStopWord(words: string, { own, from }: Reader): boolean {
  const one = drawn(together(words));
  return STOP_WORDS.has(one) || own.has(one) || (from.startsWith("+86") && STOP_WORDS_CHINA.has(one));
}

/** How a wish begins, before it is said. */
const WISH =
  /^((please|pls|plz|kindly|just|hi|hello|hey|ok|okay|now|bitte) )*((i|we) (want|would like|wish|need|ask|demand)( you)?( guys)? to |id like( you)? to |i said |(can|could|would|will) you( guys)? |you (must|should|need to) |let me |((please|pls|plz|kindly|just|bitte) )+)?((please|pls|plz|kindly|just) )*/u;

/** "Stop texting": whatever follows, as long as it sets no bounds to it. */
const CONTACT =
  /^(texting|txting|messaging|contacting|spamming|bothering|harassing|sms|texts|txts|messages)$/u;

/** The whole text is an ending word and what texts are made of: "please stop sending me these messages". */
function endsTexts(plain: string): boolean {
  const [first, ...rest] = plain
    .replace(WISH, "")
    .replace(/\bopt (me )?out\b/gu, "optout")
    .split(" ");
  if (first === undefined || !ENDING.has(drawn(first))) return false;
  if (CONTACT.test(rest[0] ?? "") && !LIMITED.test(plain)) return true;
  return rest.every((word) => ABOUT_TEXTS.has(word) || COURTESY.has(word) || /^\d{3,}$/u.test(word));
}
