import type { EndpointHealth } from "@/domain/webhooks/catalog";
import type { Page } from "../page";
import { Facts } from "../ui/facts";
import { Card } from "../ui/layout";
import { Tag } from "../ui/tag";
import { TONES } from "./endpoint-list";
import { LateLine } from "./late-line";
import { addressOf, withinWords } from "./words";

/** One endpoint: how it fares, and what was said of it. */
export function EndpointFacts({ page, health }: { page: Page; health: EndpointHealth }) {
  const { t, format } = page.words;
  const { endpoint } = health;
  const { standing, createdBy, createdAt, previousUntil, heldUntil, disabledAt } = endpoint;
  const known = [
    {
      term: t("webhooks.address"),
      detail: (
        <span className="address" translate="no">
          {addressOf(endpoint)}
        </span>
      ),
    },
    {
      term: t("webhooks.stands"),
      detail: <Tag tone={TONES[standing]}>{t(`webhooks.standing.${standing}`)}</Tag>,
    },
    disabledAt && { term: t("webhooks.since"), detail: format.moment(disabledAt) },
    standing === "held" && heldUntil && { term: t("webhooks.heldUntil"), detail: format.moment(heldUntil) },
    {
      term: t("webhooks.hears"),
      detail: endpoint.events.map((event) => t(`webhooks.event.${event}`)).join(" · "),
    },
    { term: t("webhooks.sent"), detail: sentWords(page, health) },
    { term: t("webhooks.system"), detail: <bdi>{endpoint.system ?? t("webhooks.anySystem")}</bdi> },
    { term: t("webhooks.within"), detail: withinWords(page.words, endpoint) },
    {
      term: t("webhooks.made"),
      detail: t("webhooks.madeBy", { moment: format.moment(createdAt), who: createdBy }),
    },
    previousUntil && {
      term: t("webhooks.oldSecret"),
      detail: t("webhooks.oldUntil", { moment: format.moment(previousUntil) }),
    },
  ];
  return (
    <Card pad>
      <LateLine page={page} health={health} />
      <Facts facts={known.filter((fact) => fact !== null && fact !== false)} />
    </Card>
  );
}

function sentWords({ words: { t, format } }: Page, { endpoint, deliveries }: EndpointHealth): string {
  const { lastDeliveredAt } = endpoint;
  return [
    lastDeliveredAt
      ? t("webhooks.lastDelivered", { moment: format.moment(lastDeliveredAt) })
      : t("webhooks.neverDelivered"),
    t("webhooks.pending", { count: deliveries.pending }),
    t("webhooks.dead", { count: deliveries.dead }),
  ].join(" · ");
}
