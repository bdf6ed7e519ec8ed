import type { AddressView } from "@/domain/customers/catalog";
import type { RequestsView } from "@/domain/requests/catalog";
import type { Page } from "../page";
import { requestName } from "../request/request-name";
import { ButtonLink } from "../ui/button";
import { Notice } from "../ui/notice";

interface NoticesProps {
  page: Page;
  requests: RequestsView;
  addresses: AddressView[];
}

/** What concerns this person today: an answered request, an open one, an address that lost its proof. */
export function OverviewNotices({ page, requests, addresses }: NoticesProps) {
  const { t, format } = page.words;
  const answered = requests.ready.find((request) => request.outcome !== null && request.kind !== "copy");
  const open = requests.open[0];
  const lost = addresses.find((address) => address.state === "unverified");
  return (
    <>
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
