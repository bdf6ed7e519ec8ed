import { Hidden } from "../ui/hidden";
import { listHref } from "./list-href";
import type { ReadProps } from "./value-view";

/** To the page before and the page after, as plain links. */
export function Pager({ page, card, read }: ReadProps<"list">) {
  const { t, format } = page.words;
  const { page: at, pages, sort } = read;
  const of = t("data.pageOf", { page: format.number(at), pages: format.number(pages) });
  return (
    <nav className="pager" aria-label={t("data.recordsOf", { item: card.name.text, page: at, pages })}>
      {at > 1 && (
        <a className="btn btn-sm" href={listHref(page.path, card.id, { page: at - 1, sort })}>
          {t("data.newer")}
          <Hidden>: {card.name.text}</Hidden>
        </a>
      )}
      <span className="small muted num">{of}</span>
      {at < pages && (
        <a className="btn btn-sm" href={listHref(page.path, card.id, { page: at + 1, sort })}>
          {t("data.older")}
          <Hidden>: {card.name.text}</Hidden>
        </a>
      )}
    </nav>
  );
}
