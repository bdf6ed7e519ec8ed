import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { type Brand, dayIn, type Said, say, type Text } from "@/domain/brand";
import { channelOf } from "./cells";
import type { Step } from "./plan";

/** RFC 8785 text of a value, the one form that is hashed. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("only JSON values have a canonical form");
  return text;
}

/** SHA-256 of UTF-8 text, 64 hex digits. */
export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** What the person saw when deciding: the purpose's words and the control, each with its language. */
export interface Shown {
  hash: string;
  content: string;
}

/**
 * The words beside one control in the reader's locale, as canonical JSON. Brand words only, nothing of a
 * person, so one text serves everybody who saw it.
 */
export function wordsShown(brand: Brand, step: Step, locale: string): Shown {
  const { purpose } = step;
  const inLocale = (text: Text | undefined): Said | null =>
    text === undefined ? null : say(text, locale, brand);
  const content = canonical({
    name: inLocale(purpose.name),
    why: inLocale(purpose.why),
    benefit: inLocale(purpose.benefit),
    if_off: inLocale(purpose.ifOff),
    interest: inLocale(purpose.interest),
    basis: purpose.basis,
    special: purpose.special,
    control: {
      act: step.act,
      channel: inLocale(channelOf(brand, step.channel)?.name),
      frequency: step.frequency ?? null,
    },
  });
  return { hash: sha256(content), content };
}

/** What stands in the place of words that we did not show: they are in the evidence, sealed. */
export function wordsElsewhere(step: Step): Shown {
  const { purpose, channel, act } = step;
  const content = canonical({ elsewhere: true, purpose: purpose.id, channel, act });
  return { hash: sha256(content), content };
}

/**
 * The terms in force on that day: canonical JSON of each document to the SHA-256 of its binding text, and
 * those texts, so that they are kept whatever becomes of the folder.
 */
export function keptTerms(brand: Brand, now: Date): { list: string; texts: Shown[] } {
  const today = dayIn(now, brand.timeZone);
  const hashes: Record<string, string> = {};
  const texts: Shown[] = [];
  for (const document of brand.terms) {
    const version = document.versions.findLast((entry) => entry.version <= today);
    const binding = version?.full.find((text) => text.locale === document.binding);
    if (!binding) continue;
    hashes[document.id] = binding.hash;
    texts.push({ hash: binding.hash, content: binding.markdown });
  }
  return { list: canonical(hashes), texts };
}
