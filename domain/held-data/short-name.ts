import { observe } from "../access";
import type { Ctx } from "../context";
import { customerKeys } from "../customers";
import { readIdentities } from "./identities";

/** What may be said of a name to staff who talk with the person: "Ana", "Ana R." */
export interface ShortName {
  first: string;
  short: string;
}

const LONGEST = 30;

/**
 * A name cut to its first word and an initial; of one written without a space, as in Chinese, the first
 * character. Null for what is none, such as an address in the place of a name.
 */
export function shortName(name: string): ShortName | null {
  const words = name.normalize("NFC").trim().split(/\s+/u);
  const [first = ""] = words;
  if (!/^[\p{L}\p{M}'’.-]+$/u.test(first) || [...first].length > LONGEST) return null;
  if (words.length === 1 && /[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(first)) {
    const [family = ""] = first;
    return { first: `${family}•`, short: `${family}•` };
  }
  const initial = words.length > 1 ? [...(words.at(-1) ?? "")][0] : undefined;
  return { first, short: initial ? `${first} ${initial.toUpperCase()}.` : first };
}

/**
 * By which short name staff may call the person they visit, from the first source that says one; null where
 * none does. Nothing of it is stored.
 * @throws DomainError by policy.
 */
export async function readShortName(ctx: Ctx): Promise<ShortName | null> {
  const keys = await observe(ctx, "held_data.read", (tx) => customerKeys(tx, ctx));
  const { identities } = await readIdentities(ctx.house, keys);
  for (const { identity } of identities) {
    const found = identity.name === null ? null : shortName(identity.name);
    if (found) return found;
  }
  return null;
}
