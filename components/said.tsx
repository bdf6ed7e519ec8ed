import type { Said } from "@/domain/brand/text";
import { directionOf } from "@/web/i18n";
import type { Page } from "./page";

/** The brand's own words, marked with their language where it is not the page's. */
export function SaidText({ page, said }: { page: Page; said: Said }) {
  if (said.lang === page.words.locale) return <>{said.text}</>;
  return (
    <span lang={said.lang} dir={directionOf(said.lang)}>
      {said.text}
    </span>
  );
}
