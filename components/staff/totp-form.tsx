import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Field } from "../ui/field";

interface TotpFormProps {
  page: Page;
  act: Act;
  /** Where to go afterwards, where the form leads on. */
  next?: string;
  wrong: boolean;
}

/** Six digits, as an authenticator shows them. */
export function TotpForm({ page, act, next, wrong }: TotpFormProps) {
  const { t } = page.words;
  return (
    <ActForm page={page} act={act} values={next === undefined ? {} : { next }} className="stack">
      <Field
        label={t("staffSignIn.totp")}
        hint={t("staffSignIn.totpHint")}
        error={wrong ? t("staffSignIn.totpWrong") : undefined}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        required
      />
      <Button kind="main" wide>
        {t("staffSignIn.continue")}
      </Button>
    </ActForm>
  );
}
