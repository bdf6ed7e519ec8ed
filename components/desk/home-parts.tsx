import type { DeskRequestsView } from "@/domain/requests/catalog";
import type { OwnVisit } from "@/domain/visits/catalog";
import type { Page } from "../page";
import { ButtonLink, MoreLink } from "../ui/button";
import { Section } from "../ui/layout";
import { Notice } from "../ui/notice";
import { RequestQueue } from "./request-queue";

/** That the rules wait for a signature, and what cannot be done until then. */
export function SignNotice({ page, support }: { page: Page; support: boolean }) {
  const { t } = page.words;
  return (
    <Notice
      tone="warn"
      title={t("desk.home.sign")}
      action={<ButtonLink href="/desk/rules">{t("desk.home.read")}</ButtonLink>}
    >
      <p>{t(support ? "desk.home.sign_support" : "desk.home.sign_other")}</p>
    </Notice>
  );
}

/** The agent's own visits, newest first. Initials and a ticket tell which one it was; nothing more is here. */
export function LatestVisits({ page, visits }: { page: Page; visits: readonly OwnVisit[] }) {
  const { t, format } = page.words;
  return (
    <Section title={t("desk.home.latest")}>
      {visits.length === 0 ? (
        <p className="card pad muted">{t("desk.home.noVisits")}</p>
      ) : (
        <ul className="card rows">
          {visits.map((visit) => (
            <li key={visit.id} className="row">
              <p className="row-text">
                <b>{visit.initials ?? t("desk.home.someone")}</b>
                <span className="small muted">
                  {t("desk.home.visitLine", { ticket: visit.ticket, what: whatOf(page, visit) })}
                </span>
              </p>
              <p className="row-end muted small">
                {visit.endedAt
                  ? t("desk.home.visitWhen", { day: format.shortDay(visit.startedAt), n: visit.minutes })
                  : t("desk.home.visitOpen")}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function whatOf({ words: { t, format } }: Page, { changes, reveals, requests }: OwnVisit): string {
  const did = [
    ...(changes > 0 ? [t("desk.home.turnedOff", { n: changes })] : []),
    ...(reveals > 0 ? [t("desk.home.revealed", { n: reveals })] : []),
    ...(requests > 0 ? [t("desk.home.requested", { n: requests })] : []),
  ];
  return did.length > 0 ? format.list(did) : t("desk.home.looked");
}

/** The requests whose lawful date comes first, and how many there are in all. */
export function NextRequests({ page, view, show }: { page: Page; view: DeskRequestsView; show: number }) {
  const { t } = page.words;
  const { requests, open, overdue } = view;
  return (
    <Section title={t("desk.home.toDo")} intro={t("desk.queue.lede", { open, overdue })}>
      {requests.length > 0 && <RequestQueue page={page} requests={requests.slice(0, show)} />}
      <MoreLink href="/desk/requests">{t("desk.home.allRequests")}</MoreLink>
    </Section>
  );
}

interface Certificate {
  name: string;
  issuer: string;
  number: string;
  validUntil: string;
}

/** Certificates whose day is over: customers see them no more, so somebody has to know. */
export function OldCertificates({
  page,
  certificates,
}: {
  page: Page;
  certificates: readonly Certificate[];
}) {
  const { t, format } = page.words;
  if (certificates.length === 0) return null;
  return (
    <Section title={t("desk.home.certificates")} intro={t("desk.home.certificatesText")}>
      <ul className="card rows">
        {certificates.map(({ name, issuer, number, validUntil }) => (
          <li key={`${name} ${number}`} className="row">
            <p className="row-text">
              <b>{name}</b>
              <span className="small muted">
                {t("desk.home.certificateLine", { issuer, date: format.day(validUntil) })}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
