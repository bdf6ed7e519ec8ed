import type { TermsView } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { Icon } from "../ui/icon";
import { FullText } from "./full-text";
import { Points } from "./points";

interface TermsBesideProps {
  page: Page;
  view: TermsView;
}

/** Short points on one side, the full text on the other, each with the time it takes to read. */
export function TermsBeside({ page, view }: TermsBesideProps) {
  const { t } = page.words;
  return (
    <section className="section" aria-labelledby="read">
      <h2 id="read" className="vh">
        {t("terms.read")}
      </h2>
      <div className="terms">
        <div className="short">
          <div className="short-in">
            <div className="read-head">
              <h3>{t("terms.short")}</h3>
              <ReadingTime page={page} minutes={view.readingTime.summary} />
            </div>
            <Points page={page} view={view} />
            <Binds page={page} view={view} />
          </div>
        </div>
        <article className="card full" aria-labelledby="full-text">
          <div className="read-head">
            <h3 id="full-text">{t("terms.full")}</h3>
            <ReadingTime page={page} minutes={view.readingTime.full} />
          </div>
          <FullText page={page} view={view} />
        </article>
      </div>
    </section>
  );
}

function ReadingTime({ page, minutes }: { page: Page; minutes: number }) {
  return (
    <span className="muted small nowrap">
      <Icon name="clock" /> {page.words.t("terms.minutes", { minutes })}
    </span>
  );
}

/** Which text counts when the two differ. */
function Binds({ page, view }: TermsBesideProps) {
  const { t, locale } = page.words;
  const language = languageIn(locale, view.binding);
  return (
    <p className="binds">
      <Icon name="law" />
      <span>
        <b>{view.binds ? t("terms.binds") : t("terms.bindsLanguage", { language })}</b>{" "}
        {view.binds ? t("terms.bindsText") : t("terms.bindsLanguageText", { language })}
      </span>
    </p>
  );
}

/** A language's name in the reader's own: "German", "Deutsch". */
export function languageIn(locale: string, tag: string): string {
  return new Intl.DisplayNames(locale, { type: "language" }).of(tag) ?? tag;
}
