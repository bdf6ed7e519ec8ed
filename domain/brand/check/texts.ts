import { z } from "zod";
import type { Problem } from "../problem";
import type { Spot } from "../read/spot";
import { text } from "../schema/parts";
import { matchLocale } from "../text";

/** A text of the folder, and whether it is a name, which may stay the same in every locale. */
export interface TextSpot {
  spot: Spot;
  isName: boolean;
}

function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? bare(schema.unwrap()) : schema;
}

function partsOf(schema: unknown, spot: Spot): [unknown, Spot][] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).map(([key, part]) => [part, spot.get(key)]);
  if (schema instanceof z.ZodRecord) return spot.entries().map((entry) => [schema.valueType, entry]);
  if (schema instanceof z.ZodArray) return spot.list().map((entry) => [schema.element, entry]);
  if (schema instanceof z.ZodDiscriminatedUnion) return schema.options.map((option) => [option, spot]);
  return [];
}

/** Every text of a file, found by its schema, so that a new key needs no second list. */
export function findTexts(schema: z.ZodType, spot: Spot): TextSpot[] {
  const found = new Map<string, TextSpot>();
  const walk = (part: unknown, at: Spot): void => {
    const inner = bare(part);
    if (!at.exists) return;
    if (inner === text) found.set(at.path.join("/"), { spot: at, isName: at.key === "name" });
    for (const [next, nextSpot] of partsOf(inner, at)) walk(next, nextSpot);
  };
  walk(schema, spot);
  return [...found.values()];
}

function list(tags: readonly string[]): string {
  return tags.map((tag) => `\`${tag}\``).join(", ");
}

function named(spot: Spot): string {
  return typeof spot.path.at(-1) === "number" ? "this text" : `\`${spot.key}\``;
}

/** Where a text lacks a language of the brand, or has one that no one reads. */
export function untranslated({ spot, isName }: TextSpot, locales: readonly string[]): Problem[] {
  if (spot.text !== undefined) {
    if (isName || locales.length < 2) return [];
    const rest = locales.slice(1);
    return [
      spot.wrong(`${named(spot)} is in one language only — write it by locale, with ${list(rest)} too`),
    ];
  }
  const tags = spot.keys();
  const missing =
    tags.length === 0 ? [] : locales.filter((locale) => matchLocale(locale, tags) === undefined);
  const unread = spot.entries().filter((entry) => matchLocale(entry.key, locales) === undefined);
  return [
    ...(missing.length > 0 ? [spot.wrong(`${named(spot)} has no ${list(missing)} — translate it`)] : []),
    ...unread.map((entry) =>
      entry.wrongKey(
        `\`${entry.key}\` is not among \`locales\` in brand.yaml — add it there, or take it out`,
      ),
    ),
  ];
}
