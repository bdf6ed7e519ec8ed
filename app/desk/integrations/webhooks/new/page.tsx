import { ProblemNotice } from "@/components/problem-notice";
import { Crumb } from "@/components/ui/crumb";
import { PageHead } from "@/components/ui/layout";
import { Announce } from "@/components/ui/notice";
import { EndpointForm } from "@/components/webhooks/endpoint-form";
import { requireDesk } from "@/web/desk-context";
import { readFlash } from "@/web/flash";
import { INTEGRATIONS } from "@/web/key-actions";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { WEBHOOKS } from "@/web/webhook-actions";
import { DeskFrame } from "../../../desk-frame";
import { addEndpointAction } from "../actions";

export default async function NewEndpointPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireDesk("admin");
  const { problem } = await readQuery(searchParams);
  const refused = problem ? await readFlash("endpoint") : null;
  const page = pageOf(ctx, `${WEBHOOKS}/new`);
  const { t } = page.words;
  const wrong = [...(refused?.fields ?? []), String(refused?.params.pointer ?? "").slice(1)];
  return (
    <DeskFrame ctx={ctx} page={page} at="integrations" title={t("webhooks.add")} narrow>
      <Crumb href={INTEGRATIONS}>{t("integrations.toList")}</Crumb>
      <PageHead title={t("webhooks.add")} lede={t("webhooks.addText")} />
      <Announce>
        <ProblemNotice page={page} problem={problem ?? null} />
      </Announce>
      <EndpointForm page={page} add={addEndpointAction} typed={refused?.values ?? {}} wrong={wrong} />
    </DeskFrame>
  );
}
