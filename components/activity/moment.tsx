import type { ReactNode } from "react";
import type { ActivityEntry } from "@/domain/activity/catalog";
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
} from "./entry-words";

const ICON: Record<Exclude<ActivityEntry["kind"], "choice" | "use">, IconName> = {
  request: "doc",
  data: "pencil",
  sign_in: "user",
};

function iconOf(entry: ActivityEntry): IconName {
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
    case "sign_in":
      return signInSentence(words, entry);
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
    case "data":
      return null;
  }
}

interface MomentOptions {
  words: Words;
  brand: string;
  /** Only the time, because the day stands above it. */
  timeOnly: boolean;
}

/** One entry of the history as the timeline draws it. */
export function momentOf(entry: ActivityEntry, { words, brand, timeOnly }: MomentOptions): Moment {
  const meta = metaOf(words, entry, brand);
  const when = timeOnly ? words.format.time(entry.at) : words.format.moment(entry.at);
  return {
    id: entry.id,
    icon: iconOf(entry),
    yours: entry.by === "you",
    text: <b>{textOf(words, entry)}</b>,
    meta: (
      <>
        <time dateTime={entry.at.toISOString()}>{when}</time>
        {meta && <> · {meta}</>}
      </>
    ),
    more: entry.kind === "choice" ? choiceLines(words, entry) : null,
  };
}
