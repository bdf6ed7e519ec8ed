import { PSEUDO_LOCALE } from "./pseudo-locale";

/**
 * Every file in messages/; a new language is a new file there and its name here. The last one has no file: it is
 * made up for tests, and offered only where a brand folder lists it.
 */
export const LANGUAGES: readonly string[] = ["en", "de", "zh-Hans", "zh-Hant", PSEUDO_LOCALE];
