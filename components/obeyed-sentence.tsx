import type { ObeyedView } from "@/domain/obeyed/catalog";
import type { Page } from "./page";
import { SaidText } from "./said";

/**
 * Which system obeys, and from when on. A name that a system gave itself is kept apart from the words around it,
 * whatever it is written in.
 */
export function ObeyedSentence({ page, obeyed }: { page: Page; obeyed: ObeyedView }) {
  const { t, format } = page.words;
  const { system, at } = obeyed;
  const { lang, text } = system;
  const name = () => <bdi>{lang === null ? text : <SaidText page={page} said={{ lang, text }} />}</bdi>;
  return format.isToday(at)
    ? t.rich("choices.obeyedToday", { system: name, time: format.time(at) })
    : t.rich("choices.obeyedOn", { system: name, moment: format.moment(at) });
}
