import type { EndpointView } from "@/domain/webhooks/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button, ButtonLink } from "../ui/button";

interface EndpointActsProps {
  page: Page;
  endpoint: EndpointView;
  rotate: Act;
  change: Act;
}

/** What an admin may do to an endpoint: another secret, off and on, away. */
export function EndpointActs({ page, endpoint, rotate, change }: EndpointActsProps) {
  const { t } = page.words;
  const { id, disabledAt } = endpoint;
  return (
    <div className="btn-row after">
      <ActForm page={page} act={change} values={{ id, enabled: disabledAt ? "yes" : "no" }}>
        <Button>{t(disabledAt ? "webhooks.enable" : "webhooks.disable")}</Button>
      </ActForm>
      <ActForm page={page} act={rotate} values={{ id }}>
        <Button>{t("webhooks.rotate")}</Button>
      </ActForm>
      <ButtonLink href={`${page.path}/remove`}>{t("webhooks.remove")}</ButtonLink>
    </div>
  );
}
