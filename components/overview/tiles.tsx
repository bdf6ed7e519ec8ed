import type { HeldDataView, Origin } from "@/domain/held-data/catalog";
import type { Page } from "../page";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-paths";

/** The drawing of each origin. */
export const ORIGIN_ICON: Record<Origin, IconName> = {
  given: "pencil",
  observed: "eye",
  received: "inbox",
  inferred: "dots",
};

const NAMED = 3;

/** How many kinds of data, by where they come from. */
export function Tiles({ page, held }: { page: Page; held: HeldDataView }) {
  const { t, format } = page.words;
  return (
    <ul className="tiles card">
      {held.groups.map(({ origin, cards }) => (
        <li key={origin}>
          <a className="tile" href={`/data?item=${origin}#${origin}`}>
            <Icon name={ORIGIN_ICON[origin]} />
            <span className="tile-num num">{format.number(cards.length)}</span>
            <b>{t(`origin.${origin}Short`)}</b>
            <span>{format.list(cards.slice(0, NAMED).map((card) => card.name.text))}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
