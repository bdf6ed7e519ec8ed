import { ActForm } from "../act-form";
import type { Act, Page } from "../page";
import { Button } from "../ui/button";

interface EndAllProps {
  page: Page;
  /** There are sign-ins besides this one. */
  others: boolean;
  endAll: Act;
  endOthers: Act;
}

export function EndAll({ page, others, endAll, endOthers }: EndAllProps) {
  const { t } = page.words;
  return (
    <>
      <div className="after btn-row">
        {others && (
          <ActForm page={page} act={endOthers}>
            <Button>{t("account.endOthers")}</Button>
          </ActForm>
        )}
        <ActForm page={page} act={endAll}>
          <Button>{t("account.endAll")}</Button>
        </ActForm>
      </div>
      <p className="after small muted">{t("account.endAllText")}</p>
    </>
  );
}
