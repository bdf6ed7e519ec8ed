import { withSightNow } from "@/db/client";
import type { TermsDocument, TermsVersion } from "@/domain/brand";
import { byId } from "@/domain/brand";
import { changed, mutate, unchanged } from "../access";
import { type Ctx, systemContext } from "../context";
import { DomainError } from "../errors";
import type { House } from "../house";
import { announceTerms } from "../webhooks";
import type { TermsFinding, VersionInput } from "./catalog";
import { findingsOf } from "./findings";
import { manifestOf, textsOfVersion } from "./manifest";
import { todayOf } from "./published";
import { queueTelling } from "./queue-telling";
import { insertVersion, keepTexts, selectVersions, type VersionRow } from "./store";

/** The context of the command line, where the installation itself publishes. */
export const termsContext = (house: House): Promise<Ctx> =>
  withSightNow(house.db, {}, async (_, now) =>
    systemContext({ house, job: "forthright terms", subject: null, now }),
  );

/** @throws DomainError `not_found` where the folder has no such document or version. */
export function candidateOf(
  ctx: Pick<Ctx, "house">,
  input: VersionInput,
): { document: TermsDocument; version: TermsVersion } {
  const document = byId(ctx.house.brand.terms, input.document);
  const version = document?.versions.find((one) => one.version === input.version);
  if (document === undefined || version === undefined) throw new DomainError("not_found");
  return { document, version };
}

/** Everything about a version of the folder, with what only the database knows: what was published, and when. */
export function findingsHere(
  ctx: Pick<Ctx, "house" | "now">,
  {
    document,
    version,
    rows,
  }: { document: TermsDocument; version: TermsVersion; rows: readonly VersionRow[] },
): TermsFinding[] {
  const found = findingsOf(ctx.house.brand, document, version);
  const row = rows.find((one) => one.document === document.id && one.version === version.version);
  const about = { document: document.id, version: version.version, locale: document.binding };
  const stop = (kind: "past" | "other_words", message: string): TermsFinding => {
    return { stops: true, kind, ...about, point: null, clause: null, message, named: { day: todayOf(ctx) } };
  };
  if (row && row.hash !== manifestOf(document, version).hash) {
    const message =
      "It was published with other words, and a published version never changes: add a new one.";
    return [stop("other_words", message), ...found];
  }
  if (row || version.version >= todayOf(ctx)) return found;
  const message = `Its day is over and it was never published: give its folder the day ${todayOf(ctx)} or a later one.`;
  return [stop("past", message), ...found];
}

/**
 * Publishes a candidate of the folder: keeps its texts by their hashes, writes the audit, announces
 * `terms.published` and has people told, all in one transaction. Published already: nothing happens.
 * @throws DomainError `not_found`; `conflict` where something stands in its way, which `readDeskVersion` tells;
 * `signed_out`, `forbidden`.
 */
export async function publishTerms(ctx: Ctx, input: VersionInput): Promise<{ changed: boolean }> {
  const { document, version } = candidateOf(ctx, input);
  const { hash } = manifestOf(document, version);
  const done = await mutate(ctx, "terms.publish", async (tx) => {
    const rows = await selectVersions(tx);
    const stops = findingsHere(ctx, { document, version, rows }).filter((finding) => finding.stops);
    const published = rows.some((row) => row.document === document.id && row.version === version.version);
    if (published && !stops.some(({ kind }) => kind === "other_words")) return unchanged(null);
    const [first] = stops;
    if (first) throw new DomainError("conflict", { findings: stops.length, first: first.message });
    await keepTexts(tx, textsOfVersion(document, version));
    const named = { document: document.id, version: version.version, hash };
    if (!(await insertVersion(tx, named))) return unchanged(null);
    await announceTerms(tx, named);
    await queueTelling(tx, ctx, named);
    return changed(null, named);
  });
  return { changed: done.changed };
}
