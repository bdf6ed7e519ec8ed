import { redirect } from "next/navigation";
import { ProblemNotice } from "@/components/problem-notice";
import { SetUpTotp } from "@/components/staff/set-up";
import { MoreLink } from "@/components/ui/button";
import { Card, PageHead } from "@/components/ui/layout";
import { Announce } from "@/components/ui/notice";
import { readOwnSetup } from "@/domain/staff";
import { requireDesk } from "@/web/desk-context";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { DeskFrame } from "../../desk-frame";
import { proveTotpAction } from "../actions";

/** A new authenticator for somebody who is signed in. */
export default async function NewAuthenticatorPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireDesk();
  const [query, found] = [await readQuery(searchParams), await readOwnSetup(ctx)];
  if (found?.kind !== "totp") redirect("/desk/account?problem=expired");
  const page = pageOf(ctx, "/desk/account/authenticator");
  const { t } = page.words;
  const wrong = query.problem === "invalid";
  return (
    <DeskFrame ctx={ctx} page={page} at="account" title={t("staffSignIn.enrolTitle")} narrow>
      <PageHead title={t("staffSignIn.enrolTitle")} lede={t("staffAccount.totpLede")} />
      <Announce>{!wrong && <ProblemNotice page={page} problem={query.problem ?? null} />}</Announce>
      <Card pad>
        <SetUpTotp page={page} act={proveTotpAction} setup={found.setup} wrong={wrong} />
      </Card>
      <p className="after">
        <MoreLink href="/desk/account">{t("staffAccount.back")}</MoreLink>
      </p>
    </DeskFrame>
  );
}
