import type { ReactNode } from "react";
import type { CellView, ChoicesView, ColumnView, RowView } from "@/domain/choices/catalog";
import { channelIcon } from "../choice-matrix/column-head";
import type { Page } from "../page";
import { SaidText } from "../said";
import { Icon } from "../ui/icon";

const isOn = (cell: CellView): boolean =>
  (cell.kind === "switch" && cell.on) || (cell.kind === "objection" && !cell.objected);

const isChoice = (cell: CellView): boolean =>
  cell.kind === "switch" || cell.kind === "objection" || cell.kind === "waiting";

const bold = { b: (chunks: ReactNode) => <b>{chunks}</b> };

/** One line per channel and one per purpose without a channel: what is on, in words. */
export function ChoicesAtAGlance({ page, view }: { page: Page; view: ChoicesView }) {
  const rows = view.bands.flatMap((band) => band.rows);
  return (
    <ul className="card rows">
      {view.columns.map((column) => (
        <ChannelLine key={column.channel} page={page} column={column} rows={rows} />
      ))}
      {rows
        .filter((row) => row.single && row.cells.some(isChoice))
        .map((row) => (
          <PurposeLine key={row.purpose} page={page} row={row} />
        ))}
    </ul>
  );
}

function ChannelLine({ page, column, rows }: { page: Page; column: ColumnView; rows: RowView[] }) {
  const { t } = page.words;
  const cells = rows
    .flatMap((row) => row.cells)
    .filter((cell) => cell.channel === column.channel && isChoice(cell));
  const on = cells.filter(isOn).length;
  const waiting = cells.filter((cell) => cell.kind === "waiting").length;
  return (
    <li className="row">
      <Icon name={channelIcon(column.kind)} />
      <p className="row-text">
        <b>
          <SaidText page={page} said={column.name} />
        </b>
        <span className="small muted">
          {column.address.masked ? <bdi>{column.address.masked}</bdi> : t("overview.noAddress")}
        </span>
      </p>
      <p className="row-end">
        {column.stopped?.state === "stopped" ? (
          <b>{t("choices.stopped")}</b>
        ) : on === 0 ? (
          t.rich("overview.allOff", bold)
        ) : (
          t.rich("overview.topicsOn", { on, total: cells.length, ...bold })
        )}
        {waiting > 0 && <>, {t("overview.waiting", { count: waiting })}</>}
      </p>
    </li>
  );
}

function PurposeLine({ page, row }: { page: Page; row: RowView }) {
  const { t } = page.words;
  const on = row.cells.some(isOn);
  return (
    <li className="row">
      <Icon name="star" />
      <p className="row-text">
        <b>
          <SaidText page={page} said={row.name} />
        </b>
      </p>
      <p className="row-end">{t.rich(on ? "overview.oneOn" : "overview.allOff", bold)}</p>
    </li>
  );
}
