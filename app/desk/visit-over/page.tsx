import { redirect } from "next/navigation";
import { ActForm } from "@/components/act-form";
import { Button } from "@/components/ui/button";
import { PageHead } from "@/components/ui/layout";
import { VISIT_MINUTES } from "@/domain/visits/catalog";
import { deskContext, visitContext } from "@/web/desk-context";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../desk-frame";
import { leaveVisitAction } from "./actions";

export default async function VisitOverPage({ searchParams }: { searchParams: Query }) {
  if (typeof (await visitContext()) === "object") redirect("/");
  const ctx = await deskContext();
  const { how } = await readQuery(searchParams);
  const page = pageOf(ctx, "/desk/visit-over");
  const { t } = page.words;
  const told = how === "ended" ? t("find.overEnded") : t("find.overTime", { count: VISIT_MINUTES });
  return (
    <DeskFrame ctx={ctx} page={page} at="none" title={t("find.overTitle")} narrow>
      <PageHead title={t("find.overTitle")} lede={told} />
      <ActForm page={page} act={leaveVisitAction}>
        <Button>{t("find.overBack")}</Button>
      </ActForm>
    </DeskFrame>
  );
}
