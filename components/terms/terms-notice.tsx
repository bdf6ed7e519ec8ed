import type { Standing } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { ButtonLink } from "../ui/button";
import { Notice } from "../ui/notice";

/** On the first page after signing in: a text that asks for an answer, or that changed in what concerns the reader. */
export function TermsNotice({ page, standings }: { page: Page; standings: readonly Standing[] }) {
  const { t, format } = page.words;
  const asked =
    standings.find(({ wants }) => wants === "ask") ?? standings.find(({ wants }) => wants === "tell");
  if (!asked || page.visit) return null;
  const asks = asked.wants === "ask";
  const unsure = asked.changes?.unsure ?? [];
  const href = `/terms/${encodeURIComponent(asked.document)}`;
  return (
    <Notice
      tone="info"
      icon="law"
      title={t(asks ? "terms.noticeAsk" : "terms.noticeTell", { name: asked.name.text })}
      action={
        <ButtonLink href={asks && asked.changes === null ? `${href}#own-answer` : `${href}#own-changes`}>
          {t(asks ? "terms.noticeAnswer" : "terms.noticeRead")}
        </ButtonLink>
      }
    >
      <p>
        {t(asks ? "terms.noticeAskText" : "terms.noticeTellText", { date: format.day(asked.now.version) })}
      </p>
      {unsure.length > 0 && (
        <p className="small muted">
          {t("terms.unsure", { sources: format.list(unsure.map(({ text }) => text)) })}
        </p>
      )}
    </Notice>
  );
}
