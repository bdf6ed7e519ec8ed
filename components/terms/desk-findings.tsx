import type { DeskVersionView, TermsFinding } from "@/domain/terms/catalog";
import type { Words } from "@/web/i18n";
import type { Page } from "../page";
import { Tag } from "../ui/tag";
import { languageIn } from "./terms-beside";

interface DeskFindingsProps {
  page: Page;
  view: DeskVersionView;
  findings: readonly TermsFinding[];
  tone: "warn" | "plain";
}

/** What stands in the way or should be looked at, in the reader's language; each leads to its point. */
export function DeskFindings({ page, view, findings, tone }: DeskFindingsProps) {
  const { t, locale } = page.words;
  if (findings.length === 0) return null;
  return (
    <ul className="findings">
      {findings.map((finding) => (
        <li key={`${finding.kind}.${finding.locale}.${finding.point}.${finding.clause}.${finding.message}`}>
          <Tag tone={tone}>{t(`terms.desk.finding_${finding.kind}`)}</Tag>{" "}
          {finding.point && (
            <a href={`#check-${finding.point}`}>
              <code>{finding.point}</code>
            </a>
          )}{" "}
          {sentence(page.words, finding)}{" "}
          {finding.locale !== view.binding && (
            <span className="muted">
              ({t("terms.desk.findingIn", { language: languageIn(locale, finding.locale) })})
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A finding as one sentence of the reader's language: what is wrong and what would be right. */
export function sentence({ t, format }: Words, { kind, clause, locale, named }: TermsFinding): string {
  const { amount } = named;
  const count = (number: number) => t(`terms.desk.amount_${amount?.unit ?? "day"}`, { count: number });
  switch (kind) {
    case "no_point":
      return t("terms.desk.says_no_point", { clause: clause ?? "" });
    case "no_binding_text":
      return t("terms.desk.says_no_binding_text", { file: `full.${locale}.md` });
    case "unknown_purpose":
    case "unknown_item":
      return t(`terms.desk.says_${kind}`, { id: named.id ?? "" });
    case "past":
      return t("terms.desk.says_past", { day: named.day ? format.day(named.day) : "" });
    case "mentioned":
      return t("terms.desk.says_mentioned", {
        ...{ title: named.title ?? "", names: format.list(named.names ?? []) },
      });
    case "numbers":
      return t("terms.desk.says_numbers", {
        ...{ own: count(amount?.own ?? 0), theirs: format.list((amount?.theirs ?? []).map(count)) },
      });
    default:
      return t(`terms.desk.says_${kind}`);
  }
}
