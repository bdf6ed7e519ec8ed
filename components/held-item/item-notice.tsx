import type { Page } from "../page";
import { ProblemNotice } from "../problem-notice";
import { Announce, Notice } from "../ui/notice";

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

const isDone = (word: string): word is keyof typeof DONE => Object.hasOwn(DONE, word);

/** Beside the item it is about, and spoken. */
export function ItemNotice({ page, name, news }: { page: Page; name: string; news: ItemNews }) {
  const { t } = page.words;
  const { done, request, problem } = news;
  return (
    <Announce>
      <ProblemNotice page={page} problem={problem} />
      {done && isDone(done) && (
        <Notice
          tone={done === "unchanged" || done === "stopped_already" ? "info" : "good"}
          level={3}
          title={t(DONE[done], { item: name, who: page.visit?.first ?? "" })}
        >
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
