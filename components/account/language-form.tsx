import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Select } from "../ui/field";

interface LanguageFormProps {
  page: Page;
  locales: readonly string[];
  choose: Act;
}

export function LanguageForm({ page, locales, choose }: LanguageFormProps) {
  const { t, format, locale } = page.words;
  const options = locales.map((tag) => ({ value: tag, label: format.language(tag), lang: tag }));
  return (
    <ActForm page={page} act={choose} className="inline-form">
      <Select label={t("account.language")} name="locale" options={options} value={locale} />
      <Button>{t("shell.useLanguage")}</Button>
    </ActForm>
  );
}
