import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Icon } from "../ui/icon";
import { timeLeft } from "./time-left";

/** A visit that is open, as the bar over each of its pages tells of it. */
export interface BannerVisit {
  ticket: string;
  endsAt: Date;
}

interface VisitBannerProps {
  page: Page;
  visit: BannerVisit;
  /** By the database's clock. */
  now: Date;
  end: Act;
}

/** Who is looked at, that nothing can be written, for which ticket, how long still, and the way out. */
export function VisitBanner({ page, visit, now, end }: VisitBannerProps) {
  const { t, format } = page.words;
  const left = timeLeft(visit.endsAt, now);
  return (
    <section className="staffbar" aria-label={t("visit.banner")}>
      <div className="wrap staffbar-row">
        <p className="staffbar-who">
          <Icon name="staff" />
          <b>{t("visit.viewingAs", { who: page.visit?.short ?? t("visit.someone") })}</b>
        </p>
        <ul className="staffbar-facts">
          <li>{t("visit.readOnly")}</li>
          <li>{t("visit.ticket", { ticket: visit.ticket })}</li>
          <li>
            {t.rich("visit.left", {
              left: left.words,
              until: format.time(visit.endsAt),
              time: (chunks) => <time dateTime={left.iso}>{chunks}</time>,
            })}
          </li>
        </ul>
        <ActForm page={page} act={end}>
          <button type="submit" className="btn btn-staff">
            {t("visit.end")}
          </button>
        </ActForm>
      </div>
    </section>
  );
}
