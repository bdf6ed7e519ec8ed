import { TermsList } from "@/components/terms/terms-list";
import { PageHead } from "@/components/ui/layout";
import { listTerms } from "@/domain/terms";
import { pageOf } from "@/web/page";
import { requestContext } from "@/web/request-context";
import { Frame } from "../../frame";

export default async function TermsPage() {
  const ctx = await requestContext();
  const page = pageOf(ctx, "/terms");
  const { t } = page.words;
  const terms = await listTerms(ctx);
  return (
    <Frame ctx={ctx} page={page} at="terms" title={t("terms.title")}>
      <PageHead title={t("terms.title")} lede={t("terms.lede")} />
      {terms.length > 0 ? (
        <TermsList page={page} terms={terms} />
      ) : (
        <p className="muted">{t("terms.noTerms")}</p>
      )}
    </Frame>
  );
}
