import type { DeskDocument, DeskVersion } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { Section } from "../ui/layout";
import { Tag } from "../ui/tag";

/** Every document with its versions, newest first: published or waiting, and what stands in the way. */
export function DeskDocuments({ page, documents }: { page: Page; documents: readonly DeskDocument[] }) {
  const { t } = page.words;
  if (documents.length === 0) return <p className="card pad muted">{t("terms.noTerms")}</p>;
  return documents.map((one) => (
    <Section
      key={one.document}
      id={one.document}
      title={one.name.text}
      intro={t(`terms.desk.agreement_${one.agreement}`)}
    >
      <ul className="card rows plain-rows">
        {one.versions.map((version) => (
          <VersionRow key={version.version} page={page} document={one.document} version={version} />
        ))}
      </ul>
    </Section>
  ));
}

function VersionRow({ page, document, version }: { page: Page; document: string; version: DeskVersion }) {
  const { t, format } = page.words;
  const stops = version.findings.filter((finding) => finding.stops).length;
  const notes = version.findings.length - stops;
  return (
    <li className="row row-wrap">
      <p className="row-text">
        <a href={`/desk/terms/${encodeURIComponent(document)}/${version.version}`}>
          <b>{format.day(version.version)}</b>
        </a>
        <span className="small muted">
          {version.publishedAt
            ? t("terms.desk.publishedAt", { moment: format.moment(version.publishedAt) })
            : t("terms.desk.notPublished")}
        </span>
      </p>
      <p className="row-end">
        <Tag>{t(`terms.desk.standing_${version.standing}`)}</Tag>{" "}
        {stops > 0 && version.standing === "candidate" && (
          <Tag tone="warn" icon="alert">
            {t("terms.desk.stops", { count: stops })}
          </Tag>
        )}{" "}
        {notes > 0 && <Tag>{t("terms.desk.notes", { count: notes })}</Tag>}
      </p>
    </li>
  );
}
