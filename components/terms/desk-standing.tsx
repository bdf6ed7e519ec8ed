import type { DeskVersionView } from "@/domain/terms/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import { Section } from "../ui/layout";
import { DeskFindings } from "./desk-findings";

interface DeskStandingProps {
  page: Page;
  view: DeskVersionView;
  /** Null for whoever may look and not publish. */
  publish: Act | null;
}

/** Whether the version can be published, what stands in its way, and the command that accepts a line. */
export function DeskStanding({ page, view, publish }: DeskStandingProps) {
  const { t, format } = page.words;
  const { document, version, findings, publishedAt, publishable } = view;
  const stops = findings.filter((finding) => finding.stops);
  const notes = findings.filter((finding) => !finding.stops);
  return (
    <Section id="standing" title={t(`terms.desk.standing_${view.standing}`)}>
      <div className="card pad stack-lg">
        {publishedAt && <p>{t("terms.desk.publishedAt", { moment: format.moment(publishedAt) })}</p>}
        {!publishedAt && (
          <p>
            {t(publishable ? "terms.desk.canPublish" : "terms.desk.cannotPublish", { count: stops.length })}
          </p>
        )}
        <DeskFindings page={page} view={view} findings={publishedAt ? [] : stops} tone="warn" />
        {notes.length > 0 && (
          <Disclosure label={t("terms.desk.notes", { count: notes.length })}>
            <p>{t("terms.desk.alsoLook")}</p>
            <DeskFindings page={page} view={view} findings={notes} tone="plain" />
          </Disclosure>
        )}
        {!publishedAt && publishable && publish && (
          <ActForm page={page} act={publish} values={{ document, version }}>
            <Button kind="main">{t("terms.desk.publish", { date: format.day(version) })}</Button>
          </ActForm>
        )}
      </div>
    </Section>
  );
}
