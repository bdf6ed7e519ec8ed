import type { ObeyedBook } from "../obeyed";
import type { ObeyedView } from "../obeyed/catalog";
import type { CellView, ChangeView, RowView } from "./view";

/** The row, with what the brand's systems said of the last change of each cell. */
export function withObeyed(row: RowView, obeyed: ObeyedBook): RowView {
  const { purpose } = row;
  const said = ({ channel, last }: CellView) => (last ? obeyed({ purpose, channel, at: last.at }) : []);
  return { ...row, cells: row.cells.map((cell) => ({ ...cell, obeyed: said(cell) })) };
}

/** The systems that said they obey all of these changes, each with the moment of its last. */
export function obeyedAll(changes: readonly ChangeView[], obeyed: ObeyedBook): ObeyedView[] {
  const [first = [], ...others] = changes.map((change) => obeyed(change));
  return first.flatMap(({ system, at }) => {
    const rest = others.map((said) => said.find((one) => one.system.text === system.text)?.at);
    const times = [at, ...rest].flatMap((time) => (time ? [time.getTime()] : []));
    return times.length < changes.length ? [] : [{ system, at: new Date(Math.max(...times)) }];
  });
}
