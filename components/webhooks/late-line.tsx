import type { EndpointHealth } from "@/domain/webhooks/catalog";
import type { Page } from "../page";
import { Icon } from "../ui/icon";
import { withinWords } from "./words";

/** In red: how much its system has not said that it obeys, since when, and within which time it should have. */
export function LateLine({ page, health }: { page: Page; health: EndpointHealth }) {
  const { t, format } = page.words;
  const { endpoint, late } = health;
  if (!late) return null;
  return (
    <span className="small late-line">
      <Icon name="alert" />
      <span>
        {t("webhooks.late", {
          count: late.count,
          system: endpoint.system ?? t("webhooks.anySystem"),
          within: withinWords(page.words, endpoint),
          moment: format.moment(late.oldestAt),
        })}
      </span>
    </span>
  );
}
