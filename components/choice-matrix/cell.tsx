import type { CellView } from "@/domain/choices/catalog";
import { cellName, inSentence } from "@/web/i18n";
import { SaidText } from "../said";
import { Hidden } from "../ui/hidden";
import { Icon } from "../ui/icon";
import { AS } from "../ui/table-roles";
import { AddressLine, channelIcon } from "./column-head";
import { isDecided } from "./in-visit";
import { Locked } from "./locked";
import { Objection } from "./objection";
import type { RowProps } from "./row";
import { Stopped } from "./stopped";
import { SwitchCell } from "./switch-cell";
import { VisitCell } from "./visit-cell";
import { Waiting } from "./waiting";

/** What every kind of cell is given: its name is "<purpose> by <channel>" or "<purpose>". */
export interface CellProps<Kind extends CellView["kind"] = CellView["kind"]> extends RowProps {
  cell: Extract<CellView, { kind: Kind }>;
  name: string;
}

export function Cell(props: RowProps & { cell: CellView; span: number }) {
  const { page, row, cell, span } = props;
  const name = cellName(page.words, row.name, cell.channelName);
  return (
    <td {...AS.cell} colSpan={span > 1 ? span : undefined} className="cell">
      <CellLabel {...props} />
      <div className={row.single ? "cell-ctl cell-one" : "cell-ctl"}>
        <Control {...props} cell={cell} name={name} />
      </div>
    </td>
  );
}

/** On phones, where there is no column head: the channel and its address. */
function CellLabel({ page, view, cell }: RowProps & { cell: CellView }) {
  const column = view.columns.find((one) => one.channel === cell.channel);
  if (!column) return null;
  return (
    <span className="cell-label">
      <Icon name={channelIcon(column.kind)} />
      <span>
        <b>
          <SaidText page={page} said={column.name} />
        </b>{" "}
        <AddressLine page={page} column={column} />
      </span>
    </span>
  );
}

function Control(props: RowProps & { cell: CellView; name: string }) {
  const { page, cell } = props;
  const { t } = page.words;
  if (cell.stopped?.state === "stopped") return <Stopped {...props} stopped={cell.stopped} />;
  if (page.visit && isDecided(cell)) return <VisitCell {...props} cell={cell} />;
  switch (cell.kind) {
    case "switch":
      return <SwitchCell {...props} cell={cell} />;
    case "waiting":
      return <Waiting {...props} cell={cell} />;
    case "objection":
      return <Objection {...props} cell={cell} />;
    case "locked":
      return <Locked {...props} cell={cell} />;
    case "not_offered":
      return (
        <span className="none">
          <span>
            {t(cell.because === "cannot_confirm" ? "choices.cannotConfirm" : "choices.notOffered")}
            {cell.channelName && (
              <Hidden> {t("choices.by", { channel: inSentence(cell.channelName) })}</Hidden>
            )}
          </span>
        </span>
      );
  }
}
