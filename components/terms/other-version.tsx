import type { ChangesForYou, TermsView } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { SaidText } from "../said";
import { ButtonLink } from "../ui/button";
import { Notice } from "../ui/notice";
import { ChangesSection } from "./changes-for-you";

/** Where the text shown is not the one in force, the page says so first. */
export function OtherVersion({ page, view }: { page: Page; view: TermsView }) {
  const { t, format } = page.words;
  if (view.standing === "in_force") return null;
  return (
    <Notice
      tone="info"
      icon="clock"
      title={t(`terms.other_${view.standing}`, { date: format.day(view.version) })}
      action={
        <ButtonLink href={`/terms/${encodeURIComponent(view.document)}`}>{t("terms.toCurrent")}</ButtonLink>
      }
    />
  );
}

interface TermsNewsProps {
  page: Page;
  view: TermsView;
  /** Null: nothing is new to this reader, or nothing is known of them. */
  changes: ChangesForYou | null;
}

/** What changed for the reader; else the brand's own sentence on what is new. */
export function TermsNews({ page, view, changes }: TermsNewsProps) {
  if (changes) return <ChangesSection page={page} changes={changes} />;
  if (!view.changed) return null;
  return (
    <Notice tone="info" icon="doc" title={page.words.t("terms.whatChanged")}>
      <p>
        <SaidText page={page} said={view.changed} />
      </p>
    </Notice>
  );
}
