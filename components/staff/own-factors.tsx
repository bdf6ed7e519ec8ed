import type { ReactNode } from "react";
import type { StaffAccount } from "@/domain/staff/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";

interface OwnFactorsProps {
  page: Page;
  account: StaffAccount;
  acts: { totp: Act; codes: Act };
}

/** The authenticator and the recovery codes, each with the way to renew it. */
export function OwnFactors({ page, account, acts }: OwnFactorsProps) {
  const { t, format } = page.words;
  const since = account.totpAt && t("staffAccount.totpSince", { moment: format.moment(account.totpAt) });
  const left = t("staffAccount.recoveryLeft", { count: account.factors.recovery });
  return (
    <ul className="card rows">
      <Factor name={t("staffAccount.totp")} text={since}>
        <ActForm page={page} act={acts.totp}>
          <Button small>{t("staffAccount.totpRenew")}</Button>
        </ActForm>
      </Factor>
      <Factor name={t("staffAccount.recovery")} text={left}>
        <ActForm page={page} act={acts.codes}>
          <Button small>{t("staffAccount.recoveryNew")}</Button>
        </ActForm>
      </Factor>
    </ul>
  );
}

/** One factor: what it is, since when or how many, and what can be done. */
export function Factor({ name, text, children }: { name: string; text: string | null; children: ReactNode }) {
  return (
    <li className="row row-wrap">
      <Icon name="lock" />
      <div className="row-text">
        <p>
          <b>{name}</b>
          {text && <span className="small muted">{text}</span>}
        </p>
      </div>
      {children}
    </li>
  );
}
