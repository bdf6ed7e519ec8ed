import { ACCOUNT, PAGES, type Place } from "@/web/navigation";
import type { Page } from "../page";

/** The pages as list items; the one the reader is on says so. */
export function NavLinks({
  page,
  at,
  withAccount = false,
}: {
  page: Page;
  at: Place;
  withAccount?: boolean;
}) {
  const { t } = page.words;
  const account = { id: "account", href: ACCOUNT } as const;
  const places = withAccount ? [...PAGES, account] : PAGES;
  return places.map((place) => (
    <li key={place.id}>
      <a href={place.href} aria-current={place.id === at ? "page" : undefined}>
        {t(`nav.${place.id}`)}
      </a>
    </li>
  ));
}
