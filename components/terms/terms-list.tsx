import type { TermsSummary } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { SaidText } from "../said";
import { MoreLink } from "../ui/button";

/** The texts that are in force, with the day and the time they take to read. */
export function TermsList({ page, terms }: { page: Page; terms: readonly TermsSummary[] }) {
  const { t, format } = page.words;
  return (
    <ul className="card rows">
      {terms.map((text) => (
        <li key={text.document} className="answer terms-row">
          <div>
            <h2 className="h-sm">
              <SaidText page={page} said={text.name} />
            </h2>
            <p className="muted">{t("terms.inForce", { date: format.day(text.version) })}</p>
            <p className="muted">
              {t("terms.shortAndFull", { short: text.readingTime.summary, full: text.readingTime.full })}
            </p>
            <MoreLink href={`/terms/${encodeURIComponent(text.document)}`}>
              {t("terms.readNamed", { name: text.name.text })}
            </MoreLink>
          </div>
        </li>
      ))}
    </ul>
  );
}
