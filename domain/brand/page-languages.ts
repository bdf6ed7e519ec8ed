/** The languages that the pages have words in: every file in messages/. A new language is a new file there and its name here. */
export const PAGE_LANGUAGES: readonly string[] = ["en", "de", "zh-Hans", "zh-Hant"];
