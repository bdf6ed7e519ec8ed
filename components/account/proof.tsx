import { STEP_UP_MINUTES } from "@/domain/sessions/catalog";
import type { Page } from "../page";
import { ButtonLink } from "../ui/button";
import { Icon } from "../ui/icon";

/** Where a person proves again who they are, and comes back from. */
export const PROVE = "/sign-in/again?next=%2Faccount";

/** When the person last proved who they are, and the way to do it again before it is asked for. */
export function Proof({ page, provedAt }: { page: Page; provedAt: Date | null }) {
  const { t, format } = page.words;
  return (
    <div className="card row row-wrap">
      <Icon name="lock" />
      <div className="row-text">
        {provedAt && (
          <p>
            <b>{t("account.proved", { moment: format.moment(provedAt) })}</b>
          </p>
        )}
        <p className="small muted">{t("account.proofText", { minutes: STEP_UP_MINUTES })}</p>
      </div>
      <ButtonLink small href={PROVE}>
        {t("account.proofAgain")}
      </ButtonLink>
    </div>
  );
}
