import type { TermsView } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { SaidText } from "../said";
import { ButtonLink } from "../ui/button";
import { Notice } from "../ui/notice";

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

/** The brand's own sentence on what is new, for readers of whom nothing is known. */
export function WhatIsNew({ page, view }: { page: Page; view: TermsView }) {
  if (!view.changed) return null;
  return (
    <Notice tone="info" icon="doc" title={page.words.t("terms.whatChanged")}>
      <p>
        <SaidText page={page} said={view.changed} />
      </p>
    </Notice>
  );
}
