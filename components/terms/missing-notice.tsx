import type { TermsView } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { Notice } from "../ui/notice";
import { languageIn } from "./terms-beside";

/** Says that a text, or its points, exist in another language only. */
export function MissingNotice({ page, view, brand }: { page: Page; view: TermsView; brand: string }) {
  const { t, locale } = page.words;
  const { missing, full, points } = view;
  if (!missing.full && !missing.summary) return null;
  const language = languageIn(locale, full.lang);
  const pointsIn = languageIn(locale, points[0]?.text.lang ?? full.lang);
  return (
    <Notice
      tone="info"
      title={missing.full ? t("terms.onlyIn", { language }) : t("terms.onlyIn", { language: pointsIn })}
    >
      {missing.full && <p>{t("terms.onlyInText", { brand, language })}</p>}
      {missing.summary && <p>{t("terms.pointsOnlyIn", { language: pointsIn })}</p>}
    </Notice>
  );
}
