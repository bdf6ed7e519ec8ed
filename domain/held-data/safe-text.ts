/** Longest text of one value on a page, in characters. The copy has all of it. */
export const TEXT_LIMIT = 2_000;

/**
 * A text that cannot break a page: lone surrogates become U+FFFD, control characters become their visible
 * signs (tab and line breaks stay), characters that turn the direction of what follows are written out.
 */
export function safeText(text: string): string {
  const clean = text.toWellFormed().replaceAll("\r\n", "\n");
  return /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(clean)
    ? clean.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, visible)
    : clean;
}

function visible(char: string): string {
  const code = char.charCodeAt(0);
  if (char === "\t" || char === "\n") return char;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  if (code < 0xa0) return "\ufffd";
  return `\u27e8U+${code.toString(16).toUpperCase()}\u27e9`;
}

/** The first `limit` characters, never cutting one in two, and how many were left out. */
export function cut(text: string, limit = TEXT_LIMIT): { text: string; more: number } {
  if (text.length <= limit) return { text: safeText(text), more: 0 };
  const kept = text.slice(0, limit).replace(/[\ud800-\udbff]$/u, "");
  return { text: safeText(kept), more: text.length - kept.length };
}
