import {
  type Brand,
  byId,
  formatProblem,
  loadBrand,
  type TermsDocument,
  type TermsVersion,
} from "@/domain/brand";
import type { TermsFinding } from "@/domain/terms/catalog";
import { variable } from "@/server/env";
import { type Call, UsageError } from "../command";

/** What only the running app needs, such as a source's address, may be missing: no source is asked here. */
const orAsWritten = (name: string): string => variable(name) ?? `\${${name}}`;

/** The folder's brand; null where it has mistakes, which are told. */
export async function brandOf(call: Call): Promise<Brand | null> {
  const { brand, problems } = await loadBrand(call.brand, orAsWritten);
  if (brand) return brand;
  for (const problem of problems) call.say(formatProblem(problem));
  call.say(`${call.brand}: the folder has mistakes. Mend them first.`);
  call.answer({ problems });
  return null;
}

/** @throws UsageError where the folder has no such version. */
export function versionOf(
  brand: Brand,
  [id, day]: readonly (string | undefined)[],
): { document: TermsDocument; version: TermsVersion } {
  const document = id === undefined ? undefined : byId(brand.terms, id);
  if (!document)
    throw new UsageError(
      `Name a document: ${brand.terms.map((one) => one.id).join(", ") || "there is none"}.`,
    );
  const version = document.versions.find((one) => one.version === day);
  if (!version)
    throw new UsageError(`Name a version: ${document.versions.map((one) => one.version).join(", ")}.`);
  return { document, version };
}

/** One finding as a line. */
export function findingLine({
  document,
  version,
  locale,
  point,
  clause,
  stops,
  message,
}: TermsFinding): string {
  const about = [document, version, locale, ...(point ? [point] : clause ? [`#${clause}`] : [])].join(" ");
  return `${about}: ${message}${stops ? "" : " (warning)"}`;
}

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
