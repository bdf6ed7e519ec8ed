import type { Verified } from "@/domain/audit/catalog";
import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";
import { Announce, Notice } from "../ui/notice";

interface VerifyFormProps {
  page: Page;
  verify: Act;
  /** The one whose lines are on the page, by our id. */
  customer: string | undefined;
  verified: Verified | "too many" | null;
}

const COMMAND = "forthright verify ledger";

/** Recomputes the ledger, of this customer or of everybody, and says whether it holds. */
export function VerifyForm({ page, verify, customer, verified }: VerifyFormProps) {
  const { t } = page.words;
  return (
    <>
      <Announce>{verified && <Told page={page} verified={verified} />}</Announce>
      <div className="btn-row">
        {customer && (
          <ActForm page={page} act={verify} values={{ customer }}>
            <Button>{t("audit.verifyOne")}</Button>
          </ActForm>
        )}
        <ActForm page={page} act={verify}>
          <Button>{t("audit.verifyAll")}</Button>
        </ActForm>
      </div>
    </>
  );
}

function Told({ page, verified }: { page: Page; verified: Verified | "too many" }) {
  const { t } = page.words;
  if (verified === "too many")
    return (
      <Notice tone="info" title={t("audit.tooMany")}>
        <p>{t("audit.tooManyText", { command: COMMAND })}</p>
      </Notice>
    );
  const { customers, events, faults } = verified;
  if (faults > 0)
    return (
      <Notice tone="warn" title={t("audit.holdsNot")}>
        <p>{t("audit.holdsNotText", { faults, command: COMMAND })}</p>
      </Notice>
    );
  return (
    <Notice tone="good" title={t("audit.holds")}>
      <p>{t("audit.holdsText", { customers, events })}</p>
    </Notice>
  );
}
