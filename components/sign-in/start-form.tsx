import { isMeantAsPhone } from "@/domain/sessions/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Field } from "../ui/field";

interface StartFormProps {
  page: Page;
  act: Act;
  next: string;
  /** What was typed before, when it could not be read. */
  wrong?: string | undefined;
  who?: string | undefined;
  /** A phone number as the brand's customers write it; null where no text can be sent. */
  phone: string | null;
}

/** Where the message with the code should go. */
export function StartForm({ page, act, next, wrong, who, phone }: StartFormProps) {
  const { t } = page.words;
  return (
    <ActForm page={page} act={act} values={{ next }} className="stack">
      <Field
        label={t(phone ? "signIn.whoOrPhone" : "signIn.who")}
        hint={phone ? t("signIn.whoOrPhoneHint", { phone }) : t("signIn.whoHint")}
        error={wrong === undefined ? undefined : whatIsRight(page, { wrong, phone })}
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

function whatIsRight({ words: { t } }: Page, at: { wrong: string; phone: string | null }): string {
  const { wrong, phone } = at;
  if (phone === null) return t("signIn.whoWrong");
  return t(isMeantAsPhone(wrong) ? "signIn.phoneWrong" : "signIn.whoOrPhoneWrong", { phone });
}
