import { ProblemNotice } from "@/components/problem-notice";
import { StaffBrandAccount } from "@/components/staff/first-forms";
import { SecondWays } from "@/components/staff/second-ways";
import { StaffNotice } from "@/components/staff/staff-notice";
import { Card, PageHead } from "@/components/ui/layout";
import { readAgain } from "@/domain/staff";
import { SECOND_FACTOR_MINUTES } from "@/domain/staff/catalog";
import { brandFace } from "@/web/brand-face";
import { requireDesk } from "@/web/desk-context";
import { pageOf } from "@/web/page";
import { type Query, readQuery } from "@/web/query";
import { deskPath, withDeskNext } from "@/web/staff-sign-in";
import { DeskFrame } from "../../desk-frame";
import { againPasskeyAction, againRecoveryAction, againTotpAction } from "../actions";

const acts = { totp: againTotpAction, passkey: againPasskeyAction, recovery: againRecoveryAction };

/** Asks somebody of staff for the second step once more, and leads back to where they were. */
export default async function StaffAgainPage({ searchParams }: { searchParams: Query }) {
  const ctx = await requireDesk();
  const [query, ways] = [await readQuery(searchParams), await readAgain(ctx)];
  const next = deskPath(query.next);
  const page = pageOf(ctx, withDeskNext("/desk/sign-in/again", next));
  const { t } = page.words;
  const wrong = query.problem === "invalid" ? (query.form ?? null) : null;
  return (
    <DeskFrame ctx={ctx} page={page} at="none" title={t("staffSignIn.againTitle")} narrow>
      <PageHead
        title={t("staffSignIn.againTitle")}
        lede={t("staffSignIn.againLede", { minutes: SECOND_FACTOR_MINUTES })}
      />
      <StaffNotice page={page} query={{ refused: query.refused }}>
        {wrong === null && <ProblemNotice page={page} problem={query.problem ?? null} />}
      </StaffNotice>
      <Card pad>
        {ways.byOpenId ? (
          <>
            <p>{t("staffSignIn.againOpenId")}</p>
            <StaffBrandAccount page={page} brand={brandFace(ctx.house.brand, ctx.locale)} next={next} />
          </>
        ) : (
          <SecondWays page={page} {...ways} next={next} acts={acts} wrong={wrong} />
        )}
      </Card>
    </DeskFrame>
  );
}
