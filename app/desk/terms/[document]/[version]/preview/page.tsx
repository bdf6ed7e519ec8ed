import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { CustomerText } from "@/components/terms/customer-text";
import { PreviewPicker } from "@/components/terms/preview-picker";
import { Crumb } from "@/components/ui/crumb";
import { PageHead, Section } from "@/components/ui/layout";
import { previewTerms } from "@/domain/terms";
import { VersionInput } from "@/domain/terms/catalog";
import { brandFace } from "@/web/brand-face";
import { requireDesk } from "@/web/desk-context";
import { customerIn, deskTermsHref, previewHref } from "@/web/desk-terms";
import { offeredLocales } from "@/web/locale";
import { orNotFound } from "@/web/or-not-found";
import { pageOf } from "@/web/page";
import { noActs, previewPage } from "@/web/preview-page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../../../../desk-frame";

interface PreviewProps {
  params: Promise<{ document: string; version: string }>;
  searchParams: Query;
}

export default async function PreviewOfVersion({ params, searchParams }: PreviewProps) {
  const ctx = await requireDesk("privacy_officer", "auditor");
  const asked = VersionInput.safeParse(await params);
  const [query, sent] = await Promise.all([readQuery(searchParams), headers()]);
  if (!asked.success) notFound();
  const locales = offeredLocales(ctx.house.brand);
  const customer = customerIn(query, { locales, locale: ctx.locale });
  const preview = await orNotFound(() => previewTerms(ctx, asked.data, customer));
  const page = pageOf(ctx, previewHref(asked.data, customer));
  const theirs = previewPage(ctx, { path: page.path, locale: customer.locale, version: asked.data });
  const { view, standing, choices } = preview;
  const [{ t, format }, { words }] = [page.words, theirs];
  const named = { name: preview.name.text, date: format.day(view.version) };
  const title = t("terms.desk.previewTitle", named);
  return (
    <DeskFrame ctx={ctx} page={page} at="terms" title={title}>
      <Crumb href={deskTermsHref(asked.data)}>{t("terms.desk.versionTitle", named)}</Crumb>
      <PageHead title={title} lede={t("terms.desk.previewLede")} />
      <PreviewPicker {...{ page, preview, customer, locales }} href={(one) => previewHref(asked.data, one)} />
      <Section title={t("terms.desk.previewPage")}>
        <div className="preview" lang={words.locale} dir={words.dir}>
          <PageHead
            level={2}
            title={view.name.text}
            lede={words.t("terms.lede_in_force", { date: words.format.day(view.version) })}
          />
          <CustomerText
            {...{ page: theirs, view, choices, standing, acts: noActs, chosen: null, done: null }}
            brand={brandFace(ctx.house.brand, customer.locale).name}
            nonce={sent.get("x-nonce") ?? undefined}
          />
        </div>
      </Section>
    </DeskFrame>
  );
}
