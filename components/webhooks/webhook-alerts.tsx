import { type EndpointHealth, needsLook } from "@/domain/webhooks/catalog";
import type { Page } from "../page";
import { ButtonLink } from "../ui/button";
import { Notice } from "../ui/notice";
import { LateLine } from "./late-line";
import { addressOf } from "./words";

interface AlertsProps {
  page: Page;
  endpoints: readonly EndpointHealth[];
  level?: 2 | 3;
}

/** A notice for each endpoint that somebody should look at, with the way there; nothing where all is well. */
export function WebhookAlerts({ page, endpoints, level }: AlertsProps) {
  const { t } = page.words;
  return endpoints.filter(needsLook).map((health) => {
    const { endpoint, deliveries } = health;
    const address = addressOf(endpoint);
    return (
      <Notice
        key={endpoint.id}
        tone="warn"
        level={level}
        title={t(`webhooks.alert.${kindOf(health)}`, { address })}
        action={
          <ButtonLink href={`/desk/integrations/webhooks/${endpoint.id}`}>{t("webhooks.look")}</ButtonLink>
        }
      >
        {endpoint.standing === "gone" && <p>{t("webhooks.goneText", { pending: deliveries.pending })}</p>}
        {deliveries.dead > 0 && <p>{t("webhooks.deadText", { count: deliveries.dead })}</p>}
        {health.late && (
          <p>
            <LateLine page={page} health={health} />
          </p>
        )}
      </Notice>
    );
  });
}

function kindOf({ endpoint, deliveries }: EndpointHealth): "gone" | "dead" | "failing" | "late" {
  if (endpoint.standing === "gone") return "gone";
  if (deliveries.dead > 0) return "dead";
  return endpoint.standing === "failing" ? "failing" : "late";
}
