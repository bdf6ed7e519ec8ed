/* Making one of the platform's formatters takes as long as drawing a dozen elements, so each is made once in a process. */

/** Currencies and languages come from data too, so what is kept has an end; the oldest goes first. */
const MOST = 1_000;

type Make<Formatter, Options> = (locale: string, options: Options) => Formatter;

function onceEach<Formatter, Options>(make: Make<Formatter, Options>): Make<Formatter, Options> {
  const made = new Map<string, Formatter>();
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const known = made.get(key);
    if (known) return known;
    const fresh = make(locale, options);
    for (const oldest of made.keys()) if (made.size >= MOST) made.delete(oldest);
    made.set(key, fresh);
    return fresh;
  };
}

/** Each as `new Intl.…(locale, options)` would make it. @throws RangeError as the platform does. */
export const dateFormat = onceEach(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
export const numberFormat = onceEach(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
export const displayNames = onceEach(
  (locale, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(locale, options),
);
export const listFormat = onceEach(
  (locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options),
);
