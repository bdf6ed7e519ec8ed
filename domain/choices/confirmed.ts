import type { ObeyedBook } from "../obeyed";
import type { CellView, RowView } from "./view";

/** The row, with what the brand's systems said of the last change of each cell. */
export function withObeyed(row: RowView, obeyed: ObeyedBook): RowView {
  const { purpose } = row;
  const said = ({ channel, last }: CellView) => (last ? obeyed({ purpose, channel, at: last.at }) : []);
  return { ...row, cells: row.cells.map((cell) => ({ ...cell, obeyed: said(cell) })) };
}
