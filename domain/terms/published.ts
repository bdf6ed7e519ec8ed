import type { Brand, FullText, Summary, TermsDocument, TermsVersion } from "@/domain/brand";
import { dayIn, readSummary } from "@/domain/brand";
import type { House } from "@/domain/house";
import type { VersionLine } from "./catalog";
import type { Manifest } from "./manifest";
import { parseFullText } from "./parse/full-text";
import { selectTexts, selectVersions, type VersionRow } from "./store";

/** One published version with its texts, as they were published, whatever became of the folder. */
export interface Published {
  document: Omit<TermsDocument, "versions" | "mustHavePoint">;
  version: TermsVersion;
  hash: string;
  publishedAt: Date;
}

/** Versions never change, so each is read and parsed once in a process. */
const known = new WeakMap<House, Map<string, Promise<Omit<Published, "publishedAt">>>>();

/** The folder's texts by their hash: the newest are parsed already. */
const parsed = new WeakMap<Brand, { full: Map<string, FullText>; summaries: Map<string, Summary> }>();

function parsedIn(brand: Brand) {
  const versions = brand.terms.flatMap((document) => document.versions);
  const found = parsed.get(brand) ?? {
    full: new Map(versions.flatMap(({ full }) => full.map((text) => [text.hash, text]))),
    summaries: new Map(versions.flatMap(({ summaries }) => summaries.map((text) => [text.hash, text]))),
  };
  parsed.set(brand, found);
  return found;
}

/** Every published version as its row, each document's oldest first. */
export const listPublished = (house: House): Promise<VersionRow[]> => selectVersions(house.db.orm);

/** One published version with its texts. */
export async function openPublished(house: House, row: VersionRow): Promise<Published> {
  const mine = known.get(house) ?? new Map<string, Promise<Omit<Published, "publishedAt">>>();
  known.set(house, mine);
  const reading = mine.get(row.hash) ?? read(house, row.hash);
  mine.set(row.hash, reading);
  reading.catch(() => mine.delete(row.hash));
  return { ...(await reading), publishedAt: row.publishedAt };
}

async function read(house: House, hash: string): Promise<Omit<Published, "publishedAt">> {
  const list = (await selectTexts(house.db.orm, [hash])).get(hash);
  if (list === undefined) throw new Error(`the list of texts ${hash} is not kept`);
  const manifest = JSON.parse(list) as Manifest;
  const { document: id, version, name, kind, agreement, binding } = manifest;
  const ready = parsedIn(house.brand);
  const wanted = [...Object.values(manifest.full), ...Object.values(manifest.summaries)];
  const missing = wanted.filter((one) => !ready.full.has(one) && !ready.summaries.has(one));
  const kept = await selectTexts(house.db.orm, missing);
  const full = Object.entries(manifest.full).map(([locale, one]) => {
    const markdown = kept.get(one) ?? "";
    const text = ready.full.get(one) ?? { hash: one, markdown, tree: parseFullText(markdown).tree };
    return { ...text, locale };
  });
  const summaries = Object.entries(manifest.summaries).map(([locale, one]) => {
    const text = ready.summaries.get(one) ?? readSummary(locale, { hash: one, text: kept.get(one) ?? "" });
    return { ...text, locale };
  });
  return { document: { id, name, kind, agreement, binding }, version: { version, full, summaries }, hash };
}

/** A document's rows as lines, newest first. `today`: `YYYY-MM-DD` in the brand's time zone. */
export function versionLines(rows: readonly VersionRow[], today: string): VersionLine[] {
  const now = rows.filter(({ version }) => version <= today).at(-1)?.version;
  const standing = (version: string): VersionLine["standing"] => {
    if (version > today) return "coming";
    return version === now ? "in_force" : "past";
  };
  return rows
    .map(({ version, hash, publishedAt }) => ({ version, hash, publishedAt, standing: standing(version) }))
    .reverse();
}

/** Today by the brand's calendar. */
export const todayOf = ({ house, now }: { house: House; now: Date }): string =>
  dayIn(now, house.brand.timeZone);
