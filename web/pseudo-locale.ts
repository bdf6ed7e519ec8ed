/** A made-up right-to-left language for tests: English in brackets, read from the right. Offered only where a brand lists this tag. */
export const PSEUDO_LOCALE = "ar-XB";

/** The same tree with every text marked, so that a text that was not taken from the messages stands out. */
export function pseudoMessages<T>(messages: T): T {
  if (typeof messages === "string") return `⟦${messages}⟧` as T;
  if (typeof messages !== "object" || messages === null) return messages;
  const marked = Object.entries(messages).map(([key, value]) => [key, pseudoMessages(value)]);
  return Object.fromEntries(marked) as T;
}
