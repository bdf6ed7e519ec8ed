import { DeskDocuments } from "@/components/terms/desk-documents";
import { PageHead } from "@/components/ui/layout";
import { listDeskTerms } from "@/domain/terms";
import { requireDesk } from "@/web/desk-context";
import { DESK_TERMS } from "@/web/desk-terms";
import { pageOf } from "@/web/page";
import { DeskFrame } from "../desk-frame";

export default async function DeskTermsPage() {
  const ctx = await requireDesk("privacy_officer", "auditor");
  const documents = await listDeskTerms(ctx);
  const page = pageOf(ctx, DESK_TERMS);
  const { t } = page.words;
  return (
    <DeskFrame ctx={ctx} page={page} at="terms" title={t("terms.desk.title")}>
      <PageHead title={t("terms.desk.title")} lede={t("terms.desk.lede")} />
      <DeskDocuments page={page} documents={documents} />
    </DeskFrame>
  );
}
