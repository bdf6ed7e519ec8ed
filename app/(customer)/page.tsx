import { momentOf } from "@/components/activity/moment";
import { ChoicesAtAGlance } from "@/components/overview/choices-at-a-glance";
import { Doors } from "@/components/overview/doors";
import { OverviewNotices } from "@/components/overview/notices";
import { Tiles } from "@/components/overview/tiles";
import { TermsNotice } from "@/components/terms/terms-notice";
import { MoreLink } from "@/components/ui/button";
import { PageHead, Section } from "@/components/ui/layout";
import { Timeline } from "@/components/ui/timeline";
import { listActivity } from "@/domain/activity";
import { listChoices } from "@/domain/choices";
import { readAccount } from "@/domain/customers";
import { listHeldData } from "@/domain/held-data";
import { listRequests } from "@/domain/requests";
import { listVisits } from "@/domain/visits";
import { brandFace } from "@/web/brand-face";
import { customerPage } from "@/web/page";
import { requireContext } from "@/web/request-context";
import { standingsSoon } from "@/web/terms-reader";
import { newsOf } from "@/web/visit-query";
import { Frame } from "../frame";

const RECENT = 5;

export default async function OverviewPage() {
  const ctx = await requireContext();
  const [held, choices, activity, requests, account, visits, standings] = await Promise.all([
    listHeldData(ctx),
    listChoices(ctx),
    listActivity(ctx, {}),
    listRequests(ctx),
    readAccount(ctx),
    listVisits(ctx),
    standingsSoon(ctx),
  ]);
  const page = await customerPage(ctx, "/");
  const { t } = page.words;
  const brand = brandFace(ctx.house.brand, ctx.locale);
  const recent = activity.entries.slice(0, RECENT);
  const shown = { words: page.words, brand: brand.name, timeOnly: false };
  return (
    <Frame ctx={ctx} page={page} at="overview" title={t("nav.overview")}>
      <PageHead
        title={t("overview.title", { brand: brand.name })}
        lede={page.visit ? t("visit.lede", { who: page.visit.first }) : t("overview.lede")}
      />
      <TermsNotice page={page} standings={standings} />
      <OverviewNotices
        page={page}
        requests={requests}
        addresses={account.addresses}
        visit={page.visit ? null : newsOf(visits, ctx.now)}
      />
      <Section
        title={t("overview.hold")}
        more={<MoreLink href="/data">{t("overview.seeAll", { count: held.total })}</MoreLink>}
      >
        <Tiles page={page} held={held} />
      </Section>
      <div className="cols section">
        <Section
          first
          title={t("overview.choices")}
          more={<MoreLink href="/choices">{t("overview.changeChoice")}</MoreLink>}
        >
          <ChoicesAtAGlance page={page} view={choices} />
        </Section>
        <Section
          first
          title={t("overview.recent")}
          more={<MoreLink href="/activity">{t("overview.seeActivity")}</MoreLink>}
        >
          {recent.length > 0 ? (
            <Timeline moments={recent.map((entry) => momentOf(entry, shown))} />
          ) : (
            <p className="card pad muted">{t("overview.noActivity")}</p>
          )}
        </Section>
      </div>
      {!page.visit && (
        <Section title={t("overview.also")}>
          <Doors page={page} contact={brand.contact} />
        </Section>
      )}
    </Frame>
  );
}
