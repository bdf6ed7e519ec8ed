import { MissingNotice } from "@/components/terms/missing-notice";
import { TermsBeside } from "@/components/terms/terms-beside";
import { Crumb } from "@/components/ui/crumb";
import { PageHead } from "@/components/ui/layout";
import { Notice } from "@/components/ui/notice";
import { readTerms } from "@/domain/terms";
import { brandFace } from "@/web/brand-face";
import { orNotFound } from "@/web/or-not-found";
import { pageOf } from "@/web/page";
import { requestContext } from "@/web/request-context";
import { Frame } from "../../../frame";

export default async function TermsDocumentPage({ params }: { params: Promise<{ document: string }> }) {
  const ctx = await requestContext();
  const { document } = await params;
  const { brand } = ctx.house;
  const page = pageOf(ctx, `/terms/${encodeURIComponent(document)}`);
  const { t, format } = page.words;
  const view = await orNotFound(() => readTerms(ctx, { document }));
  return (
    <Frame ctx={ctx} page={page} at="terms" title={view.name.text}>
      <Crumb href="/terms">{t("terms.allTexts")}</Crumb>
      <PageHead title={view.name.text} lede={t("terms.inForce", { date: format.day(view.version) })} />
      <MissingNotice page={page} view={view} brand={brandFace(brand, ctx.locale).name} />
      {view.changed && (
        <Notice tone="info" icon="doc" title={t("terms.whatChanged")}>
          <p lang={view.changed.lang}>{view.changed.text}</p>
        </Notice>
      )}
      <TermsBeside page={page} view={view} />
    </Frame>
  );
}
