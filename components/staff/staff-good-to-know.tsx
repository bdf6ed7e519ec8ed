import { STAFF_HOURS, STAFF_IDLE_MINUTES } from "@/domain/staff/catalog";
import type { Page } from "../page";
import { Icon } from "../ui/icon";

/** What happens with a sign-in at the desk. */
export function StaffGoodToKnow({ page }: { page: Page }) {
  const { t } = page.words;
  return (
    <section className="section" aria-labelledby="good-to-know">
      <h2 id="good-to-know" className="h-sm">
        {t("staffSignIn.goodToKnow")}
      </h2>
      <ul className="still">
        <li>
          <Icon name="clock" />
          <span>{t("staffSignIn.idle", { minutes: STAFF_IDLE_MINUTES, hours: STAFF_HOURS })}</span>
        </li>
        <li>
          <Icon name="eye" />
          <span>{t("staffSignIn.recorded")}</span>
        </li>
      </ul>
    </section>
  );
}
