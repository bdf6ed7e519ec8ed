import { FindForm } from "@/components/desk/find-form";
import { FindNews } from "@/components/desk/find-news";
import { OwnVisits } from "@/components/desk/own-visits";
import { Card, PageHead, Section } from "@/components/ui/layout";
import { listOwnVisits } from "@/domain/visits";
import { VISIT_MINUTES } from "@/domain/visits/catalog";
import { requireDesk, visitContext } from "@/web/desk-context";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { searchTyped, visitReasons } from "@/web/start-visit";
import { DeskFrame } from "../desk-frame";
import { endOpenVisitAction, startVisitAction } from "./actions";

export default async function FindPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireDesk("support");
  const query = await readQuery(searchParams);
  const [typed, visits, here] = [await searchTyped(query), await listOwnVisits(ctx), await visitContext()];
  const page = pageOf(ctx, "/desk/find");
  const { t } = page.words;
  return (
    <DeskFrame ctx={ctx} page={page} at="find" title={t("find.title")} narrow>
      <PageHead title={t("find.title")} lede={t("find.lede", { count: VISIT_MINUTES })} />
      <FindNews page={page} query={query} />
      <Card pad>
        <FindForm page={page} start={startVisitAction} reasons={visitReasons(ctx.locale)} {...typed} />
      </Card>
      <Section title={t("find.latest")}>
        <OwnVisits page={page} visits={visits} end={endOpenVisitAction} here={typeof here === "object"} />
      </Section>
    </DeskFrame>
  );
}
