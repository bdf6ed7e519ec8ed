import { ActForm } from "@/components/act-form";
import { ProblemNotice } from "@/components/problem-notice";
import { Button, ButtonLink } from "@/components/ui/button";
import { Crumb } from "@/components/ui/crumb";
import { PageHead } from "@/components/ui/layout";
import { Announce } from "@/components/ui/notice";
import { requireDesk } from "@/web/desk-context";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { openEndpoint, WEBHOOKS } from "@/web/webhook-actions";
import { DeskFrame } from "../../../../desk-frame";
import { removeEndpointAction } from "../../actions";

interface RemovePageProps {
  params: Promise<{ id: string }>;
  searchParams: Query;
}

export default async function RemoveEndpointPage({ params, searchParams }: RemovePageProps) {
  const ctx = await requireDesk("admin");
  const { endpoint, deliveries } = await openEndpoint(ctx, (await params).id);
  const { problem } = await readQuery(searchParams);
  const at = `${WEBHOOKS}/${endpoint.id}`;
  const page = pageOf(ctx, `${at}/remove`);
  const { t } = page.words;
  const title = t("webhooks.removeTitle", { host: new URL(endpoint.url).host });
  return (
    <DeskFrame ctx={ctx} page={page} at="integrations" title={title} narrow>
      <Crumb href={at}>{t("webhooks.toOne")}</Crumb>
      <PageHead title={title} lede={t("webhooks.removeText", { pending: deliveries.pending })} />
      <Announce>
        <ProblemNotice page={page} problem={problem ?? null} />
      </Announce>
      <ActForm page={page} act={removeEndpointAction} values={{ id: endpoint.id }} className="btn-row">
        <Button>{t("webhooks.removeDo")}</Button>
        <ButtonLink kind="quiet" href={at}>
          {t("integrations.keep")}
        </ButtonLink>
      </ActForm>
    </DeskFrame>
  );
}
