import type { DeliveryView, EndpointView, Trial } from "@/domain/webhooks/catalog";
import { periodOf } from "@/domain/webhooks/catalog";
import type { Words } from "@/web/i18n";

/** The address without what may be secret in its query. */
export function addressOf({ url }: Pick<EndpointView, "url">): string {
  const { host, pathname, search } = new URL(url);
  return `${host}${pathname}${search ? "?…" : ""}`;
}

/** What an attempt was answered, or why it was not. */
export function answerWords({ t }: Words, { status, reason }: Pick<Trial, "status" | "reason">): string {
  if (status !== null) return t("webhooks.answered", { status: String(status) });
  return reason ? t(`webhooks.reason.${reason}`) : t("webhooks.notTried");
}

/** How long the system behind it may take to say that it obeyed. */
export const withinWords = ({ format }: Words, { obeysWithin }: EndpointView): string =>
  format.duration(periodOf(obeysWithin));

/** When it was tried last and how often, when it is tried next, and when it was obeyed. */
export function deliveryLine(words: Words, delivery: DeliveryView): string {
  const { t, format } = words;
  const { attempts, triedAt, nextAt, obeyedAt, state } = delivery;
  return [
    triedAt ? answerWords(words, delivery) : t("webhooks.notTried"),
    triedAt && t("webhooks.attempts", { attempts, moment: format.moment(triedAt) }),
    state === "pending" && nextAt && attempts > 0 && t("webhooks.next", { moment: format.moment(nextAt) }),
    obeyedAt && t("webhooks.obeyedAt", { moment: format.moment(obeyedAt) }),
  ]
    .filter(Boolean)
    .join(" · ");
}
