/** Every file in messages/. A new language is a new file there and its name here. */
export const LANGUAGES: readonly string[] = ["en", "de", "zh-Hans", "zh-Hant"];
