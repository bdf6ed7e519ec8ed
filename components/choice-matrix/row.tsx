import type { RowView } from "@/domain/choices/catalog";
import { cellName } from "@/web/i18n";
import { AS } from "../ui/table-roles";
import { Cell } from "./cell";
import type { MatrixProps } from "./choice-matrix";
import { cellRef, isDecided, isOn, offHref } from "./in-visit";
import { OffForm } from "./off-form";
import { PurposeHead } from "./purpose-head";

export interface RowProps extends MatrixProps {
  row: RowView;
}

/** One purpose and its cells; a purpose without channels has one cell that spans the columns. */
export function Row(props: RowProps & { width: number }) {
  const { view, row, width } = props;
  const just = view.saved?.changes.some((change) => change.purpose === row.purpose) ?? false;
  const name = [row.single ? "single" : "", just ? "just" : ""].filter(Boolean).join(" ");
  return (
    <>
      <tr {...AS.row} className={name || undefined}>
        <PurposeHead {...props} />
        {row.cells.map((cell) => (
          <Cell key={cell.channel} {...props} cell={cell} span={row.single ? width : 1} />
        ))}
      </tr>
      <OffRow {...props} />
    </>
  );
}

/** Under its purpose, the form by which staff turn one of its cells off. */
function OffRow({ page, view, row, inVisit, width }: RowProps & { width: number }) {
  const cell = row.cells.find(({ channel }) => cellRef(row.purpose, channel) === inVisit?.asked);
  if (!inVisit || !cell || !isDecided(cell) || !isOn(cell)) return null;
  const values = { purpose: row.purpose, channel: cell.channel, seen: view.seen };
  return (
    <tr {...AS.row} className="off-row">
      <td {...AS.cell} colSpan={width + 1}>
        <OffForm
          page={page}
          act={inVisit.turnOff}
          name={cellName(page.words, row.name, cell.channelName)}
          path={offHref(cellRef(row.purpose, cell.channel)).replace(/#.*$/u, "")}
          values={values}
          refused={inVisit.refused}
        />
      </td>
    </tr>
  );
}
