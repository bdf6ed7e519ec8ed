import type { HeldCard } from "@/domain/held-data/catalog";
import type { Page } from "../page";
import { ProblemNotice } from "../problem-notice";
import { Announce, Notice } from "../ui/notice";
import { stopNames, stopsAll } from "./stops";

/** What a form about one item has just come to, from the address of the page. */
export interface ItemNews {
  item: string;
  done: string | null;
  request: string | null;
  problem: string | null;
}

const DONE = {
  corrected: "data.doneCorrected",
  unchanged: "data.doneUnchanged",
  code_sent: "data.doneCode",
  cancelled: "data.doneCancelled",
  request_filed: "data.doneFiled",
  filed: "data.doneFiled",
  stopped: "data.doneStopped",
  stopped_already: "data.doneStoppedAlready",
  not_me: "data.doneNotMe",
  revealed: "visit.revealed",
} as const;

const isDone = (word: string | null): word is keyof typeof DONE => word !== null && Object.hasOwn(DONE, word);

/** What is off now and what goes on: nobody is left to think that all of it stopped. */
function SwitchedOff({ page, card }: { page: Page; card: HeldCard }) {
  const { t, format } = page.words;
  const still = card.goesOn.map(({ text }) => text);
  if (card.stop.length === 0) return null;
  return (
    <>
      <p>{t("data.doneOff", { list: format.list(stopNames(page.words, card)) })}</p>
      {still.length > 0 && <p>{t("data.doneStill", { list: format.list(still) })}</p>}
      <p>
        <a href="/choices">{t("data.doneOffLink")}</a>
      </p>
    </>
  );
}

/** Beside the item it is about, and spoken. */
export function ItemNotice({ page, card, news }: { page: Page; card: HeldCard; news: ItemNews }) {
  const { t } = page.words;
  const { done, request, problem } = news;
  const title = done === "stopped" && !stopsAll(card) ? "data.doneStoppedPart" : isDone(done) && DONE[done];
  return (
    <Announce>
      <ProblemNotice page={page} problem={problem} />
      {title && (
        <Notice
          tone={done === "unchanged" || done === "stopped_already" ? "info" : "good"}
          level={3}
          title={t(title, { item: card.name.text, who: page.visit?.first ?? "" })}
        >
          {(done === "stopped" || done === "not_me") && <SwitchedOff page={page} card={card} />}
          {request && (
            <p>
              {t("data.doneFiledText")} <a href={`/requests/${request}`}>{t("data.doneFiledLink")}</a>
            </p>
          )}
        </Notice>
      )}
    </Announce>
  );
}
