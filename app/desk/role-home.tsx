import { LatestVisits, NextRequests, OldCertificates } from "@/components/desk/home-parts";
import type { Page } from "@/components/page";
import { ButtonLink } from "@/components/ui/button";
import { WebhookAlerts } from "@/components/webhooks/webhook-alerts";
import type { Ctx } from "@/domain/context";
import { listRequestsAtDesk } from "@/domain/requests";
import type { StaffActor } from "@/domain/staff";
import { listOwnVisits } from "@/domain/visits";
import { listHealth } from "@/domain/webhooks/desk";

interface HomeProps {
  ctx: Ctx & { actor: StaffActor };
  page: Page;
}

const NEXT = 5;

/** What each role comes for, first thing. */
export async function RoleHome({ ctx, page }: HomeProps) {
  const { t } = page.words;
  switch (ctx.actor.role) {
    case "support":
      return (
        <>
          <Onward href="/desk/find" label={t("desk.home.visit")} />
          <LatestVisits page={page} visits={await listOwnVisits(ctx)} />
        </>
      );
    case "privacy_officer":
      return <OfficerHome ctx={ctx} page={page} />;
    case "admin":
      return (
        <>
          <WebhookAlerts page={page} endpoints={await listHealth(ctx)} />
          <Onward href="/desk/integrations" label={t("desk.home.toIntegrations")} />
        </>
      );
    case "auditor":
      return (
        <>
          <WebhookAlerts page={page} endpoints={await listHealth(ctx)} />
          <Onward href="/desk/audit" label={t("desk.home.toAudit")} />
        </>
      );
  }
}

const Onward = ({ href, label }: { href: string; label: string }) => (
  <p className="section">
    <ButtonLink kind="main" href={href}>
      {label}
    </ButtonLink>
  </p>
);

async function OfficerHome({ ctx, page }: HomeProps) {
  const view = await listRequestsAtDesk(ctx, { list: "open", page: 1 });
  const today = page.words.format.calendarDay(ctx.now);
  const { certificates } = ctx.house.brand.protection;
  const over = certificates.filter(({ validUntil }) => validUntil < today);
  return (
    <>
      <NextRequests page={page} view={view} show={NEXT} />
      <OldCertificates page={page} certificates={over} />
    </>
  );
}
