import { Crumb } from "@/components/ui/crumb";
import { PageHead } from "@/components/ui/layout";
import type { Ctx } from "@/domain/context";
import { pageOf } from "@/web/page";
import { DeskFrame } from "../../desk-frame";

/** Whoever asked it themselves sees that somebody else works on it, and nothing of it. */
export function OwnRequest({ ctx }: { ctx: Ctx }) {
  const page = pageOf(ctx, "/desk/requests");
  const { t } = page.words;
  return (
    <DeskFrame ctx={ctx} page={page} at="requests" title={t("desk.request.ownTitle")} narrow>
      <Crumb href="/desk/requests">{t("desk.request.all")}</Crumb>
      <PageHead title={t("desk.request.ownTitle")} lede={t("desk.request.ownText")} />
    </DeskFrame>
  );
}
