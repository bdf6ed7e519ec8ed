import type { Page } from "../page";
import { Notice } from "../ui/notice";

/** What was just done on one of the pages below. */
export function IntegrationsNews({ page, done }: { page: Page; done: string | undefined }) {
  const { t } = page.words;
  if (done === "revoked")
    return (
      <Notice tone="good" title={t("integrations.revoked")}>
        <p>{t("integrations.revokedText")}</p>
      </Notice>
    );
  if (done !== "removed") return null;
  return (
    <Notice tone="good" title={t("webhooks.removed")}>
      <p>{t("webhooks.removedText")}</p>
    </Notice>
  );
}
