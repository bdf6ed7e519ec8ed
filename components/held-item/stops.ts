import type { HeldCard } from "@/domain/held-data/catalog";
import { inSentence, type Words } from "@/web/i18n";

/** What "stop using" switches off, named one by one. */
export const stopNames = ({ t }: Words, { stop }: HeldCard): string[] =>
  stop.map(({ purpose, channel }) =>
    channel
      ? t("data.stopTarget", { purpose: purpose.name.text, channel: inSentence(channel.name) })
      : purpose.name.text,
  );

/** What goes on all the same, above all what a contract or the law asks for. */
export const stillNames = ({ purposes, stop }: HeldCard): string[] =>
  purposes.filter(({ id }) => !stop.some(({ purpose }) => purpose.id === id)).map(({ name }) => name.text);
