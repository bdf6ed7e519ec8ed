import type { EndpointHealth, EndpointStanding } from "@/domain/webhooks/catalog";
import type { Words } from "@/web/i18n";
import type { Page } from "../page";
import { Icon } from "../ui/icon";
import { Tag } from "../ui/tag";
import { LateLine } from "./late-line";
import { addressOf } from "./words";

export const TONES: Record<EndpointStanding, "good" | "warn" | "plain"> = {
  ...{ ok: "good", failing: "warn", held: "plain", gone: "warn", disabled: "plain" },
};

/** Every endpoint: where, of what it hears, how it fares, and in red what nobody said that they obey. */
export function EndpointList({ page, endpoints }: { page: Page; endpoints: readonly EndpointHealth[] }) {
  const { t } = page.words;
  if (endpoints.length === 0) return <p className="muted">{t("webhooks.none")}</p>;
  return (
    <ul className="card rows">
      {endpoints.map((health) => (
        <Endpoint key={health.endpoint.id} page={page} health={health} />
      ))}
    </ul>
  );
}

function Endpoint({ page, health }: { page: Page; health: EndpointHealth }) {
  const { words } = page;
  const { endpoint } = health;
  const { id, standing } = endpoint;
  return (
    <li className="row row-wrap">
      <Icon name="link" />
      <div className="row-text">
        <p>
          <b className="address" translate="no">
            {addressOf(endpoint)}
          </b>
          <span className="small">
            {endpoint.events.map((event) => words.t(`webhooks.event.${event}`)).join(" · ")}
          </span>
          <span className="small muted">{lineOf(words, health)}</span>
          <LateLine page={page} health={health} />
        </p>
      </div>
      <Tag tone={TONES[standing]}>{words.t(`webhooks.standing.${standing}`)}</Tag>
      <p className="btn-row">
        <a
          className="btn btn-sm"
          href={`/desk/integrations/webhooks/${id}`}
          aria-label={words.t("webhooks.openNamed", { address: addressOf(endpoint) })}
        >
          {words.t("webhooks.open")}
        </a>
      </p>
    </li>
  );
}

function lineOf({ t, format }: Words, { endpoint, deliveries }: EndpointHealth): string {
  const { lastDeliveredAt, system } = endpoint;
  return [
    system,
    lastDeliveredAt
      ? t("webhooks.lastDelivered", { moment: format.moment(lastDeliveredAt) })
      : t("webhooks.neverDelivered"),
    deliveries.pending > 0 && t("webhooks.pending", { count: deliveries.pending }),
    deliveries.dead > 0 && t("webhooks.dead", { count: deliveries.dead }),
  ]
    .filter(Boolean)
    .join(" · ");
}
