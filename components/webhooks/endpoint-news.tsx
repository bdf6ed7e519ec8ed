import type { Page } from "../page";
import { Notice } from "../ui/notice";

/** What was just done to an endpoint. What the address says is a number or nothing. */
export function EndpointNews({ page, query }: { page: Page; query: Record<string, string | undefined> }) {
  const { t } = page.words;
  const { done, replayed } = query;
  if (done === "enabled" || done === "disabled")
    return (
      <Notice tone="good" title={t(`webhooks.${done}`)}>
        <p>{t(`webhooks.${done}Text`)}</p>
      </Notice>
    );
  if (replayed === undefined || !/^\d{1,9}$/u.test(replayed)) return null;
  const count = Number(replayed);
  return (
    <Notice tone={count > 0 ? "good" : "info"} title={t("webhooks.replayed", { count })}>
      <p>{t(count > 0 ? "webhooks.replayedText" : "webhooks.replayedNone")}</p>
    </Notice>
  );
}
