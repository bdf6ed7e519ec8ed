import { ButtonLink } from "@/components/ui/button";
import { PageHead } from "@/components/ui/layout";
import { pageOf } from "@/web/page";
import { requestContext } from "@/web/request-context";
import { Frame } from "./frame";

/** A wrong address, and what belongs to someone else: the same page. */
export default async function NotFound() {
  const ctx = await requestContext();
  const page = pageOf(ctx, "/");
  const { t } = page.words;
  return (
    <Frame ctx={ctx} page={page} at="none" title={t("errors.notFoundTitle")} narrow>
      <PageHead title={t("errors.notFoundTitle")} lede={t("errors.notFoundText")} />
      <ButtonLink href="/">{t("errors.toOverview")}</ButtonLink>
    </Frame>
  );
}
