import type { Page } from "../page";
import { Icon } from "../ui/icon";
import { FullText } from "./full-text";
import { KeepPair } from "./keep-pair";
import { pairMarks } from "./pair-marks";
import { Points } from "./points";
import type { TermsReading } from "./reading";

interface TermsBesideProps extends TermsReading {
  /** Lets the page's own style run. */
  nonce: string | undefined;
}

/** Short points on one side, the full text on the other, each with the time it takes to read. */
export function TermsBeside({ nonce, ...reading }: TermsBesideProps) {
  const { page, view } = reading;
  const { t } = page.words;
  return (
    <section className="section" aria-labelledby="read">
      <h2 id="read" className="vh">
        {t("terms.read")}
      </h2>
      <style nonce={nonce}>{pairMarks(view.points)}</style>
      {view.points.length > 0 && <KeepPair />}
      <div className="terms">
        <div className="short">
          <div className="short-in">
            <div className="read-head">
              <h3>{t("terms.short")}</h3>
              <ReadingTime page={page} minutes={view.readingTime.summary} />
            </div>
            {view.points.length > 0 ? (
              <Points {...reading} />
            ) : (
              <p className="muted binds">{t("terms.noPoints")}</p>
            )}
            <Binds page={page} view={view} />
          </div>
        </div>
        <article className="card full" aria-labelledby="full-text">
          <div className="read-head">
            <h3 id="full-text">{t("terms.full")}</h3>
            <ReadingTime page={page} minutes={view.readingTime.full} />
          </div>
          <FullText {...reading} />
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
function Binds({ page, view }: Pick<TermsReading, "page" | "view">) {
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
