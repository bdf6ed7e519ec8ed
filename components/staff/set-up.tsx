import type { TotpSetup } from "@/domain/staff/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Qr } from "./qr";
import { TotpForm } from "./totp-form";

interface SetUpProps {
  page: Page;
  act: Act;
  setup: TotpSetup;
  next?: string;
  wrong: boolean;
}

/** A new authenticator: the picture, the same key as text, and the first code. */
export function SetUpTotp({ page, act, setup, next, wrong }: SetUpProps) {
  const { t } = page.words;
  return (
    <>
      <div className="stack">
        <p>{t("staffSignIn.enrolScan")}</p>
        <Qr text={setup.uri} label={t("staffSignIn.enrolQr")} />
        <p>{t("staffSignIn.enrolKey")}</p>
        <p>
          <code className="key" translate="no">
            {setup.key}
          </code>
        </p>
        <p>{t("staffSignIn.enrolThen")}</p>
      </div>
      <TotpForm page={page} act={act} {...(next === undefined ? {} : { next })} wrong={wrong} />
    </>
  );
}

interface KeepCodesProps {
  page: Page;
  act: Act;
  codes: readonly string[];
  next?: string;
}

/** Recovery codes, this once. */
export function KeepCodes({ page, act, codes, next }: KeepCodesProps) {
  const { t } = page.words;
  return (
    <>
      <ol className="code-list" translate="no">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p className="small muted">{t("staffSignIn.keepText")}</p>
      <ActForm page={page} act={act} values={next === undefined ? {} : { next }}>
        <Button kind="main" wide>
          {t("staffSignIn.keepButton")}
        </Button>
      </ActForm>
    </>
  );
}
