import { redirect } from "next/navigation";
import { KeepCodes } from "@/components/staff/set-up";
import { Card, PageHead } from "@/components/ui/layout";
import { readOwnSetup } from "@/domain/staff";
import { requireDesk } from "@/web/desk-context";
import { pageOf } from "@/web/page";
import { DeskFrame } from "../../desk-frame";
import { codesKeptAction } from "../actions";

/** New recovery codes, shown until they are kept. */
export default async function RecoveryCodesPage() {
  const ctx = await requireDesk();
  const found = await readOwnSetup(ctx);
  if (found?.kind !== "codes") redirect("/desk/account?problem=expired");
  const page = pageOf(ctx, "/desk/account/codes");
  const { t } = page.words;
  return (
    <DeskFrame ctx={ctx} page={page} at="account" title={t("staffSignIn.keepTitle")} narrow>
      <PageHead title={t("staffSignIn.keepTitle")} lede={t("staffSignIn.keepLede")} />
      <Card pad>
        <KeepCodes page={page} act={codesKeptAction} codes={found.codes} />
      </Card>
    </DeskFrame>
  );
}
