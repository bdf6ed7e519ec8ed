import type { AuditPage } from "@/domain/audit/catalog";
import type { Page } from "../page";
import { ProblemNotice } from "../problem-notice";
import { Announce, Notice } from "../ui/notice";

interface AuditNewsProps {
  page: Page;
  query: Record<string, string | undefined>;
  /** The address asked for something that cannot be. */
  wrong: boolean;
  found: AuditPage | null;
}

/** Why there are no lines, where that is not because nothing happened. */
export function AuditNews({ page, query, wrong, found }: AuditNewsProps) {
  const { t } = page.words;
  const isUnknown = query.unknown !== undefined || found?.customers?.length === 0;
  const isWrong = wrong || (query.problem === "invalid" && query.form === "audit");
  return (
    <Announce>
      {isWrong && (
        <Notice tone="warn" title={t("audit.wrong")}>
          <p>{t("audit.wrongText")}</p>
        </Notice>
      )}
      {!isWrong && <ProblemNotice page={page} problem={query.problem ?? null} />}
      {isUnknown && (
        <Notice tone="info" title={t("audit.unknown")}>
          <p>{t("audit.unknownText")}</p>
        </Notice>
      )}
    </Announce>
  );
}
