import type { RequestSummary } from "@/domain/requests/catalog";
import type { Page } from "../page";
import { Tag } from "../ui/tag";
import { requestName } from "./request-name";
import { RequestTracker } from "./request-tracker";

/** Open requests, each with its tracker and its lawful day. */
export function OpenRequests({ page, requests }: { page: Page; requests: readonly RequestSummary[] }) {
  const { t, format } = page.words;
  return (
    <ul className="stack-lg">
      {requests.map((request) => (
        <li key={request.id} className="card pad">
          <div className="change-head">
            <h3>
              <a href={`/requests/${request.id}`}>{requestName(page.words, request)}</a>
            </h3>
            <span className="muted small">
              {t("requests.dueLine", { reference: request.reference, date: format.day(request.due.date) })}
            </span>
          </div>
          <RequestTracker page={page} request={request} />
        </li>
      ))}
    </ul>
  );
}

/** Answered requests, one line each. */
export function AnsweredRequests({ page, requests }: { page: Page; requests: readonly RequestSummary[] }) {
  const { t, format } = page.words;
  return (
    <ul className="card rows">
      {requests.map((request) => (
        <li key={request.id} className="row request-row">
          <p className="row-text">
            <a href={`/requests/${request.id}`}>{requestName(page.words, request)}</a>
            <span className="small muted">
              {t("requests.reference", { reference: request.reference, date: format.day(request.openedAt) })}
            </span>
          </p>
          {request.outcome && (
            <Tag tone={request.outcome === "done" ? "good" : "warn"}>
              {t(`requests.outcome_${request.outcome}`)}
            </Tag>
          )}
        </li>
      ))}
    </ul>
  );
}
