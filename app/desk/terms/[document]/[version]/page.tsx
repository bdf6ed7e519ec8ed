import { notFound } from "next/navigation";
import { ProblemNotice } from "@/components/problem-notice";
import { DeskCheck } from "@/components/terms/desk-check";
import { DeskPreview } from "@/components/terms/desk-preview";
import { DeskReading } from "@/components/terms/desk-reading";
import { DeskStanding } from "@/components/terms/desk-standing";
import { Crumb } from "@/components/ui/crumb";
import { PageHead } from "@/components/ui/layout";
import { Announce, Notice } from "@/components/ui/notice";
import { readDeskVersion } from "@/domain/terms";
import { VersionInput } from "@/domain/terms/catalog";
import { requireDesk } from "@/web/desk-context";
import { DESK_TERMS, deskTermsHref, previewHref } from "@/web/desk-terms";
import { orNotFound } from "@/web/or-not-found";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../../../desk-frame";
import { publishAction } from "../../actions";

interface DeskVersionProps {
  params: Promise<{ document: string; version: string }>;
  searchParams: Query;
}

export default async function DeskVersionPage({ params, searchParams }: DeskVersionProps) {
  const ctx = await requireDesk("privacy_officer", "auditor");
  const [asked, query] = [VersionInput.safeParse(await params), await readQuery(searchParams)];
  if (!asked.success) notFound();
  const view = await orNotFound(() => readDeskVersion(ctx, asked.data));
  const page = pageOf(ctx, deskTermsHref(asked.data));
  const { t, format } = page.words;
  const publish = ctx.actor.role === "privacy_officer" ? publishAction : null;
  const title = t("terms.desk.versionTitle", { name: view.name.text, date: format.day(view.version) });
  return (
    <DeskFrame ctx={ctx} page={page} at="terms" title={title}>
      <Crumb href={DESK_TERMS}>{t("terms.desk.title")}</Crumb>
      <PageHead title={title} lede={t(`terms.desk.agreement_${view.agreement}`)} />
      <Announce>
        <ProblemNotice page={page} problem={query.problem ?? null} />
        {query.done === "published" && <Notice tone="good" title={t("terms.desk.published")} />}
        {query.done === "same" && <Notice tone="info" title={t("terms.desk.publishedBefore")} />}
      </Announce>
      <DeskStanding page={page} view={view} publish={publish} />
      <DeskCheck page={page} view={view} />
      <DeskPreview page={page} href={previewHref(asked.data)} />
      <DeskReading page={page} view={view} />
    </DeskFrame>
  );
}
