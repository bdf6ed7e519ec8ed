import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Field } from "../ui/field";

interface StartFormProps {
  page: Page;
  act: Act;
  next: string;
  error?: string;
  who?: string;
}

/** Where the message with the code and the link should go. */
export function StartForm({ page, act, next, error, who }: StartFormProps) {
  const { t } = page.words;
  return (
    <ActForm page={page} act={act} values={{ next }} className="stack">
      <Field
        label={t("signIn.who")}
        hint={t("signIn.whoHint")}
        error={error}
        name="who"
        defaultValue={who}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        required
      />
      <Button kind="main" wide>
        {t("signIn.start")}
      </Button>
    </ActForm>
  );
}
