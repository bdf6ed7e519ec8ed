import { PROTECTION } from "@/web/navigation";
import type { ShellProps } from "./shell";

/** People to ask, the texts, the protection page and the authority. */
export function Footer({ page, brand }: ShellProps) {
  const { t } = page.words;
  return (
    <footer className="foot">
      <div className="wrap foot-row">
        <a href={`mailto:${brand.contact}`}>{t("shell.ask")}</a>
        <a href="/terms">{t("shell.terms")}</a>
        <a href={PROTECTION}>{t("shell.protection")}</a>
        {brand.authority && (
          <a href={brand.authority} rel="noreferrer">
            {t("shell.complain")}
          </a>
        )}
        <span className="foot-end">{t("shell.runsOn")}</span>
      </div>
    </footer>
  );
}
