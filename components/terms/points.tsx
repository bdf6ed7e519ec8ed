import type { PointView, TermsView } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { SaidText } from "../said";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-paths";
import { Tag } from "../ui/tag";

/** The plain points, numbered; each leads to its clause, its switch and its data. */
export function Points({ page, view }: { page: Page; view: TermsView }) {
  return (
    <ol className="points">
      {view.points.map((point) => (
        <li key={point.id} className="point" id={`point-${point.id}`}>
          <p>
            <SaidText page={page} said={point.text} />
          </p>
          {point.surprising && <Tag tone="info">{page.words.t("terms.surprising")}</Tag>}
          <PointLinks page={page} point={point} />
        </li>
      ))}
    </ol>
  );
}

function PointLinks({ page, point }: { page: Page; point: PointView }) {
  const links: { href: string; icon: IconName; name: PointView["text"] }[] = [
    ...point.clauses.map(({ id, name }) => ({ href: `#${id}`, icon: "doc" as const, name })),
    ...point.purposes.map(({ id, name }) => ({ href: `/choices#${id}`, icon: "mail" as const, name })),
    // The query says it too: without JavaScript the page is asked for twice, and the anchor alone would be lost.
    ...point.items.map(({ id, name }) => ({
      href: `/data?item=${id}#${id}`,
      icon: "pencil" as const,
      name,
    })),
  ];
  return (
    <p className="point-links">
      {links.map(({ href, icon, name }) => (
        <a key={href} href={href}>
          <Icon name={icon} />
          <SaidText page={page} said={name} />
        </a>
      ))}
    </p>
  );
}
