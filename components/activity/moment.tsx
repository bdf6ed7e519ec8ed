import type { ReactNode } from "react";
import type { ActivityEntry } from "@/domain/activity/catalog";
import type { VisitView } from "@/domain/visits/catalog";
import type { Words } from "@/web/i18n";
import type { IconName } from "../ui/icon-paths";
import type { Moment } from "../ui/timeline";
import { choiceIcon, choiceLines, choiceMeta, choiceSentence } from "./choice-words";
import {
  dataSentence,
  metaOfUse,
  requestSentence,
  sentenceOfUse,
  signInMeta,
  signInSentence,
  termsSentence,
  textSentence,
  visitMeta,
  visitSentence,
} from "./entry-words";

const ICON: Record<Exclude<ActivityEntry["kind"], "choice" | "use">, IconName> = {
  request: "doc",
  data: "pencil",
  sign_in: "user",
  visit: "staff",
  text: "text",
  terms: "law",
};

function iconOf(entry: ActivityEntry): IconName {
  if (entry.by === "staff") return "staff";
  if (entry.kind === "choice") return choiceIcon(entry);
  if (entry.kind === "use") return entry.channel ? "mail" : "box";
  return ICON[entry.kind];
}

function textOf(words: Words, entry: ActivityEntry): ReactNode {
  switch (entry.kind) {
    case "choice":
      return choiceSentence(words, entry);
    case "use":
      return sentenceOfUse(words, entry);
    case "request":
      return requestSentence(words, entry);
    case "data":
      return dataSentence(words, entry);
    case "visit":
      return visitSentence(words, entry);
    case "sign_in":
      return signInSentence(words, entry);
    case "text":
      return textSentence(words, entry);
    case "terms":
      return termsSentence(words, entry);
  }
}

function metaOf(words: Words, entry: ActivityEntry, brand: string): ReactNode {
  switch (entry.kind) {
    case "choice":
      return choiceMeta(words, entry);
    case "use":
      return metaOfUse(words, entry);
    case "request":
      return (
        <a href={`/requests/${entry.requestId}`}>
          {words.t("activity.requestLink", { reference: entry.reference })}
        </a>
      );
    case "sign_in":
      return signInMeta(words, entry, brand);
    case "visit":
      return visitMeta(words, entry);
    case "text":
      return entry.event === "started" ? words.t("activity.text_startedMeta") : null;
    case "terms":
      return (
        <a href={`/terms/${encodeURIComponent(entry.document)}?version=${entry.version}`}>
          {words.t("activity.termsRead")}
        </a>
      );
    case "data":
      return null;
  }
}

interface MomentOptions {
  words: Words;
  brand: string;
  /** Only the time, because the day stands above it. */
  timeOnly: boolean;
  /** What stands under a visit; nothing where there is only room for a line. */
  details?: (visit: VisitView) => ReactNode;
}

/** One entry of the history as the timeline draws it. */
export function momentOf(entry: ActivityEntry, { words, brand, timeOnly, details }: MomentOptions): Moment {
  const meta = metaOf(words, entry, brand);
  const moreOf = () => {
    if (entry.kind === "visit") return details?.(entry.visit) ?? null;
    return entry.kind === "choice" ? choiceLines(words, entry) : null;
  };
  const when = timeOnly ? words.format.time(entry.at) : words.format.moment(entry.at);
  return {
    id: entry.id,
    icon: iconOf(entry),
    by: entry.by === "you" || entry.by === "staff" ? entry.by : "brand",
    text: <b>{textOf(words, entry)}</b>,
    meta: (
      <>
        <time dateTime={entry.at.toISOString()}>{when}</time>
        {meta && <> · {meta}</>}
      </>
    ),
    more: moreOf(),
  };
}
