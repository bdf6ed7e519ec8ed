import { ButtonLink } from "@/components/ui/button";
import { PageHead } from "@/components/ui/layout";
import { deskContext } from "@/web/desk-context";
import { pageOf } from "@/web/page";
import { DeskFrame } from "./desk-frame";

/** A wrong address at the desk. */
export default async function DeskNotFound() {
  const ctx = await deskContext();
  const page = pageOf(ctx, "/desk");
  const { t } = page.words;
  return (
    <DeskFrame ctx={ctx} page={page} at="none" title={t("errors.notFoundTitle")} narrow>
      <PageHead title={t("errors.notFoundTitle")} lede={t("desk.notFoundText")} />
      <ButtonLink href="/desk">{t("desk.toHome")}</ButtonLink>
    </DeskFrame>
  );
}
