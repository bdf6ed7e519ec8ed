import type { Summary, TermsDocument, TermsVersion } from "@/domain/brand";
import { say } from "@/domain/brand";
import { observe } from "../access";
import type { Ctx } from "../context";
import { checkOf, clausesOfPoint, textsFor } from "./bound";
import type {
  ClauseDifference,
  DeskDocument,
  DeskVersion,
  DeskVersionView,
  PointCheck,
  VersionInput,
} from "./catalog";
import { compareTexts } from "./difference/clauses";
import { readingOf } from "./ease";
import { manifestOf } from "./manifest";
import { clauseTitle, fullTextWords } from "./plain-text";
import { candidateOf, findingsHere } from "./publish";
import { openPublished, todayOf, versionLines } from "./published";
import { selectVersions, type VersionRow } from "./store";

/**
 * Every document with its candidates and published versions, and what stands in the way of each.
 * @throws DomainError `signed_out`, `forbidden`.
 */
export async function listDeskTerms(ctx: Ctx): Promise<DeskDocument[]> {
  const rows = await observe(ctx, "terms.desk", selectVersions);
  return ctx.house.brand.terms.map((document) => ({
    ...{ document: document.id, name: say(document.name, ctx.locale, ctx.house.brand), kind: document.kind },
    ...{ agreement: document.agreement, binding: document.binding },
    versions: deskVersions(ctx, document, rows),
  }));
}

function deskVersions(ctx: Ctx, document: TermsDocument, rows: readonly VersionRow[]): DeskVersion[] {
  const own = rows.filter((row) => row.document === document.id);
  const published = versionLines(own, todayOf(ctx));
  const inFolder = document.versions.map((version) => deskVersion(ctx, { document, version, rows }));
  const gone = published
    .filter(({ version }) => !inFolder.some((one) => one.version === version))
    .map((line): DeskVersion => ({ ...line, publishable: false, findings: [] }));
  return [...inFolder, ...gone].sort((a, b) => (a.version < b.version ? 1 : -1));
}

function deskVersion(
  ctx: Ctx,
  at: { document: TermsDocument; version: TermsVersion; rows: readonly VersionRow[] },
): DeskVersion {
  const { document, version, rows } = at;
  const own = rows.filter((row) => row.document === document.id);
  const line = versionLines(own, todayOf(ctx)).find((one) => one.version === version.version);
  const findings = findingsHere(ctx, at);
  return {
    version: version.version,
    hash: manifestOf(document, version).hash,
    publishedAt: line?.publishedAt ?? null,
    standing: line?.standing ?? "candidate",
    publishable: line === undefined && !findings.some(({ stops }) => stops),
    findings,
  };
}

/**
 * One version of the folder beside the version published last before it: each point with its clauses and what became
 * of those, the whole difference, and how hard the texts are to read.
 * @throws DomainError `not_found`, `signed_out`, `forbidden`.
 */
export async function readDeskVersion(ctx: Ctx, input: VersionInput): Promise<DeskVersionView> {
  const rows = await observe(ctx, "terms.desk", selectVersions);
  const { document, version } = candidateOf(ctx, input);
  const earlier = rows.filter((row) => row.document === document.id && row.version < version.version).at(-1);
  const difference = earlier ? await differenceFrom(ctx, { document, version, earlier }) : [];
  const line = deskVersion(ctx, { document, version, rows });
  const { binding, agreement } = document;
  const bound = version.summaries.find(({ locale }) => locale === binding);
  return {
    ...line,
    ...{ document: document.id, name: say(document.name, ctx.locale, ctx.house.brand), agreement, binding },
    comparedWith: earlier?.version ?? null,
    points: bound ? pointChecks({ document, version, summary: bound, line, difference }) : [],
    difference,
    reading: {
      summary: version.summaries.map(({ locale, changed, points }) =>
        readingOf(locale, [changed ?? "", ...points.map(({ text }) => text)].join("\n")),
      ),
      full: version.full.map(({ locale, tree }) => readingOf(locale, fullTextWords(tree))),
    },
  };
}

async function differenceFrom(
  ctx: Ctx,
  at: { document: TermsDocument; version: TermsVersion; earlier: VersionRow },
): Promise<ClauseDifference[]> {
  const { binding } = at.document;
  const before = (await openPublished(ctx.house, at.earlier)).version.full;
  const [from, to] = [before, at.version.full].map((texts) => texts.find(({ locale }) => locale === binding));
  return from && to ? compareTexts(from.tree, to.tree, binding) : [];
}

function pointChecks(at: {
  document: TermsDocument;
  version: TermsVersion;
  summary: Summary;
  line: DeskVersion;
  difference: ClauseDifference[];
}): PointCheck[] {
  const { document, version, summary, line, difference } = at;
  const { locale } = summary;
  const texts = textsFor(version, locale, document.binding);
  const differenceOf = (anchor: string) =>
    difference.find((one) => one.kind !== "removed" && one.anchor === anchor) ?? null;
  return summary.points.map((point) => ({
    ...{ id: point.id, text: { text: point.text, lang: locale }, surprising: point.surprising },
    state: checkOf(point, texts),
    clauses: clausesOfPoint(point, texts).map((clause) => ({
      ...{ anchor: clause.anchor, title: { text: clauseTitle(clause), lang: locale } },
      difference: differenceOf(clause.anchor),
    })),
    findings: line.findings.filter((finding) => finding.point === point.id),
  }));
}
