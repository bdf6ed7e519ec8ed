import type { DeskRequest, DeskRequestsView } from "@/domain/requests/catalog";
import type { Page } from "../page";
import { requestName } from "../request/request-name";
import { Chips } from "../ui/chips";
import { Tag } from "../ui/tag";
import { ClockTag, customerWords } from "./request-clock";

/** Requests one under the other, each with what is asked, whose it is and its clock. No word that was written. */
export function RequestQueue({ page, requests }: { page: Page; requests: readonly DeskRequest[] }) {
  const { t, format } = page.words;
  return (
    <ul className="card rows">
      {requests.map((request) => (
        <li key={request.id} className="row">
          <p className="row-text">
            <b>
              <a href={`/desk/requests/${request.id}`}>{requestName(page.words, request)}</a>
            </b>
            <span className="small muted">
              {t("desk.queue.line", {
                ...{ reference: request.reference, customer: customerWords(page.words, request.customer) },
                date: format.day(request.openedAt),
              })}
            </span>
          </p>
          <span className="tags">
            <ClockTag page={page} request={request} />
            <QueueTags page={page} request={request} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function QueueTags({ page, request }: { page: Page; request: DeskRequest }) {
  const { t, format } = page.words;
  const { state, outcome, waitingFor, extended, due, wroteAgain } = request;
  return (
    <>
      {state === "open" && <Tag>{t("desk.queue.by", { date: format.shortDay(due.date) })}</Tag>}
      {extended && state === "open" && <Tag>{t("desk.queue.extended")}</Tag>}
      {waitingFor === "customer" && <Tag tone="info">{t("desk.queue.waits")}</Tag>}
      {outcome && <Tag tone={outcome === "done" ? "good" : "plain"}>{t(`requests.outcome_${outcome}`)}</Tag>}
      {wroteAgain && <Tag tone="info">{t("desk.queue.again")}</Tag>}
    </>
  );
}

/** Open or closed, as links. */
export function QueueFilter({ page, view }: { page: Page; view: DeskRequestsView }) {
  const { t } = page.words;
  const chips = (["open", "closed"] as const).map((list) => ({
    href: list === "open" ? "/desk/requests" : "/desk/requests?list=closed",
    label: t(`desk.queue.list_${list}`),
    current: view.list === list,
  }));
  return <Chips label={t("desk.queue.filter")} chips={chips} />;
}

/** The pages before and after, where there are any. */
export function QueuePages({ page, view }: { page: Page; view: DeskRequestsView }) {
  const { t } = page.words;
  if (view.pages < 2) return null;
  const href = (n: number) => `/desk/requests?${new URLSearchParams({ list: view.list, page: String(n) })}`;
  return (
    <nav className="pager" aria-label={t("desk.queue.pages")}>
      {view.page > 1 && <a href={href(view.page - 1)}>{t("desk.queue.newer")}</a>}
      <span>{t("desk.queue.pageOf", { page: view.page, pages: view.pages })}</span>
      {view.page < view.pages && <a href={href(view.page + 1)}>{t("desk.queue.older")}</a>}
    </nav>
  );
}
