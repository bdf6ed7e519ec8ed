import { behalfWords, choiceSentence } from "@/components/activity/choice-words";
import {
  dataSentence,
  requestSentence,
  signInSentence,
  termsSentence,
  textSentence,
  visitMeta,
  visitSentence,
} from "@/components/activity/entry-words";
import type { ActivityEntry, UseEntry } from "@/domain/activity/catalog";
import type { CellView } from "@/domain/choices/catalog";
import type { CopyWord, CopyWords } from "@/domain/copies/catalog";
import type { KeepRule } from "@/domain/held-data/catalog";
import { shownText } from "@/domain/held-data/rules";
import type { LawfulDate } from "@/domain/requests/catalog";
import { formattingLocale } from "@/web/format";
import { inSentence, type Words } from "@/web/i18n";

/** How a copy speaks to the reader of these words. `timeZone`: IANA, the brand's. */
export function copyWords(words: Words, timeZone: string): CopyWords {
  const { t, format } = words;
  const reader = {
    locale: formattingLocale(words.locale),
    timeZone,
    yes: t("common.yes"),
    no: t("common.no"),
  };
  return {
    lang: words.locale,
    dir: words.dir,
    title: (brand) => t("copyFile.title", { brand }),
    made: (at) => t("copyFile.made", { date: format.day(at) }),
    word: (name) => t(WORD[name]),
    origin: (origin) => t(`origin.${origin}`),
    basis: (basis) => t(`basis.${basis}`),
    keep: (rule, until) => keepWords(words, rule, until),
    missing: (why, source) => t(`copyFile.missing_${why}`, { source }),
    records: (count) => t("data.records", { count }),
    asTable: (file) => t("copyFile.asTable", { file }),
    value: (shown) => shownText(shown, reader),
    country: format.country,
    day: format.day,
    moment: (at) => `${format.day(at)}, ${format.time(at)}`,
    standing: (cell) => standing(words, cell),
    request: (kind, item) => {
      const name = t(`requests.name_${kind}`);
      return item === null ? name : t("requests.nameItem", { name, item });
    },
    lawful: (due: LawfulDate) => t("copyFile.lawful", { date: format.day(due.date), source: due.source }),
    identifier: (kind) => t("copyFile.identifier", { kind }),
    entry: (entry) => sentences(words, entry),
  };
}

const WORD = {
  keepSafe: "copyFile.keepSafe",
  inside: "copyFile.inside",
  fileHtml: "copyFile.fileHtml",
  fileJson: "copyFile.fileJson",
  contents: "copyFile.contents",
  holder: "copyFile.holder",
  privacyTeam: "copyFile.privacyTeam",
  authority: "copyFile.authority",
  knownBy: "copyFile.knownBy",
  nothing: "copyFile.nothing",
  usedFor: "data.factUsedFor",
  basedOn: "data.factBasedOn",
  from: "data.factFrom",
  recipients: "data.factShared",
  kept: "data.factKept",
  lastUsed: "data.factLast",
  notIncluded: "copyFile.notIncluded",
  choices: "choices.title",
  requests: "requests.title",
  activity: "activity.title",
  messageYou: "requests.you",
  messageBrand: "requests.team",
  answer: "requests.answer",
  noEntries: "copyFile.noEntries",
} as const satisfies Record<CopyWord, string>;

function keepWords(words: Words, rule: KeepRule, until: string | null): string {
  return words.t("data.because", { when: keptUntil(words, rule, until), because: rule.because.text });
}

function keptUntil({ t, format }: Words, rule: KeepRule, until: string | null): string {
  if (until) return t("data.keptUntilDate", { date: format.day(until) });
  if (rule.kind === "for") return t("data.keptFor", { period: format.duration(rule.period) });
  return t(rule.kind === "while" ? "data.keptWhile" : "data.keptUntilRule");
}

function standing({ t, format }: Words, cell: CellView): string {
  if (cell.stopped?.state === "stopped") {
    const date = format.day(cell.stopped.at);
    return t("choices.stoppedByText", { date, number: cell.stopped.number });
  }
  if (cell.kind === "locked") return t("choices.alwaysOn");
  if (cell.kind === "not_offered") return t("choices.notOffered");
  if (cell.kind === "waiting") return t("choices.waiting");
  if (cell.pausedUntil) return t("choices.pausedUntil", { date: format.day(cell.pausedUntil) });
  const isOff = (cell.kind === "switch" && !cell.on) || (cell.kind === "objection" && cell.objected);
  if (isOff && cell.last?.by === "staff") return t("visits.byStaffSomebody");
  if (cell.kind === "objection") return t(cell.objected ? "choices.objected" : "choices.on");
  return t(cell.on ? "choices.on" : "choices.off");
}

/** Of a use, as text alone; what its title holds is made safe where the copy becomes HTML. */
function usedSentence({ t }: Words, entry: UseEntry): string {
  const title = () => entry.title;
  if (!entry.channel) return t.markup("activity.useOther", { title });
  return t.markup("activity.useMessage", { title, channel: inSentence(entry.channel) });
}

/** The sentences of Activity; an act on many choices has one for each. */
function sentences(words: Words, entry: ActivityEntry): string[] {
  switch (entry.kind) {
    case "choice":
      return [
        ...entry.lines.map((line) => choiceSentence(words, { ...entry, lines: [line] })),
        ...(entry.onBehalf ? behalfWords(words, entry) : []),
      ];
    case "use":
      return [usedSentence(words, entry)];
    case "visit":
      return [visitSentence(words, entry), visitMeta(words, entry)];
    case "request":
      return [requestSentence(words, entry)];
    case "data":
      return [dataSentence(words, entry)];
    case "sign_in":
      return [signInSentence(words, entry)];
    case "text":
      return [textSentence(words, entry)];
    case "terms":
      return [termsSentence(words, entry)];
  }
}
