import { Hidden } from "../ui/hidden";
import { Icon } from "../ui/icon";
import type { CellProps } from "./cell";
import { LastChange } from "./cell-notes";
import { cellRef, type Decided, isOn, offHref } from "./in-visit";

/** The same cell while staff look on: its state in words, and a way to turn it off where it is not off. */
export function VisitCell(props: Omit<CellProps, "cell"> & { cell: Decided }) {
  const { page, row, cell, name, inVisit } = props;
  const { t, format } = page.words;
  const ref = cellRef(row.purpose, cell.channel);
  if (!isOn(cell)) return <OffForGood {...props} />;
  const waits = cell.kind === "waiting";
  return (
    <>
      <span className="state">
        {waits && <Icon name="clock" />}
        <span>
          {t(waits ? "choices.waiting" : "choices.on")}
          <Hidden>: {name}</Hidden>
        </span>
      </span>
      {inVisit?.asked !== ref && (
        <a className="btn btn-sm" href={offHref(ref)}>
          {t("visit.turnOff")}
          <Hidden>: {name}</Hidden>
        </a>
      )}
      {"pausedUntil" in cell && cell.pausedUntil && (
        <span className="state-note">{t("choices.pausedUntil", { date: format.day(cell.pausedUntil) })}</span>
      )}
      <LastChange {...props} />
    </>
  );
}

/** Off, and on again by nobody but the customer. */
function OffForGood(props: Omit<CellProps, "cell"> & { cell: Decided }) {
  const { page, row, cell, name } = props;
  const { t } = page.words;
  const link = new URLSearchParams({ link: cellRef(row.purpose, cell.channel) });
  return (
    <>
      <span className="state">
        <Icon name="lock" />
        <span>
          {t("choices.off")}
          <Hidden>: {name}</Hidden>
        </span>
      </span>
      <span className="state-note">
        {t("visit.onlyThey", { who: page.visit?.first ?? "" })}{" "}
        <a href={`/choices?${link}#link`}>
          {t("visit.sendLink")}
          <Hidden>: {name}</Hidden>
        </a>
      </span>
      <LastChange {...props} />
    </>
  );
}
