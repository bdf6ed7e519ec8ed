import type { ReactNode } from "react";
import type { ChangeView, ChoicesView } from "@/domain/choices/catalog";
import { cellName, type Words } from "@/web/i18n";
import { ActForm } from "../act-form";
import type { Page } from "../page";
import { Button } from "../ui/button";
import { Announce, Notice } from "../ui/notice";
import type { ChoiceActs } from "./acts";

interface SavedProps {
  page: Page;
  view: ChoicesView;
  acts: ChoiceActs;
  /** The form was sent and nothing changed: `1`, it was so already; `newer`, an Undo under something newer. */
  unchanged: string | null;
  /** An Undo left a part alone, because something newer stands on it. */
  kept: boolean;
  /** Why a form was refused. */
  children?: ReactNode;
}

/** What the act just made came to, in one sentence. Also the window's title, so that it is heard on arrival. */
export function savedSentence(words: Words, changes: readonly ChangeView[]): string {
  const { t, format } = words;
  const [first, ...more] = changes;
  if (!first) return t("choices.saved_unchanged");
  if (changes.every((change) => change.act === "undo")) return t("choices.saved_undo");
  const cell = cellName(words, first.purposeName, first.channelName);
  // How often is one decision, whatever the number of channels it is kept for.
  if (
    first.frequency &&
    changes.every(({ act, purpose }) => act === "frequency" && purpose === first.purpose)
  ) {
    return t("choices.saved_frequency", {
      cell: first.purposeName.text,
      frequency: t(`choices.frequency_${first.frequency}`),
    });
  }
  if (more.length > 0) return t("choices.saved_many", { count: changes.length });
  const date = first.pausedUntil ? format.day(first.pausedUntil) : "";
  return t(`choices.saved_${first.now}`, { cell, date });
}

/** Says that it is saved, when, what other devices did meanwhile, and offers Undo. */
export function SavedNotice({ page, view, acts, unchanged, kept, children }: SavedProps) {
  const { t, format } = page.words;
  const { saved, sinceYouLooked } = view;
  return (
    <Announce id="saved">
      {children}
      {saved && (
        <Notice
          tone="good"
          title={savedSentence(page.words, saved.changes)}
          action={
            saved.undoUntil &&
            !page.visit && <Undo page={page} view={view} act={saved.act} undo={acts.undo} />
          }
        >
          <p>
            {format.moment(saved.at)}
            {kept && ` · ${t("choices.undoKept")}`}
            {saved.changes[0]?.now === "waiting" && ` · ${t("choices.savedWaitingText")}`}
          </p>
        </Notice>
      )}
      {!saved && unchanged === "1" && <Notice tone="info" title={t("choices.saved_unchanged")} />}
      {!saved && unchanged === "newer" && <Notice tone="info" title={t("choices.undoNewer")} />}
      {sinceYouLooked.length > 0 && (
        <Notice tone="info" title={t("choices.elsewhereTitle")}>
          <p>{t("choices.elsewhereText")}</p>
          <ul>
            {sinceYouLooked.map((change) => (
              <li key={`${change.purpose}/${change.channel}/${change.at.getTime()}`}>
                {elsewhereSentence(page.words, change)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </Announce>
  );
}

function elsewhereSentence(words: Words, change: ChangeView): string {
  const { t, format } = words;
  const cell = cellName(words, change.purposeName, change.channelName);
  const date = change.pausedUntil ? format.day(change.pausedUntil) : "";
  const sentence =
    change.by === "staff"
      ? t("visits.cell_turned_off", { cell })
      : change.by === "signal" || change.by === "text"
        ? t(`choices.${change.by}_turned_off`, { cell })
        : change.act === "frequency" && change.frequency
          ? t("activity.choice_frequency", { cell, frequency: t(`choices.frequency_${change.frequency}`) })
          : t(`choices.change_${change.now}`, { cell, date });
  return t("choices.elsewhere", { moment: format.moment(change.at), change: sentence });
}

interface UndoProps {
  page: Page;
  view: ChoicesView;
  act: string;
  undo: ChoiceActs["undo"];
}

function Undo({ page, view, act, undo }: UndoProps) {
  return (
    <ActForm page={page} act={undo} values={{ act, seen: view.seen }}>
      <Button icon="undo">{page.words.t("common.undo")}</Button>
    </ActForm>
  );
}
