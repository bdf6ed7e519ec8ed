import { ProblemNotice } from "@/components/problem-notice";
import { Crumb } from "@/components/ui/crumb";
import { PageHead, Section } from "@/components/ui/layout";
import { Announce } from "@/components/ui/notice";
import { DeliveryList } from "@/components/webhooks/delivery-list";
import { EndpointActs } from "@/components/webhooks/endpoint-acts";
import { EndpointFacts } from "@/components/webhooks/endpoint-facts";
import { EndpointNews } from "@/components/webhooks/endpoint-news";
import { ReplayForm } from "@/components/webhooks/replay-form";
import { TryForm } from "@/components/webhooks/try-form";
import { listDeliveries } from "@/domain/webhooks";
import { requireDesk } from "@/web/desk-context";
import { INTEGRATIONS } from "@/web/key-actions";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { deliveriesAsked, openEndpoint, triedNow, WEBHOOKS } from "@/web/webhook-actions";
import { DeskFrame } from "../../../desk-frame";
import { replayAction, rotateSecretAction, switchEndpointAction, tryEndpointAction } from "../actions";

export default async function EndpointPage(props: { params: Promise<{ id: string }>; searchParams: Query }) {
  const ctx = await requireDesk("admin", "auditor");
  const [{ id }, query] = [await props.params, await readQuery(props.searchParams)];
  const health = await openEndpoint(ctx, id);
  const asked = deliveriesAsked(id, query);
  const page = pageOf(ctx, `${WEBHOOKS}/${id}`);
  const { t } = page.words;
  const { host } = new URL(health.endpoint.url);
  const mayManage = ctx.actor.role === "admin";
  return (
    <DeskFrame ctx={ctx} page={page} at="integrations" title={host}>
      <Crumb href={INTEGRATIONS}>{t("integrations.toList")}</Crumb>
      <PageHead title={<bdi translate="no">{host}</bdi>} lede={t("webhooks.oneText")} />
      <Announce>
        <ProblemNotice page={page} problem={query.problem ?? null} />
        <EndpointNews page={page} query={query} />
      </Announce>
      <EndpointFacts page={page} health={health} />
      {mayManage && (
        <>
          <EndpointActs
            page={page}
            endpoint={health.endpoint}
            rotate={rotateSecretAction}
            change={switchEndpointAction}
          />
          <TryForm page={page} id={id} act={tryEndpointAction} trial={await triedNow(id, query)} />
        </>
      )}
      <Section id="deliveries" title={t("webhooks.deliveries")} intro={t("webhooks.deliveriesText")}>
        <DeliveryList
          page={page}
          asked={asked}
          deliveries={await listDeliveries(ctx, asked)}
          replay={mayManage ? replayAction : null}
        />
      </Section>
      {mayManage && <ReplayForm page={page} health={health} act={replayAction} />}
    </DeskFrame>
  );
}
