import { type ReactNode, Suspense } from "react";
import type { HeldCard, HeldValue, WaitingCorrection } from "@/domain/held-data/catalog";
import type { Flash } from "@/web/flash";
import type { Page } from "../page";
import { SaidText } from "../said";
import type { HeldActs } from "./acts";
import { HeldFacts, KeptLine } from "./facts";
import { ItemActs } from "./item-acts";
import { type ItemNews, ItemNotice } from "./item-notice";
import { Skeleton } from "./skeleton";
import { ValueView } from "./value-view";
import { WaitingCode } from "./waiting-code";

/** What every part of a held item is given. */
export interface HeldItemProps {
  page: Page;
  card: HeldCard;
  /** Its live value; a promise while its source is being read. */
  value: HeldValue | Promise<HeldValue>;
  acts: HeldActs;
  waiting: WaitingCorrection | null;
  /** A form about this item that was refused, to be shown again. */
  flash: Flash | null;
  /** What a form about this item has just come to. */
  news: ItemNews | null;
  /** The reader turned to this list: it shows a whole page of it. */
  open: boolean;
  /** In a visit: what of this item staff are about to reveal, "item" or a record's id. */
  revealing?: string | null;
}

/** One thing that is held: name, value, why, what you can do, and the facts about it. */
export function HeldItem(props: HeldItemProps) {
  const { page, card, value, waiting, news } = props;
  const title = `${card.id}-name`;
  const list = card.shape === "list";
  return (
    <article className="item" id={card.id} aria-labelledby={title}>
      <h3 id={title}>
        <SaidText page={page} said={card.name} />
      </h3>
      {news && <ItemNotice page={page} card={card} news={news} />}
      <div className={list ? "item-body item-list" : "item-body"}>
        {list && <Why {...props} />}
        <Live value={value} fallback={<Skeleton page={page} card={card} />}>
          {(read) => <ValueView {...props} read={read} />}
        </Live>
        {!list && <Why {...props} />}
      </div>
      <Live value={value} fallback={<div className="item-acts" />}>
        {(read) => (read.kind === "unavailable" ? null : <ItemActs {...props} read={read} />)}
      </Live>
      {waiting && <WaitingCode {...props} waiting={waiting} />}
      <HeldFacts page={page} card={card}>
        {(kept) => (
          <Live value={value} fallback={<KeptLine page={page} card={card} read={null} short={kept} />}>
            {(read) => <KeptLine page={page} card={card} read={read} short={kept} />}
          </Live>
        )}
      </HeldFacts>
    </article>
  );
}

function Why({ page, card }: HeldItemProps) {
  return (
    <p className="item-why">
      <SaidText page={page} said={card.why} />
    </p>
  );
}

interface LiveProps {
  value: HeldItemProps["value"];
  fallback: ReactNode;
  children: (read: HeldValue) => ReactNode;
}

/** Shows what was read already at once; what is still being read streams in when it is there. */
function Live({ value, fallback, children }: LiveProps) {
  if (!(value instanceof Promise)) return children(value);
  return (
    <Suspense fallback={fallback}>
      <Late value={value}>{children}</Late>
    </Suspense>
  );
}

async function Late({ value, children }: { value: Promise<HeldValue>; children: LiveProps["children"] }) {
  return children(await value);
}
