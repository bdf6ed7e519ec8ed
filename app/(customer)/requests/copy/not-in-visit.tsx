import type { Page } from "@/components/page";
import { Crumb } from "@/components/ui/crumb";
import { PageHead } from "@/components/ui/layout";
import { SendLink } from "@/components/visit/send-link";
import type { Ctx } from "@/domain/context";
import { Frame } from "../../../frame";
import { sendLinkAction } from "../../actions";

/** A copy holds everything in the clear, so staff cannot make one; the customer can, by a link. */
export function NotInVisit({ ctx, page }: { ctx: Ctx; page: Page }) {
  const { t } = page.words;
  const who = page.visit?.first ?? "";
  return (
    <Frame ctx={ctx} page={page} at="requests" title={t("requests.copyTitle")} narrow>
      <Crumb href="/requests">{t("requests.all")}</Crumb>
      <PageHead title={t("visit.copyNot", { who })} lede={t("visit.copyNotText", { who })} />
      <SendLink page={page} send={sendLinkAction} kind="requests" />
    </Frame>
  );
}
