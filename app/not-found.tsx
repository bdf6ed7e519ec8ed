import { BareShell } from "@/components/shell/bare-shell";
import { ButtonLink } from "@/components/ui/button";
import { PageHead } from "@/components/ui/layout";
import { VisitBanner } from "@/components/visit-banner/visit-banner";
import { brandFace } from "@/web/brand-face";
import { pageOf } from "@/web/page";
import { requestContext } from "@/web/request-context";
import { visitedOf } from "@/web/visited";
import { endVisitAction } from "./actions";

/**
 * A wrong address, and what belongs to someone else: the same page. The framework draws it twice with every other
 * page and sends it along, so there is little on it.
 */
export default async function NotFound() {
  const ctx = await requestContext();
  const page = { ...pageOf(ctx, "/"), visit: await visitedOf(ctx) };
  const visit = ctx.actor.kind === "staff" ? ctx.actor.visit : null;
  const { t } = page.words;
  return (
    <BareShell
      page={page}
      brand={brandFace(ctx.house.brand, ctx.locale)}
      title={t("errors.notFoundTitle")}
      banner={visit && <VisitBanner page={page} visit={visit} now={ctx.now} end={endVisitAction} />}
    >
      <PageHead title={t("errors.notFoundTitle")} lede={t("errors.notFoundText")} />
      <ButtonLink href="/">{t("errors.toOverview")}</ButtonLink>
    </BareShell>
  );
}
