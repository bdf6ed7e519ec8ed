import { AccountNews } from "@/components/account/account-news";
import { Addresses } from "@/components/account/addresses";
import { EndAll } from "@/components/account/end-all";
import { LanguageForm } from "@/components/account/language-form";
import { Proof } from "@/components/account/proof";
import { Sessions } from "@/components/account/sessions";
import { MoreLink } from "@/components/ui/button";
import { Card, PageHead, Section } from "@/components/ui/layout";
import { readAccount } from "@/domain/customers";
import { listSessions } from "@/domain/sessions";
import { SESSION_HOURS, SESSION_IDLE_MINUTES } from "@/domain/sessions/catalog";
import { inPlay } from "@/web/addresses-in-play";
import { brandFace } from "@/web/brand-face";
import { offeredLocales } from "@/web/locale";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { requireContext } from "@/web/request-context";
import { Frame } from "../../frame";
import { endAllAction, endOthersAction, endSessionAction, languageAction } from "./actions";

export default async function AccountPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireContext();
  const [account, sessions, query] = [
    await readAccount(ctx),
    await listSessions(ctx),
    await readQuery(searchParams),
  ];
  const page = pageOf(ctx, "/account");
  const { t } = page.words;
  const brand = brandFace(ctx.house.brand, ctx.locale).name;
  const times = { minutes: SESSION_IDLE_MINUTES, hours: SESSION_HOURS };
  return (
    <Frame ctx={ctx} page={page} at="account" title={t("account.title")}>
      <PageHead title={t("account.title")} lede={t("shell.signedInAs", { who: account.signedInAs })} />
      <AccountNews page={page} query={query} />
      <Section id="language" title={t("account.language")} intro={t("account.languageText")} first>
        <Card pad>
          <LanguageForm page={page} locales={offeredLocales(ctx.house.brand)} choose={languageAction} />
        </Card>
      </Section>
      <Section id="addresses" title={t("account.addresses")} intro={t("account.addressesText")}>
        <Addresses page={page} addresses={inPlay(account.addresses, ctx.house.brand)} />
        <p className="after">
          <MoreLink href="/data">{t("account.toData")}</MoreLink>
        </p>
      </Section>
      <Section id="sessions" title={t("account.sessions")} intro={t("account.sessionsText", times)}>
        <Sessions page={page} sessions={sessions} end={endSessionAction} brand={brand} />
        <EndAll page={page} others={sessions.length > 1} endAll={endAllAction} endOthers={endOthersAction} />
      </Section>
      <Section id="proof" title={t("account.proof")}>
        <Proof page={page} provedAt={ctx.authTime} />
      </Section>
    </Frame>
  );
}
