import type { HandlingRulesView } from "@/domain/staff/catalog";
import type { Page } from "../page";
import { Notice } from "../ui/notice";

interface StandingProps {
  page: Page;
  rules: HandlingRulesView;
  /** Said instead of the plain fact, just after signing. */
  title?: string;
}

/** Whether the rules are signed, since when and until when. */
export function RulesStanding({ page, rules, title }: StandingProps) {
  const { t, format } = page.words;
  const { text, signed, due } = rules;
  if (!text)
    return (
      <Notice tone="info" title={t("desk.rules.none")}>
        <p>{t("desk.rules.noneText")}</p>
      </Notice>
    );
  if (!signed)
    return (
      <Notice tone="warn" title={t("desk.rules.unsigned")}>
        <p>{t("desk.rules.unsignedText")}</p>
      </Notice>
    );
  const dates = { date: format.day(signed.at), until: format.day(signed.until) };
  return due ? (
    <Notice tone="warn" title={t("desk.rules.renew")}>
      <p>{t("desk.rules.renewText", { until: dates.until })}</p>
    </Notice>
  ) : (
    <Notice tone="good" title={title ?? t("desk.rules.signed")}>
      <p>{t("desk.rules.signedText", dates)}</p>
    </Notice>
  );
}
