import { AccountNews } from "@/components/account/account-news";
import { Addresses } from "@/components/account/addresses";
import { EndAll } from "@/components/account/end-all";
import { LanguageForm } from "@/components/account/language-form";
import { Proof } from "@/components/account/proof";
import { Sessions } from "@/components/account/sessions";
import { VisitWishes } from "@/components/account/visit-wishes";
import { MoreLink } from "@/components/ui/button";
import { Card, PageHead, Section } from "@/components/ui/layout";
import { readAccount } from "@/domain/customers";
import { canText } from "@/domain/messages";
import { listSessions } from "@/domain/sessions";
import { SESSION_HOURS, SESSION_IDLE_MINUTES } from "@/domain/sessions/catalog";
import { readVisitWishes } from "@/domain/visits";
import { VISIT_MINUTES } from "@/domain/visits/catalog";
import { inPlay } from "@/web/addresses-in-play";
import { brandFace } from "@/web/brand-face";
import { offeredLocales } from "@/web/locale";
import { customerPage } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requireContext } from "@/web/request-context";
import { codeMade } from "@/web/visit-code";
import { Frame } from "../../frame";
import * as actions from "./actions";
import { AccountInVisit } from "./in-visit";

export default async function AccountPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireContext();
  const [account, query] = [await readAccount(ctx), await readQuery(searchParams)];
  const page = await customerPage(ctx, "/account");
  if (page.visit) return <AccountInVisit ctx={ctx} page={page} account={account} />;
  const [sessions, wishes] = [await listSessions(ctx), await readVisitWishes(ctx)];
  const { t } = page.words;
  const brand = brandFace(ctx.house.brand, ctx.locale).name;
  const times = { minutes: SESSION_IDLE_MINUTES, hours: SESSION_HOURS };
  return (
    <Frame ctx={ctx} page={page} at="account" title={t("account.title")}>
      <PageHead title={t("account.title")} lede={t("shell.signedInAs", { who: account.signedInAs })} />
      <AccountNews page={page} query={query} />
      <Section id="language" title={t("account.language")} intro={t("account.languageText")} first>
        <Card pad>
          <LanguageForm
            page={page}
            locales={offeredLocales(ctx.house.brand)}
            choose={actions.languageAction}
          />
        </Card>
      </Section>
      <Section id="addresses" title={t("account.addresses")} intro={t("account.addressesText")}>
        <Addresses
          page={page}
          addresses={inPlay(account.addresses, ctx.house.brand)}
          texts={canText(ctx.house)}
        />
        <p className="after">
          <MoreLink href="/data">{t("account.toData")}</MoreLink>
        </p>
      </Section>
      <Section id="visits" title={t("visits.title")} intro={t("visits.text", { count: VISIT_MINUTES })}>
        <VisitWishes
          page={page}
          wishes={wishes}
          made={await codeMade(query.done)}
          set={actions.visitWishesAction}
          makeCode={actions.visitCodeAction}
        />
      </Section>
      <Section id="sessions" title={t("account.sessions")} intro={t("account.sessionsText", times)}>
        <Sessions page={page} sessions={sessions} end={actions.endSessionAction} brand={brand} />
        <EndAll
          page={page}
          others={sessions.length > 1}
          endAll={actions.endAllAction}
          endOthers={actions.endOthersAction}
        />
      </Section>
      <Section id="proof" title={t("account.proof")}>
        <Proof page={page} provedAt={ctx.authTime} />
      </Section>
    </Frame>
  );
}
