import { DESK_PAGES } from "@/web/desk-navigation";
import { ActForm } from "../act-form";
import { Icon } from "../ui/icon";
import type { DeskShellProps } from "./desk-shell";

/** The pages of the reader's role, and no others; behind a disclosure on phones, with the way out. */
export function DeskNav(props: DeskShellProps) {
  const { page, at, who, signOut } = props;
  const { t } = page.words;
  const places = DESK_PAGES.filter(({ roles }) => roles.some((role) => role === who?.role));
  const here = places.find((place) => place.id === at);
  const links = places.map((place) => (
    <li key={place.id}>
      <a href={place.href} aria-current={place.id === at ? "page" : undefined}>
        {t(`desk.nav.${place.id}`)}
      </a>
    </li>
  ));
  return (
    <>
      <nav className="nav wrap" aria-label={t("desk.pages")}>
        <ul>{links}</ul>
      </nav>
      <details className="menu">
        <summary className="wrap">
          <span>{here ? t(`desk.nav.${here.id}`) : t("shell.menu")}</span>
          {here && <span className="menu-hint">{t("shell.menu")}</span>}
          <Icon name="down" />
        </summary>
        <nav className="wrap" aria-label={t("desk.pagesMenu")}>
          <ul>
            {links}
            <li>
              <ActForm page={page} act={signOut}>
                <button type="submit">{t("shell.signOut")}</button>
              </ActForm>
            </li>
          </ul>
        </nav>
      </details>
    </>
  );
}
