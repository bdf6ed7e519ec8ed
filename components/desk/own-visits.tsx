import type { OwnVisit } from "@/domain/visits/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button, ButtonLink } from "../ui/button";

interface OwnVisitsProps {
  page: Page;
  visits: readonly OwnVisit[];
  /** Ends the one that is open. */
  end: Act;
  /** Whether this browser is in it, so that it can be gone back to. */
  here: boolean;
}

/** The agent's own visits, newest first: initials and ticket, nothing else of a customer. */
export function OwnVisits({ page, visits, end, here }: OwnVisitsProps) {
  const { t, format } = page.words;
  if (visits.length === 0) return <p className="card pad muted">{t("find.noLatest")}</p>;
  return (
    <ul className="card rows">
      {visits.map((visit) => (
        <li key={visit.id} className={visit.endedAt ? "row" : "row row-wrap"}>
          <p className="row-text">
            <b>{visit.initials ?? t("find.nobodyNamed")}</b>
            <span className="small muted">{whatWasDone(page, visit)}</span>
          </p>
          {visit.endedAt ? (
            <p className="row-end muted small">
              {t("find.when", { date: format.moment(visit.startedAt), count: visit.minutes })}
            </p>
          ) : (
            <>
              <p className="row-end small">
                <b>{t("find.openNow")}</b>
              </p>
              {here && (
                <ButtonLink small href="/">
                  {t("find.toVisit")}
                </ButtonLink>
              )}
              <ActForm page={page} act={end}>
                <Button small>{t("visit.end")}</Button>
              </ActForm>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function whatWasDone({ words }: Page, { ticket, changes, reveals, requests }: OwnVisit): string {
  const { t, format } = words;
  const did = [
    changes > 0 ? t("find.didChanges", { count: changes }) : null,
    reveals > 0 ? t("find.didReveals", { count: reveals }) : null,
    requests > 0 ? t("find.didRequests", { count: requests }) : null,
  ].filter((one) => one !== null);
  return did.length > 0 ? t("find.did", { ticket, what: format.list(did) }) : t("find.looked", { ticket });
}
