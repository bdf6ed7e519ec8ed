import { STAFF_SIGN_IN_MINUTES } from "@/domain/staff/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { BrandMark } from "../shell/brand-mark";
import type { BrandFace } from "../shell/shell";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Announce, Notice } from "../ui/notice";

interface FormProps {
  page: Page;
  act: Act;
  next: string;
  wrong: boolean;
}

/** Where the message with the code should go. */
export function StaffStartForm({
  page,
  act,
  next,
  wrong,
  email,
}: FormProps & { email?: string | undefined }) {
  const { t } = page.words;
  return (
    <ActForm page={page} act={act} values={{ next }} className="stack">
      <Field
        label={t("staffSignIn.email")}
        error={wrong ? t("staffSignIn.emailWrong") : undefined}
        name="email"
        defaultValue={email}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        required
      />
      <Button kind="main" wide>
        {t("staffSignIn.start")}
      </Button>
    </ActForm>
  );
}

/** The brand's own sign-in for staff, by POST and without script. */
export function StaffBrandAccount({ page, brand, next }: { page: Page; brand: BrandFace; next: string }) {
  const { t } = page.words;
  return (
    <form method="post" action="/api/auth/start/staff">
      <input type="hidden" name="next" value={next} />
      <button type="submit" className="btn btn-wide btn-sso">
        <BrandMark logo={brand.logo} />
        <span>{t("staffSignIn.brandAccount", { brand: brand.name })}</span>
      </button>
    </form>
  );
}

/** The same words for every address, and the code. */
export function FirstStepForm({ page, act, next, wrong, from }: FormProps & { from: string }) {
  const { t } = page.words;
  const minutes = STAFF_SIGN_IN_MINUTES;
  return (
    <>
      <Announce>
        <Notice tone="info" icon="mail" title={t("staffSignIn.sentTitle")}>
          <p>{t("staffSignIn.sentText", { from: /<([^>]+)>/u.exec(from)?.[1] ?? from, minutes })}</p>
        </Notice>
      </Announce>
      <p className="small muted">
        {t.rich("staffSignIn.nothingCame", { again: (chunks) => <a href="/desk/sign-in">{chunks}</a> })}
      </p>
      <ActForm page={page} act={act} values={{ next }} className="stack">
        <Field
          label={t("staffSignIn.code")}
          hint={t("staffSignIn.codeHint")}
          error={wrong ? t("staffSignIn.codeWrong", { minutes }) : undefined}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          required
        />
        <Button kind="main" wide>
          {t("staffSignIn.continue")}
        </Button>
      </ActForm>
    </>
  );
}
