import { ActForm } from "@/components/act-form";
import { ProblemNotice } from "@/components/problem-notice";
import { Button, ButtonLink } from "@/components/ui/button";
import { Crumb } from "@/components/ui/crumb";
import { PageHead } from "@/components/ui/layout";
import { Announce } from "@/components/ui/notice";
import { requireDesk } from "@/web/desk-context";
import { INTEGRATIONS, openKey } from "@/web/key-actions";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../../../../desk-frame";
import { revokeKeyAction } from "../../../actions";

interface RevokePageProps {
  params: Promise<{ id: string }>;
  searchParams: Query;
}

export default async function RevokeKeyPage({ params, searchParams }: RevokePageProps) {
  const ctx = await requireDesk("admin");
  const [key, { problem }] = [await openKey(ctx, (await params).id), await readQuery(searchParams)];
  const page = pageOf(ctx, `${INTEGRATIONS}/keys/${key.id}/revoke`);
  const { t } = page.words;
  const title = t("integrations.revokeTitle", { name: key.name });
  return (
    <DeskFrame ctx={ctx} page={page} at="integrations" title={title} narrow>
      <Crumb href={INTEGRATIONS}>{t("integrations.toList")}</Crumb>
      <PageHead title={title} lede={t("integrations.revokeText", { prefix: key.prefix })} />
      <Announce>
        <ProblemNotice page={page} problem={problem ?? null} />
      </Announce>
      <ActForm page={page} act={revokeKeyAction} values={{ id: key.id }} className="btn-row">
        <Button>{t("integrations.revokeDo")}</Button>
        <ButtonLink kind="quiet" href={INTEGRATIONS}>
          {t("integrations.keep")}
        </ButtonLink>
      </ActForm>
    </DeskFrame>
  );
}
