/** A brand's words: one string for every locale, or one string per locale (BCP 47 tag). */
export type Text = string | Readonly<Record<string, string>>;

/** Words in the reader's locale, with the language they are really in, for `lang=`. */
export interface Said {
  text: string;
  lang: string;
}

/** What `say` needs of a brand: its locales, the default first. */
export interface Locales {
  locales: readonly string[];
}

const languages = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/** The tag in its usual spelling (`ZH-hans` → `zh-Hans`), or undefined where it names no language. */
export function canonicalLocale(tag: string): string | undefined {
  try {
    const [canonical = ""] = Intl.getCanonicalLocales(tag);
    const { language } = new Intl.Locale(canonical);
    const known = language.length === 3 || languages.of(language) !== undefined;
    return known && language.length <= 3 ? canonical : undefined;
  } catch {
    return undefined;
  }
}

function makeLookupKeys(tag: string): readonly string[] {
  const canonical = canonicalLocale(tag);
  if (canonical === undefined) return [];
  const { language, script, region } = new Intl.Locale(canonical).maximize();
  return [canonical, `${language}-${script}-${region}`, `${language}-${script}`];
}

/** A page says some hundred texts in the same few languages; what browsers ask for has no end, so this has one. */
const MOST_KNOWN = 500;
const knownKeys = new Map<string, readonly string[]>();

function lookupKeys(tag: string): readonly string[] {
  const known = knownKeys.get(tag);
  if (known) return known;
  const made = makeLookupKeys(tag);
  for (const oldest of knownKeys.keys()) if (knownKeys.size >= MOST_KNOWN) knownKeys.delete(oldest);
  knownKeys.set(tag, made);
  return made;
}

/**
 * The one of `offered` that serves a reader of `wanted`, by lookup with likely subtags:
 * `zh-CN` is served by `zh-Hans`, `de-AT` by `de`, but `zh-TW` never by `zh-Hans`.
 */
export function matchLocale(wanted: string, offered: readonly string[]): string | undefined {
  const keys = lookupKeys(wanted);
  for (let level = 0; level < keys.length; level += 1) {
    const found = offered.find((tag) => lookupKeys(tag)[level] === keys[level]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * A brand's text for a reader. Falls back to the brand's first locale that has it, then to any.
 * A plain string is taken to be in the brand's first locale.
 */
export function say(text: Text, locale: string, brand: Locales): Said {
  const home = brand.locales[0] ?? "en";
  if (typeof text === "string") return { text, lang: home };
  const tags = Object.keys(text);
  for (const wanted of [locale, ...brand.locales]) {
    const tag = matchLocale(wanted, tags);
    if (tag !== undefined) return { text: text[tag] ?? "", lang: lookupKeys(tag)[0] ?? home };
  }
  const first = tags[0] ?? home;
  return { text: text[first] ?? "", lang: first };
}
