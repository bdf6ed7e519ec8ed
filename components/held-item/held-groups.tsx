import type { HeldDataView, HeldGroup, HeldValue } from "@/domain/held-data/catalog";
import type { Flash } from "@/web/flash";
import { ORIGIN_ICON } from "../overview/tiles";
import type { Page } from "../page";
import { Icon } from "../ui/icon";
import type { HeldActs } from "./acts";
import { HeldItem } from "./held-item";
import type { ItemNews } from "./item-notice";

interface HeldGroupsProps {
  page: Page;
  view: HeldDataView;
  /** Live values by item: read already, or being read. */
  values: ReadonlyMap<string, HeldValue | Promise<HeldValue>>;
  acts: HeldActs;
  flash: Flash | null;
  news: ItemNews | null;
  /** The list that the reader turned to. */
  openList: string | null;
  /** In a visit: which item, and what of it, staff are about to reveal. */
  revealing?: Revealing | null;
}

export interface Revealing {
  item: string;
  what: string;
}

/** Everything that is held, by where it comes from, with a way to each part. */
export function HeldGroups(props: HeldGroupsProps) {
  const { page, view } = props;
  const { t, format } = page.words;
  return (
    <div className="side-layout">
      <nav className="jump" aria-label={t("data.jump")}>
        {view.groups.map(({ origin, cards }) => (
          <a key={origin} href={`#${origin}`}>
            <Icon name={ORIGIN_ICON[origin]} />
            <span>{t(`origin.${origin}Short`)}</span>
            <span className="num">{format.number(cards.length)}</span>
          </a>
        ))}
      </nav>
      <div className="groups">
        {view.groups.map((group) => (
          <Group key={group.origin} {...props} group={group} />
        ))}
      </div>
    </div>
  );
}

function Group({
  page,
  view,
  values,
  acts,
  flash,
  news,
  openList,
  revealing,
  group,
}: HeldGroupsProps & { group: HeldGroup }) {
  const { t } = page.words;
  const { origin, cards } = group;
  const title = `${origin}-title`;
  return (
    <section id={origin} aria-labelledby={title}>
      <div className="section-head">
        <h2 id={title}>{t(`origin.${origin}`)}</h2>
        <p>{t(`origin.${origin}Intro`)}</p>
      </div>
      <div className="card rows">
        {cards.map((card) => {
          const value = values.get(card.id);
          const waiting = view.waiting.find((one) => one.item === card.id) ?? null;
          const mine = flash && (flash.values.item === card.id || flash.values.correction === waiting?.id);
          return (
            value && (
              <HeldItem
                key={card.id}
                page={page}
                card={card}
                value={value}
                acts={acts}
                waiting={waiting}
                flash={mine ? flash : null}
                open={openList === card.id}
                revealing={revealing?.item === card.id ? revealing.what : null}
                news={news?.item === card.id ? news : null}
              />
            )
          );
        })}
      </div>
    </section>
  );
}
