import type { ObeyedView } from "@/domain/obeyed/catalog";
import type { Page } from "../page";
import { SaidText } from "../said";

/** What the brand's systems said of the last change: each by its name, with the moment from which it obeys. */
export function ObeyedNotes({ page, obeyed }: { page: Page; obeyed: readonly ObeyedView[] }) {
  return obeyed.map((one) => (
    <span key={`${one.system.text}/${one.at.getTime()}`} className="state-note">
      {sentence(page, one)}
    </span>
  ));
}

/** A name that a system gave itself is kept apart from the words around it, whatever it is written in. */
function sentence(page: Page, { system: { lang, text }, at }: ObeyedView) {
  const { t, format } = page.words;
  const system = () => <bdi>{lang === null ? text : <SaidText page={page} said={{ lang, text }} />}</bdi>;
  return format.isToday(at)
    ? t.rich("choices.obeyedToday", { system, time: format.time(at) })
    : t.rich("choices.obeyedOn", { system, moment: format.moment(at) });
}
