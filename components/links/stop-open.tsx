import type { StopView } from "@/domain/links/catalog";
import { cellName, inSentence, type Words } from "@/web/i18n";
import type { Page } from "../page";
import { ButtonLink } from "../ui/button";
import { PageHead } from "../ui/layout";
import { Announce, Notice } from "../ui/notice";
import { UseTitle } from "../use-title";
import { StillList } from "./still-list";
import { StopAll, StopWays } from "./stop-ways";
import { Stopped, stoppedSentence } from "./stopped";

type Open = Extract<StopView, { state: "open" }>;

/** Whole; but for what is newer; not at all, because something newer stands; too late. */
export const UNDONE = ["all", "part", "newer", "late"] as const;
export type Undone = (typeof UNDONE)[number];

interface StopOpenProps {
  page: Page;
  token: string;
  view: Open;
  /** What an Undo came to; null: none was pressed. */
  undone: Undone | null;
}

/** The page's own name: what would stop, or what has just been done. */
export function stopTitle(words: Words, view: Open): string {
  const { t } = words;
  const named = { purpose: view.purpose.text, channel: view.channel ? inSentence(view.channel) : "" };
  if (view.done) return stoppedSentence(words, view, view.done);
  if (view.cell.kind === "locked" || view.cell.kind === "not_offered") return t("stop.lockedTitle", named);
  if (!view.cell.stops) return t("stop.alreadyTitle");
  return t(view.channel ? "stop.title" : "stop.titlePlain", named);
}

/** Names exactly what stops, offers less, and says what still comes. Nothing happens before a press. */
export function StopOpen({ page, token, view, undone }: StopOpenProps) {
  const { done, cell } = view;
  return (
    <>
      {undone && !done && (
        <Announce>
          <Notice tone="info" icon="undo" title={page.words.t(`stop.undone_${undone}`)} />
        </Announce>
      )}
      {done ? <Stopped {...{ page, token, view, done }} /> : <Before {...{ page, view }} />}
      {!done && cell.stops && <StopWays {...{ page, token, view }} />}
      {!done && <StopAll {...{ page, token, view }} />}
      <StillList page={page} still={cell.still} />
    </>
  );
}

function Before({ page, view }: { page: Page; view: Open }) {
  const { t, format } = page.words;
  const { cell, title } = view;
  return (
    <PageHead title={stopTitle(page.words, view)} lede={<Lede page={page} view={view} />}>
      {cell.on && cell.pausedUntil && <p>{t("stop.paused", { date: format.day(cell.pausedUntil) })}</p>}
      {title && (
        <p className="small muted">{t.rich("stop.from", { title: () => <UseTitle title={title} /> })}</p>
      )}
      {!cell.stops && <ButtonLink href="/choices">{t("stop.seeAll")}</ButtonLink>}
    </PageHead>
  );
}

function Lede({ page, view }: { page: Page; view: Open }) {
  const { t, format } = page.words;
  const { cell, address, purpose, channel } = view;
  if (cell.kind === "locked") return <>{t(`stop.locked_${lockedBy(cell.basis)}`)}</>;
  if (!cell.stops) {
    const named = cellName(page.words, purpose, channel);
    if (!cell.last) return <>{t("stop.alreadyPlain", { cell: named })}</>;
    return <>{t("stop.already", { cell: named, date: format.day(cell.last.at) })}</>;
  }
  if (!address) return <>{t("stop.ledePlain")}</>;
  return <>{t.rich("stop.lede", { address: () => <bdi>{address}</bdi> })}</>;
}

type LockedBy = "contract" | "legal_obligation" | "vital_interest" | "public_task";

/** Why something cannot be stopped; consent and interest always can. */
export function lockedBy(basis: Open["cell"]["basis"]): LockedBy {
  return basis === "consent" || basis === "legitimate_interest" ? "contract" : basis;
}
