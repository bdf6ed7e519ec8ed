/**
 * A path on this site, or `fallback`. Refuses everything a browser would read as another site:
 * `//host`, `/\host`, control characters, encoded slashes at the front.
 */
export function ownPath(asked: string | null | undefined, fallback = "/"): string {
  if (!asked?.startsWith("/") || /[\\\p{Cc}]/u.test(asked)) return fallback;
  if (/^\/(%2f|%5c|\/)/i.test(asked)) return fallback;
  const base = "https://own.invalid";
  if (!URL.canParse(asked, base)) return fallback;
  const url = new URL(asked, base);
  return url.origin === base && !url.pathname.startsWith("//")
    ? url.pathname + url.search + url.hash
    : fallback;
}

/** The path with more in its query; a value of null takes a name away. */
export function withQuery(path: string, query: Record<string, string | null>): string {
  const url = new URL(path, "https://own.invalid");
  for (const [name, value] of Object.entries(query))
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  return url.pathname + url.search + url.hash;
}

/**
 * The page a refused form goes back to. Refused twice in a row, every other time by another address: script sees
 * only by the address that there is something new to tell.
 */
export function withRefusal(
  back: string,
  { problem, form }: { problem: string; form: string },
  from: string,
): string {
  const at = new URL(ownPath(from), "https://own.invalid").searchParams;
  const same = at.get("problem") === problem && at.get("form") === form && !at.has("again");
  return withQuery(back, { problem, form, saved: null, again: same ? "1" : null });
}
