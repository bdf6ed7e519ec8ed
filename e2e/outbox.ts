import { setTimeout as pause } from "node:timers/promises";
import { articlesOf, type Browserless } from "./browserless";

/** What to look for in the demo's outbox: the first group of the pattern, in messages to this address. */
interface Wanted {
  email: string;
  pattern: RegExp;
}

export const SIGN_IN_LINK = /\/sign-in\/([A-Za-z0-9_-]{43})/g;
export const CONFIRM_LINK = /\/confirm\/([A-Za-z0-9_-]{43})/g;
/** Eight digits that stand alone: the end of a reference such as R-12345678 is none. */
export const CODE = /(?<![\w-])(\d{4}[ \u00a0]?\d{4})\b/g;

/** Every match in the messages to one address, newest first. */
export async function found(reader: Browserless, { email, pattern }: Wanted): Promise<string[]> {
  const { text } = await reader.get("/demo/outbox");
  const articles = articlesOf(text).filter((part) => part.includes(email));
  const all = articles.flatMap((part) => [...part.matchAll(pattern)].map(([, match = ""]) => match));
  return [...new Set(all)].map((match) => match.replaceAll(/[ \u00a0]/g, ""));
}

/** Does something, and waits for what the message that it caused says. @throws when none comes. */
export async function foundAfter(
  reader: Browserless,
  wanted: Wanted,
  act: () => Promise<unknown>,
): Promise<string> {
  const before = new Set(await found(reader, wanted));
  await act();
  for (let tries = 0; tries < 400; tries += 1) {
    const fresh = (await found(reader, wanted)).find((match) => !before.has(match));
    if (fresh) return fresh;
    await pause(50);
  }
  throw new Error(`no message to ${wanted.email} came`);
}
