import { SESSION_IDLE_MINUTES } from "@/domain/sessions/catalog";
import type { Page } from "../page";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-paths";

/** What happens with the visit itself. */
export function GoodToKnow({ page }: { page: Page }) {
  const { t } = page.words;
  const lines: { icon: IconName; text: string }[] = [
    { icon: "clock", text: t("signIn.idle", { minutes: SESSION_IDLE_MINUTES }) },
    { icon: "eye", text: t("signIn.noted") },
    { icon: "user", text: t("signIn.never") },
  ];
  return (
    <section className="section" aria-labelledby="good-to-know">
      <h2 id="good-to-know" className="h-sm">
        {t("signIn.goodToKnow")}
      </h2>
      <ul className="still">
        {lines.map((line) => (
          <li key={line.icon}>
            <Icon name={line.icon} />
            <span>{line.text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
