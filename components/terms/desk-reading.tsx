import type { DeskVersionView, Reading } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { Disclosure } from "../ui/disclosure";
import { Section } from "../ui/layout";
import { languageIn } from "./terms-beside";

/** How hard both texts are to read, by language, and the sentences that are too long. */
export function DeskReading({ page, view }: { page: Page; view: DeskVersionView }) {
  const { t } = page.words;
  const rows = [
    ...view.reading.summary.map((reading) => ({ what: t("terms.short"), reading })),
    ...view.reading.full.map((reading) => ({ what: t("terms.full"), reading })),
  ];
  return (
    <Section id="reading" title={t("terms.desk.reading")} intro={t("terms.desk.readingText")}>
      <ul className="card rows plain-rows">
        {rows.map(({ what, reading }) => (
          <li key={`${what}.${reading.locale}`} className="row row-wrap">
            <p className="row-text">
              <b>{what}</b> <span className="muted">{languageIn(page.words.locale, reading.locale)}</span>
            </p>
            <p className="row-end small">{measures(page, reading)}</p>
            {reading.tooLong.length > 0 && (
              <Disclosure label={t("terms.desk.tooLong", { count: reading.tooLong.length })}>
                <ul className="too-long" lang={reading.locale}>
                  {reading.tooLong.map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ul>
              </Disclosure>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Languages written without spaces are counted by their characters. */
const WITHOUT_SPACES = /^(?:zh|ja)\b/u;

function measures({ words }: Page, { locale, grade, lix, meanSentence }: Reading): string {
  const { t } = words;
  const unit = WITHOUT_SPACES.test(locale) ? "terms.desk.meanCharacters" : "terms.desk.meanWords";
  const said = [
    grade === null ? null : t("terms.desk.grade", { grade: Math.round(grade * 10) / 10 }),
    lix === null ? null : t("terms.desk.lix", { lix: Math.round(lix) }),
    t(unit, { length: Math.round(meanSentence) }),
  ];
  return said.filter((one) => one !== null).join(" · ");
}
