import type { ParsedFullText } from "@/domain/terms/parse/full-text";
import type { Problem } from "../problem";
import type { RootFile } from "../read/names";
import { suggest } from "../read/nearest";
import type { Spot } from "../read/spot";

/** A full text or summary of one version, where it stands. */
export interface TermsPart {
  locale: string;
  path: string;
}
export interface FullPart extends TermsPart {
  parsed: ParsedFullText;
}
export interface SummaryPart extends TermsPart {
  spot: Spot | undefined;
}

export interface VersionParts {
  version: string;
  full: FullPart[];
  summaries: SummaryPart[];
}

export interface DocumentParts {
  id: string;
  /** undefined: no document.yaml, or one that cannot be read. */
  spot: Spot | undefined;
  missing: boolean;
  versions: VersionParts[];
}

/** The handling rules of one role in one language, where they stand. */
export interface RulesPart extends FullPart {
  role: string;
}

/** The folder as the checks see it. A file that cannot be read is not there. */
export interface Folder {
  files: Partial<Record<RootFile, Spot>>;
  documents: DocumentParts[];
  rules: RulesPart[];
  /** The pictures of theme/, as text. */
  pictures: { path: string; text: string }[];
  /** `YYYY-MM-DD` */
  today: string;
}

export interface Findings {
  problems: Problem[];
  warnings: Problem[];
}

export type Check = (folder: Folder, found: Findings) => void;

/** The ids of a file's entries; undefined where the file cannot be read, so that nothing dangles. */
export function idsOf(folder: Folder, noun: Noun): string[] | undefined {
  const spot = folder.files[NOUNS[noun].file];
  if (spot === undefined) return undefined;
  return noun === "category" || noun === "item" ? spot.get(NOUNS[noun].inside).keys() : spot.keys();
}

const NOUNS = {
  channel: { file: "channels", inside: "" },
  source: { file: "sources", inside: "" },
  category: { file: "data", inside: "categories" },
  item: { file: "data", inside: "items" },
  purpose: { file: "purposes", inside: "" },
  recipient: { file: "recipients", inside: "" },
} as const;
export type Noun = keyof typeof NOUNS;

/** Reports an id that is not among the ids of its file. */
export function checkId(folder: Folder, found: Findings, at: { spot: Spot; noun: Noun }): void {
  const known = idsOf(folder, at.noun);
  const id = at.spot.text;
  if (known === undefined || id === undefined || known.includes(id)) return;
  const article = /^[aeiou]/.test(at.noun) ? "an" : "a";
  const right = suggest(id, known, `add it to ${NOUNS[at.noun].file}.yaml`);
  found.problems.push(at.spot.wrong(`\`${id}\` is not ${article} ${at.noun} — ${right}`));
}

/** Reports each id of a list that is not among the ids of its file, or stands twice. */
export function checkIds(folder: Folder, found: Findings, at: { spot: Spot; noun: Noun }): void {
  const seen = new Set<string>();
  for (const { spot, text } of at.spot.texts()) {
    if (seen.has(text)) found.problems.push(spot.wrong(`\`${text}\` stands twice — take one out`));
    seen.add(text);
    checkId(folder, found, { spot, noun: at.noun });
  }
}

/** The texts of a list, or none. */
export function textsOf(spot: Spot): string[] {
  return spot.texts().map(({ text }) => text);
}
