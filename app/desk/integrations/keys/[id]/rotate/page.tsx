import { RotateForm } from "@/components/integrations/key-form";
import { ProblemNotice } from "@/components/problem-notice";
import { Crumb } from "@/components/ui/crumb";
import { PageHead } from "@/components/ui/layout";
import { Announce, Notice } from "@/components/ui/notice";
import { requireDesk } from "@/web/desk-context";
import { INTEGRATIONS, openKey } from "@/web/key-actions";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../../../../desk-frame";
import { rotateKeyAction } from "../../../actions";

interface RotatePageProps {
  params: Promise<{ id: string }>;
  searchParams: Query;
}

export default async function RotateKeyPage({ params, searchParams }: RotatePageProps) {
  const ctx = await requireDesk("admin");
  const [key, { problem }] = [await openKey(ctx, (await params).id), await readQuery(searchParams)];
  const page = pageOf(ctx, `${INTEGRATIONS}/keys/${key.id}/rotate`);
  const { t } = page.words;
  const title = t("integrations.rotateTitle", { name: key.name });
  return (
    <DeskFrame ctx={ctx} page={page} at="integrations" title={title} narrow>
      <Crumb href={INTEGRATIONS}>{t("integrations.toList")}</Crumb>
      <PageHead title={title} lede={t("integrations.rotateText")} />
      <Announce>
        {problem === "conflict" ? (
          <Notice tone="warn" title={t("integrations.twoOpen")}>
            <p>{t("integrations.twoOpenText")}</p>
          </Notice>
        ) : (
          <ProblemNotice page={page} problem={problem ?? null} />
        )}
      </Announce>
      <RotateForm page={page} rotate={rotateKeyAction} id={key.id} />
    </DeskFrame>
  );
}
