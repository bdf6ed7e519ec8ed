import type { PasskeyQuestion, StaffFactors } from "@/domain/staff/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Disclosure } from "../ui/disclosure";
import { Field } from "../ui/field";
import { PasskeyButton } from "./passkey-button";
import { TotpForm } from "./totp-form";

interface SecondWaysProps {
  page: Page;
  factors: StaffFactors;
  passkey: PasskeyQuestion | null;
  next: string;
  acts: { totp: Act; passkey: Act; recovery: Act };
  /** Name of the form that did not fit. */
  wrong: string | null;
}

/** The authenticator's code first; a passkey where there is one; a recovery code for whoever has neither at hand. */
export function SecondWays({ page, factors, passkey, next, acts, wrong }: SecondWaysProps) {
  const { t } = page.words;
  const texts = { button: t("staffSignIn.passkeyButton"), failed: t("staffSignIn.passkeyFailed") };
  return (
    <>
      {factors.totp && <TotpForm page={page} act={acts.totp} next={next} wrong={wrong === "staff-totp"} />}
      {passkey && (
        <ActForm page={page} act={acts.passkey} values={{ next }} className="stack">
          <PasskeyButton question={{ use: passkey }} texts={texts} />
          <noscript>
            <p className="small muted">{t("staffSignIn.passkeyScript")}</p>
          </noscript>
        </ActForm>
      )}
      {factors.recovery > 0 && (
        <Disclosure label={t("staffSignIn.recoveryTitle")} open={wrong === "staff-recovery"}>
          <ActForm page={page} act={acts.recovery} values={{ next }} className="stack">
            <Field
              label={t("staffSignIn.recovery")}
              hint={t("staffSignIn.recoveryHint")}
              error={wrong === "staff-recovery" ? t("staffSignIn.recoveryWrong") : undefined}
              name="code"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={40}
              required
            />
            <Button>{t("staffSignIn.recoveryButton")}</Button>
          </ActForm>
        </Disclosure>
      )}
    </>
  );
}
