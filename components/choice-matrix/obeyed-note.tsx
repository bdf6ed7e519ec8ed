import type { ObeyedView } from "@/domain/obeyed/catalog";
import { ObeyedSentence } from "../obeyed-sentence";
import type { Page } from "../page";

/** What the brand's systems said of the last change, each on a line of its own. */
export function ObeyedNotes({ page, obeyed }: { page: Page; obeyed: readonly ObeyedView[] }) {
  return obeyed.map((one) => (
    <span key={`${one.system.text}/${one.at.getTime()}`} className="state-note">
      <ObeyedSentence page={page} obeyed={one} />
    </span>
  ));
}
