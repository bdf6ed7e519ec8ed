import type { PointView } from "@/domain/terms/catalog";
import { SaidText } from "../said";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-paths";
import { Tag } from "../ui/tag";
import { PointClauses } from "./point-clauses";
import { PointSwitches } from "./point-switches";
import { pointId, type TermsReading } from "./reading";

/** The plain points, numbered; each leads to its clause, its switch and its data. */
export function Points(reading: TermsReading) {
  const { page, view, chosen } = reading;
  return (
    <ol className="points">
      {view.points.map((point) => (
        <li
          key={point.id}
          className={point.id === chosen ? "point is-here" : "point"}
          id={pointId(point.id)}
          tabIndex={-1}
        >
          <p>
            <SaidText page={page} said={point.text} />
          </p>
          {point.surprising && <Tag tone="info">{page.words.t("terms.surprising")}</Tag>}
          <PointLinks {...reading} point={point} />
          <PointClauses {...reading} point={point} />
          <PointSwitches {...reading} point={point} />
        </li>
      ))}
    </ol>
  );
}

function PointLinks({ page, choices, point }: TermsReading & { point: PointView }) {
  const links: { href: string; icon: IconName; name: PointView["text"] }[] = [
    ...point.clauses.map(({ id, name }) => ({ href: `#${id}`, icon: "doc" as const, name })),
    ...(choices ? [] : point.purposes).map(({ id, name }) => ({
      href: `/choices#${id}`,
      icon: "mail" as const,
      name,
    })),
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
        <a key={href} href={href} className={icon === "doc" ? "to-clause" : undefined}>
          <Icon name={icon} />
          <SaidText page={page} said={name} />
        </a>
      ))}
    </p>
  );
}
