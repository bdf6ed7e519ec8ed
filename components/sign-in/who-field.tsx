import { isMeantAsPhone } from "@/domain/sessions/catalog";
import type { Page } from "../page";
import { Field } from "../ui/field";

interface WhoFieldProps {
  page: Page;
  /** What was typed before, when it could not be read; "" where that is not known. */
  wrong?: string | undefined;
  who?: string | undefined;
  /** A phone number as the brand's customers write it; null where no text can be sent. */
  phone: string | null;
}

/** An address of one's own, to which the message goes. */
export function WhoField({ page, wrong, who, phone }: WhoFieldProps) {
  const { t } = page.words;
  return (
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
  );
}

function whatIsRight({ words: { t } }: Page, at: { wrong: string; phone: string | null }): string {
  const { wrong, phone } = at;
  if (phone === null) return t("signIn.whoWrong");
  return t(isMeantAsPhone(wrong) ? "signIn.phoneWrong" : "signIn.whoOrPhoneWrong", { phone });
}
