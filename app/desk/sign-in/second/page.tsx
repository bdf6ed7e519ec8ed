import { redirect } from "next/navigation";
import type { Page } from "@/components/page";
import { SecondWays } from "@/components/staff/second-ways";
import { KeepCodes, SetUpTotp } from "@/components/staff/set-up";
import { StaffNotice } from "@/components/staff/staff-notice";
import { Card, PageHead } from "@/components/ui/layout";
import { readStaffSignIn } from "@/domain/staff";
import type { StaffSignInView } from "@/domain/staff/catalog";
import { deskContext } from "@/web/desk-context";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { readStaffBrowserCookie } from "@/web/staff-cookies";
import { deskPath, withDeskNext } from "@/web/staff-sign-in";
import { DeskFrame } from "../../desk-frame";
import { enrolAction, keptAction, passkeyAction, recoveryAction, totpAction } from "../actions";

/** After the code: the second step, or, the first time, setting it up. Nothing of the desk opens before. */
export default async function SecondStepPage({ searchParams }: { searchParams: Query }) {
  const ctx = await deskContext();
  const query = await readQuery(searchParams);
  const next = deskPath(query.next);
  if (ctx.actor.kind === "staff") redirect(next);
  const view = await readStaffSignIn(ctx.house, await readStaffBrowserCookie());
  if (view.step === "start") redirect(withDeskNext("/desk/sign-in?refused=not_accepted", next));
  const page = pageOf(ctx, withDeskNext("/desk/sign-in/second", next));
  const { t } = page.words;
  const title = t(`staffSignIn.${view.step}Title`);
  const wrong = query.problem === "invalid" ? (query.form ?? null) : null;
  return (
    <DeskFrame ctx={ctx} page={page} at="sign-in" title={title} narrow>
      <PageHead title={title} lede={t(`staffSignIn.${view.step}Lede`)} />
      <StaffNotice page={page} query={{ refused: query.refused }} />
      <Card pad>{stepOf({ page, view, next, wrong })}</Card>
    </DeskFrame>
  );
}

const acts = { totp: totpAction, passkey: passkeyAction, recovery: recoveryAction };

function stepOf(at: { page: Page; view: StaffSignInView; next: string; wrong: string | null }) {
  const { view, wrong, ...rest } = at;
  switch (view.step) {
    case "start":
      return null;
    case "enrol":
      return <SetUpTotp {...rest} act={enrolAction} setup={view.setup} wrong={wrong !== null} />;
    case "keep":
      return <KeepCodes {...rest} act={keptAction} codes={view.codes} />;
    case "second":
      return <SecondWays {...rest} factors={view.factors} passkey={view.passkey} acts={acts} wrong={wrong} />;
  }
}
