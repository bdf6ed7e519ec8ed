import {
  DELIVERIES_A_PAGE,
  DELIVERY_STATES,
  type DeliveryState,
  type DeliveryView,
} from "@/domain/webhooks/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Chips } from "../ui/chips";
import { Tag } from "../ui/tag";
import { deliveryLine } from "./words";

interface DeliveryListProps {
  page: Page;
  asked: { id: string; state?: DeliveryState | undefined; before?: number | undefined };
  /** One more than a page holds, where there are more. */
  deliveries: readonly DeliveryView[];
  /** Null for whoever only looks. */
  replay: Act | null;
}

const TONES = { pending: "info", delivered: "good", dead: "warn" } as const;

/** What was sent, the newest first, with what became of it; each can be sent again. */
export function DeliveryList({ page, asked, deliveries, replay }: DeliveryListProps) {
  const { t } = page.words;
  const shown = deliveries.slice(0, DELIVERIES_A_PAGE);
  const last = deliveries.length > shown.length ? shown.at(-1) : undefined;
  const href = (query: Record<string, string | undefined>) => {
    const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return `${page.path}?${new URLSearchParams(given)}#deliveries`;
  };
  const chips = [undefined, ...DELIVERY_STATES].map((state) => ({
    href: href({ state }),
    label: t(`webhooks.state.${state ?? "all"}`),
    current: asked.state === state,
  }));
  return (
    <>
      <Chips label={t("webhooks.states")} chips={chips} />
      {shown.length === 0 ? (
        <p className="muted after">{t("webhooks.noDeliveries")}</p>
      ) : (
        <ul className="card rows after">
          {shown.map((delivery) => (
            <Delivery key={delivery.position} page={page} id={asked.id} delivery={delivery} replay={replay} />
          ))}
        </ul>
      )}
      <nav className="pager" aria-label={t("webhooks.paging")}>
        {asked.before !== undefined && (
          <a className="btn btn-sm" href={href({ state: asked.state })}>
            {t("audit.newest")}
          </a>
        )}
        {last && (
          <a className="btn btn-sm" href={href({ state: asked.state, before: String(last.position) })}>
            {t("audit.older")}
          </a>
        )}
      </nav>
    </>
  );
}

interface DeliveryProps {
  page: Page;
  id: string;
  delivery: DeliveryView;
  replay: Act | null;
}

function Delivery({ page, id, delivery, replay }: DeliveryProps) {
  const { words } = page;
  const { t, format } = words;
  const { event, type, at, state } = delivery;
  const when = format.moment(at);
  return (
    <li className="row row-wrap">
      <div className="row-text">
        <p>
          <b>{t("webhooks.happened", { what: t(`webhooks.event.${type}`), moment: when })}</b>
          <span className="small muted">{deliveryLine(words, delivery)}</span>
          <code className="small muted" translate="no">
            {event}
          </code>
        </p>
      </div>
      <Tag tone={TONES[state]}>{t(`webhooks.state.${state}`)}</Tag>
      {replay && state !== "pending" && (
        <ActForm page={page} act={replay} values={{ id, event }}>
          <Button small label={t("webhooks.againNamed", { event })}>
            {t("webhooks.again")}
          </Button>
        </ActForm>
      )}
    </li>
  );
}
