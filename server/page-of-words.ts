import { PAGE_LANGUAGES } from "@/domain/brand";
import { type Translate, wordsFor } from "@/web/i18n";

interface Told {
  status: number;
  requestId: string;
  /** HTML of one language's part, heading first. */
  part: (t: Translate) => string;
}

/** A page without scripts or style that says the same in every language, for where no page of ours could be drawn. */
export function pageOfWords({ status, requestId, part }: Told): string {
  const told = PAGE_LANGUAGES.map((locale) => {
    const { t } = wordsFor({ locale, timeZone: "UTC", now: new Date() });
    const reference = t("errors.reference", { number: requestId });
    return `<section lang="${locale}">${part(t)}<p>${reference}</p></section>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${status}</title></head><body><main>${told.join("\n")}</main></body></html>\n`;
}
