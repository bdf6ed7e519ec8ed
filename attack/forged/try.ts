/** One try to get in, or to act, by something that is used, altered, invented or another's. */
export interface Try {
  /** Such as "sign-in link". */
  kind: string;
  what: string;
  accepted: boolean;
}

/** The text with one letter in its middle changed. */
export function altered(text: string, at = Math.floor(text.length / 2)): string {
  const other = text[at] === "A" ? "B" : "A";
  return text.slice(0, at) + other + text.slice(at + 1);
}
