import { ActForm } from "../act-form";
import { BrandMark } from "../shell/brand-mark";
import { LanguageMenu } from "../shell/language-menu";
import { Button } from "../ui/button";
import { DeskNav } from "./desk-nav";
import type { DeskShellProps } from "./desk-shell";

/** Brand, who is signed in and as what, language and way out; the role's pages below. */
export function DeskHeader(props: DeskShellProps) {
  const { page, brand, who, signOut } = props;
  const { t } = page.words;
  return (
    <header className="top">
      <div className="wrap top-row">
        <a className="brand" href="/desk">
          <BrandMark logo={brand.logo} />
          <span>{t("desk.brand", { brand: brand.name })}</span>
        </a>
        <div className="who">
          {who && (
            <span className="who-name">
              {t("desk.who", { name: who.name, role: t(`desk.role.${who.role}`) })}
            </span>
          )}
          <LanguageMenu {...props} />
          {who && (
            <ActForm page={page} act={signOut} className="who-phone-no">
              <Button kind="quiet">{t("shell.signOut")}</Button>
            </ActForm>
          )}
        </div>
      </div>
      {who && <DeskNav {...props} />}
    </header>
  );
}
