import type { AddressView } from "@/domain/customers/catalog";
import type { RequestsView } from "@/domain/requests/catalog";
import type { VisitView } from "@/domain/visits/catalog";
import type { Page } from "../page";
import { requestName } from "../request/request-name";
import { ButtonLink } from "../ui/button";
import { Notice } from "../ui/notice";

interface NoticesProps {
  page: Page;
  requests: RequestsView;
  addresses: AddressView[];
  /** The latest visit of staff, while it is news. */
  visit: VisitView | null;
}

/** What concerns this person today: an answered request, an open one, an address that lost its proof. */
export function OverviewNotices({ page, requests, addresses, visit }: NoticesProps) {
  const { t, format } = page.words;
  const answered = requests.ready.find((request) => request.outcome !== null && request.kind !== "copy");
  const open = requests.open[0];
  const lost = addresses.find((address) => address.state === "unverified");
  return (
    <>
      {visit && <VisitNotice page={page} visit={visit} />}
      {lost && (
        <Notice
          tone="warn"
          title={t("overview.unverified")}
          action={
            !page.visit && <ButtonLink href="/account#addresses">{t("overview.unverifiedAction")}</ButtonLink>
          }
        >
          <p>{t("overview.unverifiedText", { address: lost.masked ?? "" })}</p>
        </Notice>
      )}
      {answered && (
        <Notice
          tone="good"
          title={t("overview.requestReady", { count: 1 })}
          action={
            <ButtonLink href={`/requests/${answered.id}`}>{t("overview.requestReadyAction")}</ButtonLink>
          }
        >
          <p>
            {t("overview.requestReadyText", {
              reference: answered.reference,
              request: requestName(page.words, answered),
            })}
          </p>
        </Notice>
      )}
      {open && (
        <Notice
          tone="info"
          icon="doc"
          title={t("overview.requestOpen", { count: requests.open.length })}
          action={<ButtonLink href={`/requests/${open.id}`}>{t("overview.requestOpenAction")}</ButtonLink>}
        >
          <p>
            {t("overview.requestOpenText", {
              request: requestName(page.words, open),
              date: format.day(open.due.date),
            })}
          </p>
        </Notice>
      )}
    </>
  );
}

/** Somebody of staff looked, or is looking now: who, when, for which ticket and why. */
function VisitNotice({ page, visit }: { page: Page; visit: VisitView }) {
  const { t, format } = page.words;
  const staff = visit.staff.name;
  return (
    <Notice
      tone="info"
      icon="staff"
      title={t(visit.endedAt ? "visits.noticeTitle" : "visits.noticeNow", { staff })}
      action={<ButtonLink href={`/activity?kind=visits#${visit.id}`}>{t("visits.noticeAction")}</ButtonLink>}
    >
      <p>
        {t("visits.noticeText", {
          moment: format.moment(visit.startedAt),
          ticket: visit.ticket,
          reason: visit.reason.text,
        })}
      </p>
    </Notice>
  );
}
