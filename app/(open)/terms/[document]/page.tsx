import { headers } from "next/headers";
import { ProblemNotice } from "@/components/problem-notice";
import { CustomerText } from "@/components/terms/customer-text";
import { Crumb } from "@/components/ui/crumb";
import { PageHead } from "@/components/ui/layout";
import { Announce } from "@/components/ui/notice";
import { readTerms } from "@/domain/terms";
import { brandFace } from "@/web/brand-face";
import { orNotFound } from "@/web/or-not-found";
import { customerPage } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requestContext } from "@/web/request-context";
import { TermsQuery, termsHref } from "@/web/terms-query";
import { ownPart } from "@/web/terms-reader";
import { Frame } from "../../../frame";
import { decideAction } from "../actions";
import { pointActs } from "../point-acts";

interface TermsDocumentProps {
  params: Promise<{ document: string }>;
  searchParams: Query;
}

export default async function TermsDocumentPage({ params, searchParams }: TermsDocumentProps) {
  const ctx = await requestContext();
  const [{ document }, query, sent] = await Promise.all([params, readQuery(searchParams), headers()]);
  const asked = TermsQuery.parse(query);
  const view = await orNotFound(() => readTerms(ctx, { document, version: asked.version }));
  const { choices, standing } = await ownPart(ctx, view, asked);
  const page = await customerPage(ctx, termsHref(document, asked.version));
  const { t, format } = page.words;
  const since = t(`terms.lede_${view.standing}`, { date: format.day(view.version) });
  const hasPoints = view.points.length > 0;
  return (
    <Frame ctx={ctx} page={page} at="terms" title={view.name.text}>
      <Crumb href="/terms">{t("terms.allTexts")}</Crumb>
      <PageHead title={view.name.text} lede={hasPoints ? t("terms.lede") : since}>
        {hasPoints && <p className="muted">{since}</p>}
      </PageHead>
      <Announce>
        <ProblemNotice page={page} problem={query.problem ?? null} />
      </Announce>
      <CustomerText
        {...{ page, view, choices, standing, chosen: asked.point ?? null, done: asked.done ?? null }}
        acts={{ ...pointActs, decide: decideAction }}
        brand={brandFace(ctx.house.brand, ctx.locale).name}
        nonce={sent.get("x-nonce") ?? undefined}
      />
    </Frame>
  );
}
