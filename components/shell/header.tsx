import { ACCOUNT, PAGES } from "@/web/navigation";
import { ActForm } from "../act-form";
import { Button, ButtonLink } from "../ui/button";
import { Icon } from "../ui/icon";
import { BrandMark } from "./brand-mark";
import { LanguageMenu } from "./language-menu";
import { NavLinks } from "./nav-links";
import type { ShellProps } from "./shell";

/**
 * Logo and name, account, language and way out; the six pages below, behind a disclosure on phones. Language and
 * way out are the customer's own: staff in a visit have neither.
 */
export function Header(props: ShellProps) {
  const { page, brand, signedIn } = props;
  const { t } = page.words;
  return (
    <header className="top">
      <div className="wrap top-row">
        <BrandLink brand={brand} />
        <div className="who">
          {page.visit && <span className="who-name">{page.visit.short}</span>}
          {signedIn && (
            <span className="who-phone-no">
              <ButtonLink kind="quiet" href={ACCOUNT} current={props.at === "account"}>
                {t("shell.account")}
              </ButtonLink>
            </span>
          )}
          {!page.visit && <LanguageMenu {...props} />}
          {signedIn && !page.visit && <SignOut {...props} />}
        </div>
      </div>
      {signedIn && <PagesOf {...props} />}
    </header>
  );
}

/** Whose site it is, and the way to its first page. */
export function BrandLink({ brand }: Pick<ShellProps, "brand">) {
  return (
    <a className={`brand${nameOf(brand.logo)}`} href="/">
      <BrandMark logo={brand.logo} />
      <span>{brand.name}</span>
    </a>
  );
}

function SignOut({ page, signOut }: ShellProps) {
  return (
    <ActForm page={page} act={signOut} className="who-phone-no">
      <Button kind="quiet">{page.words.t("shell.signOut")}</Button>
    </ActForm>
  );
}

/** Wider than this beside its height of 32, and a logo is the name, written out. */
const WORDED = 80;

/** A written-out logo needs no name beside it, except in the dark when it is not drawn for that. */
function nameOf(logo: ShellProps["brand"]["logo"]): string {
  if (!logo || logo.width < WORDED) return "";
  return logo.dark ? " brand-worded" : " brand-worded brand-by-day";
}

function PagesOf(props: ShellProps) {
  const { page, at, signOut } = props;
  const { t } = page.words;
  const here =
    PAGES.find((place) => place.id === at)?.id ?? (at === "account" || at === "protection" ? at : null);
  return (
    <>
      <nav className="nav wrap" aria-label={t("shell.pages")}>
        <ul>
          <NavLinks page={page} at={at} />
        </ul>
      </nav>
      <details className="menu">
        <summary className="wrap">
          <span>{here ? t(`nav.${here}`) : t("shell.menu")}</span>
          {here && <span className="menu-hint">{t("shell.menu")}</span>}
          <Icon name="down" />
        </summary>
        <nav className="wrap" aria-label={t("shell.pagesMenu")}>
          <ul>
            <NavLinks page={page} at={at} withAccount />
            {!page.visit && (
              <li>
                <ActForm page={page} act={signOut}>
                  <button type="submit">{t("shell.signOut")}</button>
                </ActForm>
              </li>
            )}
          </ul>
        </nav>
      </details>
    </>
  );
}
