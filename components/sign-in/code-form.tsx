import { CODE_DIGITS } from "@/domain/sessions/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Field } from "../ui/field";

interface CodeFormProps {
  page: Page;
  act: Act;
  next: string;
  error?: string;
}

/** Eight digits, to be typed or pasted as a mail program shows them. */
export function CodeForm({ page, act, next, error }: CodeFormProps) {
  const { t } = page.words;
  return (
    <ActForm page={page} act={act} values={{ next }} className="stack">
      <Field
        label={t("signIn.code")}
        hint={t("signIn.codeHint")}
        error={error}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={CODE_DIGITS + 4}
        required
      />
      <Button kind="main" wide>
        {t("signIn.continue")}
      </Button>
    </ActForm>
  );
}
