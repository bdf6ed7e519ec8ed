import type { ReactNode } from "react";
import type { ChoiceEntry, ChoiceLine } from "@/domain/activity/catalog";
import { toolName } from "@/domain/imports/catalog";
import { cellName, type Words } from "@/web/i18n";
import { Disclosure } from "../ui/disclosure";
import type { IconName } from "../ui/icon-paths";

/** Off and on look alike in a history: the words tell them apart. */
export function choiceIcon(entry: ChoiceEntry): IconName {
  if (entry.undone) return "undo";
  if (entry.lines.some((line) => line.change === "waiting" || line.change === "paused")) return "clock";
  return "check";
}

function lineSentence(words: Words, line: ChoiceLine, { by, via }: ChoiceEntry): string {
  const { t, format } = words;
  const cell = cellName(words, line.purpose, line.channel);
  const whose = wordsFor(by);
  if (via === "signal" || via === "text") return t(`activity.${via}_turned_off`, { cell });
  if (by === "staff") return t("visits.cell_turned_off", { cell });
  if (line.change === "paused" && line.until) {
    return t(`activity.${whose}_pausedUntil`, { cell, date: format.day(line.until) });
  }
  if (line.change === "frequency" && line.frequency) {
    const frequency = t(`choices.frequency_${line.frequency}`);
    return t(`activity.${whose}_frequency`, { cell: line.purpose.text, frequency });
  }
  if (line.change === "changed" || line.change === "frequency") return t("activity.choice_changed", { cell });
  return t(`activity.${whose}_${line.change}`, { cell });
}

/** What a system or an import told is not put into the person's mouth. */
const wordsFor = (by: ChoiceEntry["by"]) => (by === "you" ? "choice" : "ours");

/** One act in one sentence; an act on many choices says how many. */
export function choiceSentence(words: Words, entry: ChoiceEntry): string {
  const [first, ...more] = entry.lines;
  if (first && (more.length === 0 || isOneFrequency(entry))) return lineSentence(words, first, entry);
  const count = entry.lines.length;
  if (entry.via === "signal" || entry.via === "text") return words.t(`activity.${entry.via}_many`, { count });
  return words.t(entry.by === "staff" ? "visits.cells_turned_off" : `activity.${wordsFor(entry.by)}_many`, {
    count,
  });
}

/** How often is one decision, whatever the number of channels it is kept for. */
function isOneFrequency({ lines }: ChoiceEntry): boolean {
  return lines.every((line) => line.change === "frequency" && line.purpose.text === lines[0]?.purpose.text);
}

export function choiceMeta(words: Words, entry: ChoiceEntry): ReactNode {
  const { t } = words;
  const parts = [
    ...behalfWords(words, entry),
    entry.undone ? t("activity.undone") : null,
    entry.via === "link" ? t("activity.viaLink") : null,
    entry.via === "system" ? t("activity.viaSystem") : null,
    entry.tool ? t("imports.via", { tool: toolName(entry.tool) }) : null,
    entry.lines.some((line) => line.change === "waiting") ? t("activity.waitingMeta") : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(" · ") : null;
}

/** Who of support it was, and how the person had asked. */
export function behalfWords({ t }: Words, { onBehalf }: ChoiceEntry): string[] {
  if (!onBehalf) return [];
  const { staff, ticket, asked, words } = onBehalf;
  const parts = [
    staff && t("visits.byStaff", { staff }),
    asked && t(`visits.asked_${asked}`),
    ticket && t("visits.ticket", { ticket }),
    words && t("visits.quote", { words }),
  ];
  return parts.filter((part): part is string => Boolean(part));
}

/** Every choice of an act that changed many, behind a disclosure. */
export function choiceLines(words: Words, entry: ChoiceEntry): ReactNode {
  if (entry.lines.length < 2 || isOneFrequency(entry)) return null;
  return (
    <Disclosure label={words.t("activity.whichChoices")}>
      <ul className="plain-list">
        {entry.lines.map((line) => (
          <li key={line.seq}>{lineSentence(words, line, entry)}</li>
        ))}
      </ul>
    </Disclosure>
  );
}
