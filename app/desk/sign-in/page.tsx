import { redirect } from "next/navigation";
import { ProblemNotice } from "@/components/problem-notice";
import { FirstStepForm, StaffBrandAccount, StaffStartForm } from "@/components/staff/first-forms";
import { StaffGoodToKnow } from "@/components/staff/staff-good-to-know";
import { StaffNotice } from "@/components/staff/staff-notice";
import { Card, PageHead } from "@/components/ui/layout";
import { brandFace } from "@/web/brand-face";
import { deskContext } from "@/web/desk-context";
import { readFlash } from "@/web/flash";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { deskPath, withDeskNext } from "@/web/staff-sign-in";
import { DeskFrame } from "../desk-frame";
import { firstAction, startAction } from "./actions";

export default async function StaffSignInPage({ searchParams }: { searchParams: Query }) {
  const ctx = await deskContext();
  const query = await readQuery(searchParams);
  const next = deskPath(query.next);
  if (ctx.actor.kind === "staff") redirect(next);
  const page = pageOf(ctx, withDeskNext(query.sent ? "/desk/sign-in?sent=1" : "/desk/sign-in", next));
  const { t } = page.words;
  const { brand, settings } = ctx.house;
  const face = brandFace(brand, ctx.locale);
  const flash = query.problem ? await readFlash(query.form ?? "") : null;
  const wrong = flash?.problem === "invalid";
  const title = t(query.sent ? "staffSignIn.sentTitle" : "staffSignIn.title");
  return (
    <DeskFrame ctx={ctx} page={page} at="sign-in" title={title} narrow>
      <PageHead title={t("staffSignIn.title")} lede={t("staffSignIn.lede", { brand: face.name })} />
      <StaffNotice page={page} query={query}>
        {flash && !wrong && <ProblemNotice page={page} problem={flash.problem} />}
      </StaffNotice>
      <Card pad>
        {query.sent ? (
          <FirstStepForm page={page} act={firstAction} next={next} wrong={wrong} from={settings.mailFrom} />
        ) : (
          <StaffStartForm
            page={page}
            act={startAction}
            next={next}
            wrong={wrong}
            email={flash?.values.email}
          />
        )}
        {!query.sent && settings.staffOpenId && (
          <>
            <p className="or">
              <span>{t("staffSignIn.or")}</span>
            </p>
            <StaffBrandAccount page={page} brand={face} next={next} />
          </>
        )}
      </Card>
      <StaffGoodToKnow page={page} />
    </DeskFrame>
  );
}
