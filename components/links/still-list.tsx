import type { StillView } from "@/domain/links/catalog";
import type { Page } from "../page";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-paths";

const ICON: Record<StillView["because"], IconName> = {
  chosen: "doc",
  consent: "doc",
  legitimate_interest: "doc",
  contract: "box",
  legal_obligation: "law",
  vital_interest: "alert",
  public_task: "law",
};

/** What comes whatever is pressed here, each with its reason. */
export function StillList({ page, still }: { page: Page; still: StillView[] }) {
  const { t } = page.words;
  if (still.length === 0) return null;
  return (
    <section className="section" aria-labelledby="still">
      <h2 id="still" className="h-sm">
        {t("stop.stillTitle")}
      </h2>
      <ul className="still">
        {still.map(({ name, because }) => (
          <li key={name.text}>
            <Icon name={ICON[because]} />
            <span>
              {t.rich(`stop.still_${because === "chosen" ? "consent" : because}`, {
                name: name.text,
                b: (text) => <b lang={name.lang}>{text}</b>,
                link: (text) => <a href="/choices">{text}</a>,
              })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
