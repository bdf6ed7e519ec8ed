import type { CellView, ChoicesView, RowView } from "@/domain/choices/catalog";
import type { Act } from "../page";

/** What the matrix is given while staff look on: nothing can be switched on, and off only with the wish behind it. */
export interface MatrixInVisit {
  turnOff: Act;
  stopAll: Act;
  /** The cell whose form is open, as `cellRef` names it; ALL for all marketing. */
  asked: string | null;
  /** The form as it was refused, to be shown again. */
  refused: { fields: readonly string[]; values: Record<string, string> } | null;
}

/** Names all marketing at once in the address. */
export const ALL = "all";

/** Names a cell in the address of the page. */
export const cellRef = (purpose: string, channel: string): string =>
  channel === "" ? purpose : `${purpose}.${channel}`;

export const offHref = (ref: string): string => `/choices?${new URLSearchParams({ off: ref })}#off`;

/** Cells that a person decides about. */
export type Decided = Extract<CellView, { kind: "switch" | "waiting" | "objection" }>;

export const isDecided = (cell: CellView): cell is Decided =>
  cell.kind === "switch" || cell.kind === "waiting" || cell.kind === "objection";

/** Whether there is something to turn off. */
export function isOn(cell: Decided): boolean {
  if (cell.kind === "waiting") return true;
  return cell.kind === "switch" ? cell.on : !cell.objected;
}

/** The row and cell that an address names. */
export function findCell(view: ChoicesView, ref: string | null): { row: RowView; cell: CellView } | null {
  for (const row of view.bands.flatMap((band) => band.rows))
    for (const cell of row.cells) if (cellRef(row.purpose, cell.channel) === ref) return { row, cell };
  return null;
}
