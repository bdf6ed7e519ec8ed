import { useId } from "react";
import type { ChoicesView } from "@/domain/choices/catalog";
import type { Page } from "../page";
import { AS } from "../ui/table-roles";
import type { ChoiceActs } from "./acts";
import { Band } from "./band";
import { ColumnHead } from "./column-head";
import type { MatrixInVisit } from "./in-visit";

/** What each part of the matrix is given. */
export interface MatrixProps {
  page: Page;
  view: ChoicesView;
  acts: ChoiceActs;
  /** Set while staff look on: the same matrix, where nothing can be switched. */
  inVisit?: MatrixInVisit | null;
}

/**
 * Purposes by channels: a real table on wide screens, one card per purpose on narrow ones. The roles are
 * written out because the narrow layout would take them away.
 */
export function ChoiceMatrix(props: MatrixProps) {
  const { page, view } = props;
  const { t } = page.words;
  const id = useId();
  const many = view.columns.length > 3;
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id} className="vh">
        {t("choices.tableName")}
      </h2>
      <table className={many ? "matrix matrix-many card" : "matrix card"} {...AS.table} aria-labelledby={id}>
        <colgroup>
          <col className="c-purpose" />
          {view.columns.map((column) => (
            <col key={column.channel} />
          ))}
        </colgroup>
        <thead {...AS.rows}>
          <tr {...AS.row}>
            <th scope="col" {...AS.columnHead}>
              {t("choices.whatFor")}
            </th>
            {view.columns.map((column) => (
              <ColumnHead key={column.channel} page={page} column={column} />
            ))}
            {view.columns.length === 0 && (
              <th scope="col" {...AS.columnHead}>
                {t("nav.choices")}
              </th>
            )}
          </tr>
        </thead>
        {view.bands.map((band) => (
          <Band key={band.kind} {...props} band={band} />
        ))}
      </table>
    </section>
  );
}
