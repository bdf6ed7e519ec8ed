import { IntegrationsNews } from "@/components/integrations/integrations-news";
import { KeyList } from "@/components/integrations/key-list";
import { SourceList } from "@/components/integrations/source-list";
import { ProblemNotice } from "@/components/problem-notice";
import { ButtonLink } from "@/components/ui/button";
import { PageHead, Section } from "@/components/ui/layout";
import { Announce } from "@/components/ui/notice";
import { EndpointList } from "@/components/webhooks/endpoint-list";
import { WebhookAlerts } from "@/components/webhooks/webhook-alerts";
import { listApiKeys } from "@/domain/api-keys";
import { probeSources } from "@/domain/held-data";
import { listHealth } from "@/domain/webhooks/desk";
import { requireDesk } from "@/web/desk-context";
import { INTEGRATIONS } from "@/web/key-actions";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../desk-frame";

export default async function IntegrationsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireDesk("admin", "auditor");
  const [query, sources] = await Promise.all([readQuery(searchParams), probeSources(ctx)]);
  const [keys, endpoints] = [await listApiKeys(ctx), await listHealth(ctx)];
  const page = pageOf(ctx, INTEGRATIONS);
  const { t } = page.words;
  const mayManage = ctx.actor.role === "admin";
  return (
    <DeskFrame ctx={ctx} page={page} at="integrations" title={t("integrations.title")}>
      <PageHead title={t("integrations.title")} lede={t("integrations.lede")} />
      <Announce>
        <ProblemNotice page={page} problem={query.problem ?? null} />
        <IntegrationsNews page={page} done={query.done} />
      </Announce>
      <WebhookAlerts page={page} endpoints={endpoints} />
      <Section id="sources" title={t("integrations.sources")} intro={t("integrations.sourcesText")}>
        <SourceList page={page} sources={sources} />
      </Section>
      <Section id="keys" title={t("integrations.keys")} intro={t("integrations.keysText")}>
        <KeyList page={page} keys={keys} mayManage={mayManage} />
        {mayManage && (
          <p className="after">
            <ButtonLink kind="main" href={`${INTEGRATIONS}/keys/new`}>
              {t("integrations.make")}
            </ButtonLink>
          </p>
        )}
      </Section>
      <Section id="webhooks" title={t("webhooks.title")} intro={t("webhooks.text")}>
        <EndpointList page={page} endpoints={endpoints} />
        {mayManage && (
          <p className="after">
            <ButtonLink kind="main" href={`${INTEGRATIONS}/webhooks/new`}>
              {t("webhooks.add")}
            </ButtonLink>
          </p>
        )}
      </Section>
    </DeskFrame>
  );
}
