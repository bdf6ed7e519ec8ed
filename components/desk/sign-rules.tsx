import type { HandlingRulesView } from "@/domain/staff/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Section } from "../ui/layout";

interface SignRulesProps {
  page: Page;
  rules: HandlingRulesView;
  sign: Act;
  error?: string | undefined;
}

/** The box to tick and the button, below the text and only while a signature is due. */
export function SignRules({ page, rules, sign, error }: SignRulesProps) {
  const { t } = page.words;
  if (!rules.text || !rules.due) return null;
  return (
    <Section title={t("desk.rules.sign")} id="sign">
      <div className="card pad">
        <ActForm page={page} act={sign} values={{ hash: rules.text.hash }} className="stack">
          {error && (
            <p className="error" id="agreed-error">
              {error}
            </p>
          )}
          <label className="pick">
            <input
              type="checkbox"
              name="agreed"
              value="yes"
              required
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? "agreed-error" : undefined}
            />
            {t("desk.rules.agree")}
          </label>
          <Button kind="main">{t("desk.rules.do")}</Button>
        </ActForm>
      </div>
    </Section>
  );
}

/** What the reader signed until now, newest first. */
export function SignedBefore({ page, rules }: { page: Page; rules: HandlingRulesView }) {
  const { t, format } = page.words;
  if (rules.earlier.length === 0) return null;
  return (
    <Section title={t("desk.rules.earlier")}>
      <ul className="card rows">
        {rules.earlier.map(({ id, at, role, lang }) => (
          <li key={id} className="row">
            <p className="row-text">
              {t("desk.rules.earlierLine", { date: format.moment(at), role: roleName(page, role) })}
            </p>
            <p className="row-end muted small">{format.language(lang)}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const ROLES = ["support", "privacy_officer", "admin", "auditor"] as const;

function roleName({ words }: Page, role: string): string {
  const known = ROLES.find((one) => one === role);
  return known ? words.t(`desk.role.${known}`) : role;
}
