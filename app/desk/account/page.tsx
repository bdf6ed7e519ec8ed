import { StaffAccountNews } from "@/components/staff/account-news";
import { OwnFactors } from "@/components/staff/own-factors";
import { OwnPasskeys } from "@/components/staff/own-passkeys";
import { OwnSessions } from "@/components/staff/own-sessions";
import { PageHead, Section } from "@/components/ui/layout";
import { newPasskeyQuestion, readStaffAccount } from "@/domain/staff";
import { SECOND_FACTOR_MINUTES, STAFF_HOURS, STAFF_IDLE_MINUTES } from "@/domain/staff/catalog";
import { brandFace } from "@/web/brand-face";
import { requireDesk } from "@/web/desk-context";
import { readFlash } from "@/web/flash";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../desk-frame";
import * as acts from "./actions";

const factorActs = { totp: acts.newTotpAction, codes: acts.newCodesAction };
const passkeyActs = { add: acts.addPasskeyAction, remove: acts.removePasskeyAction };
const sessionActs = { end: acts.endSessionAction, others: acts.endOthersAction };

export default async function StaffAccountPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireDesk();
  const [query, account] = [await readQuery(searchParams), await readStaffAccount(ctx)];
  const question = account.byOpenId ? null : await newPasskeyQuestion(ctx);
  const flash = query.problem ? await readFlash("passkey") : null;
  const page = pageOf(ctx, "/desk/account");
  const { t } = page.words;
  const { name, email } = account;
  const lede = t("staffAccount.lede", { name, email, role: t(`desk.role.${account.role}`) });
  const brand = brandFace(ctx.house.brand, ctx.locale).name;
  const times = { minutes: STAFF_IDLE_MINUTES, hours: STAFF_HOURS };
  const text = { minutes: SECOND_FACTOR_MINUTES };
  return (
    <DeskFrame ctx={ctx} page={page} at="account" title={t("staffAccount.title")}>
      <PageHead title={t("staffAccount.title")} lede={lede} />
      <StaffAccountNews page={page} query={query} />
      <Section
        id="factors"
        title={t("staffAccount.factors")}
        intro={question ? t("staffAccount.factorsText", text) : t("staffAccount.byOpenId", { brand })}
        first
      >
        {question && <OwnFactors page={page} account={account} acts={factorActs} />}
      </Section>
      {question && (
        <Section id="passkeys" title={t("staffAccount.passkeys")}>
          <OwnPasskeys
            page={page}
            passkeys={account.passkeys}
            question={question}
            acts={passkeyActs}
            name={flash?.values.name}
          />
        </Section>
      )}
      <Section id="sessions" title={t("staffAccount.sessions")} intro={t("staffSignIn.idle", times)}>
        <OwnSessions page={page} sessions={account.sessions} acts={sessionActs} />
      </Section>
    </DeskFrame>
  );
}
