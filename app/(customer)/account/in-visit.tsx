import { Addresses } from "@/components/account/addresses";
import type { Page } from "@/components/page";
import { PageHead, Section } from "@/components/ui/layout";
import type { Ctx } from "@/domain/context";
import type { AccountView } from "@/domain/customers/catalog";
import { inPlay } from "@/web/addresses-in-play";
import { Frame } from "../../frame";

/** The account as staff see it: addresses, masked. All else on it is the customer's own. */
export function AccountInVisit({ ctx, page, account }: { ctx: Ctx; page: Page; account: AccountView }) {
  const { t } = page.words;
  const who = page.visit?.first ?? "";
  return (
    <Frame ctx={ctx} page={page} at="account" title={t("account.title")}>
      <PageHead title={t("account.title")} lede={t("visit.accountLede", { who })} />
      <Section id="addresses" title={t("account.addresses")} first>
        <Addresses page={page} addresses={inPlay(account.addresses, ctx.house.brand)} texts={false} />
      </Section>
    </Frame>
  );
}
