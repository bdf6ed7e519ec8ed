import type { HeldCard } from "@/domain/held-data/catalog";
import { inSentence, type Words } from "@/web/i18n";

/** What "stop using" switches off, named one by one. */
export const stopNames = ({ t }: Words, { stop }: HeldCard): string[] =>
  stop.map(({ purpose, channel }) =>
    channel
      ? t("data.stopTarget", { purpose: purpose.name.text, channel: inSentence(channel.name) })
      : purpose.name.text,
  );

/** Whether nothing that the item is used for is left once "stop using" was pressed. */
export const stopsAll = ({ purposes, stop }: HeldCard): boolean =>
  purposes.every(({ id }) => stop.some(({ purpose, channel }) => purpose.id === id && channel === null));
