import type { RowView } from "@/domain/choices/catalog";
import { AS } from "../ui/table-roles";
import { Cell } from "./cell";
import type { MatrixProps } from "./choice-matrix";
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
    <tr {...AS.row} className={name || undefined}>
      <PurposeHead {...props} />
      {row.cells.map((cell) => (
        <Cell key={cell.channel} {...props} cell={cell} span={row.single ? width : 1} />
      ))}
    </tr>
  );
}
