import { SignNotice } from "@/components/desk/home-parts";
import { PageHead } from "@/components/ui/layout";
import { Announce, Notice } from "@/components/ui/notice";
import { hasSigned } from "@/domain/staff";
import { VISIT_MINUTES } from "@/domain/visits/catalog";
import { requireDesk } from "@/web/desk-context";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "./desk-frame";
import { RoleHome } from "./role-home";

export default async function DeskPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireDesk();
  const { role } = ctx.actor;
  const [query, signed] = [await readQuery(searchParams), await hasSigned(ctx)];
  const page = pageOf(ctx, "/desk");
  const { t } = page.words;
  return (
    <DeskFrame ctx={ctx} page={page} at="home" title={t("desk.home.title")} narrow>
      <PageHead title={t("desk.home.title")} lede={t(`desk.home.lede_${role}`, { minutes: VISIT_MINUTES })} />
      <Announce>
        {query.problem === "forbidden" && (
          <Notice tone="info" title={t("desk.otherRole")}>
            <p>{t("desk.otherRoleText")}</p>
          </Notice>
        )}
      </Announce>
      {!signed && <SignNotice page={page} support={role === "support"} />}
      <RoleHome ctx={ctx} page={page} />
    </DeskFrame>
  );
}
