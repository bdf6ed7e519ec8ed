import type { Page } from "../page";
import { ButtonLink } from "../ui/button";
import { Section } from "../ui/layout";

/** Leads to the version as a customer would read it. */
export function DeskPreview({ page, href }: { page: Page; href: string }) {
  const { t } = page.words;
  return (
    <Section id="preview" title={t("terms.desk.preview")} intro={t("terms.desk.previewText")}>
      <ButtonLink href={href}>{t("terms.desk.previewOpen")}</ButtonLink>
    </Section>
  );
}
