import type { Brand, FullText, Summary } from "@/domain/brand";
import { matchLocale, say } from "@/domain/brand";
import { blocksText, clauseTitle } from "./plain-text";
import type { Clause } from "./tree";

/** A clause that speaks of a purpose or held item, and no line stands for it. */
export interface Mention {
  clause: string;
  title: string;
  /** Names as the brand gives them. */
  names: string[];
}

const MOST = 3;

interface Named {
  name: string;
  pattern: RegExp;
}

const LATIN = /[\p{Script=Latin}\p{N}]/u;

function patternOf(name: string): RegExp {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(/\s+/g, "\\s+");
  const edge = LATIN.test(name) ? "[\\p{Script=Latin}\\p{N}]" : "\\p{C}";
  return new RegExp(`(?<!${edge})${escaped}(?!${edge})`, "iu");
}

/** Names in that language; short ones would be found everywhere. */
function namesOf(brand: Brand, locale: string): Named[] {
  return [...brand.purposes, ...brand.items].flatMap((entry) => {
    const { text: name, lang } = say(entry.name, locale, brand);
    const long = name.length >= (LATIN.test(name) ? 5 : 2);
    return long && matchLocale(lang, [locale]) !== undefined ? [{ name, pattern: patternOf(name) }] : [];
  });
}

/** The clauses of a text that no line of the summary stands for, nor for one around them, and that name something. */
export function unpointedMentions(brand: Brand, full: FullText, summary: Summary): Mention[] {
  const names = namesOf(brand, full.locale);
  const pointed = new Set(summary.points.flatMap((point) => point.clauses));
  const walk = (clause: Clause): Mention[] => {
    if (pointed.has(clause.anchor)) return [];
    const words = `${clauseTitle(clause)}\n${blocksText(clause.blocks)}`;
    const found = names.filter(({ pattern }) => pattern.test(words)).map(({ name }) => name);
    const here = {
      clause: clause.anchor,
      title: clauseTitle(clause),
      names: [...new Set(found)].slice(0, MOST),
    };
    return [...(found.length > 0 ? [here] : []), ...clause.clauses.flatMap(walk)];
  };
  return full.tree.clauses.flatMap(walk);
}
