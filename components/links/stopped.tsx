import type { DoneView, StopView } from "@/domain/links/catalog";
import { cellName, inSentence, type Words } from "@/web/i18n";
import { ObeyedSentence } from "../obeyed-sentence";
import type { Page } from "../page";
import { Button, ButtonLink } from "../ui/button";
import { Icon } from "../ui/icon";
import { LinkForm } from "./link-form";

type Open = Extract<StopView, { state: "open" }>;

/** What the press came to, in one sentence; also the window's title. */
export function stoppedSentence(words: Words, view: Open, { changes }: DoneView): string {
  const { t, format } = words;
  const { purpose } = view;
  const [first] = changes;
  if (first?.act === "frequency") return t("stop.doneTitle_monthly", { purpose: purpose.text });
  if (first?.act === "pause" && first.pausedUntil)
    return t("stop.doneTitle_paused", { purpose: purpose.text, date: format.day(first.pausedUntil) });
  if (changes.length > 1) return t("stop.doneTitle_all");
  const channel = first ? first.channelName : view.channel;
  const named = {
    purpose: first?.purposeName.text ?? purpose.text,
    channel: channel ? inSentence(channel) : "",
  };
  return t(channel ? "stop.doneTitle_off" : "stop.doneTitle_offPlain", named);
}

/** Done: what stopped, when, the way back, and all the other choices. */
export function Stopped({
  page,
  token,
  view,
  done,
}: {
  page: Page;
  token: string;
  view: Open;
  done: DoneView;
}) {
  const { t, format } = page.words;
  const cells = done.changes.map((change) => cellName(page.words, change.purposeName, change.channelName));
  const isList = done.changes.length > 1 && done.changes[0]?.act !== "frequency";
  return (
    <div className="stack-lg">
      <div className="notice notice-good" role="status">
        <Icon name="check" />
        <h1 className="h-done">{stoppedSentence(page.words, view, done)}</h1>
        {isList && <p>{t("stop.stoppedList", { list: format.list(cells) })}</p>}
        <p>{t("stop.doneText", { time: format.time(done.at) })}</p>
        {done.obeyed.map((one) => (
          <p key={one.system.text}>
            <ObeyedSentence page={page} obeyed={one} />
          </p>
        ))}
      </div>
      <div className="btn-row">
        {done.undo && (
          <LinkForm page={page} token={token} values={{ act: "undo", undo: done.undo }}>
            <Button icon="undo">{t("common.undo")}</Button>
          </LinkForm>
        )}
        <ButtonLink href="/choices">{t("stop.seeAll")}</ButtonLink>
      </div>
    </div>
  );
}
