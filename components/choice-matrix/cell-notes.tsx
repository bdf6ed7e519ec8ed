import { toolName } from "@/domain/imports/catalog";
import { ActForm } from "../act-form";
import { Button } from "../ui/button";
import { Hidden } from "../ui/hidden";
import type { CellProps } from "./cell";
import { ObeyedNotes } from "./obeyed-note";

/** It is on, but nothing is sent until then; the pause can be ended here. */
export function Paused({ page, view, acts, row, cell, name, until }: CellProps & { until: Date }) {
  const { t, format } = page.words;
  const values = { purpose: row.purpose, channel: cell.channel, seen: view.seen };
  return (
    <div className="state-note">
      {t("choices.pausedUntil", { date: format.day(until) })}
      <ActForm page={page} act={acts.resume} values={values}>
        <Button kind="quiet" small>
          {t("choices.resume")}
          <Hidden>: {name}</Hidden>
        </Button>
      </ActForm>
    </div>
  );
}

/** Who made the last change, where it was not the person on these pages. */
const NOT_HERE = {
  signal: "choices.bySignalAt",
  text: "choices.byTextAt",
  link: "choices.byLink",
  staff: "visits.byStaffAt",
  system: "visits.bySystemAt",
} as const;

/** Beside the cell: the last change where it was just made or was not made here, and which systems obey it. */
export function LastChange(props: CellProps) {
  return (
    <>
      <Change {...props} />
      <ObeyedNotes page={props.page} obeyed={props.cell.obeyed ?? []} />
    </>
  );
}

/** Says that it was just saved, or that a link, support, a system or the browser's signal changed it. */
function Change({ page, view, row, cell }: CellProps) {
  const { t, format } = page.words;
  const saved = view.saved?.changes.find(
    (change) => change.purpose === row.purpose && change.channel === cell.channel,
  );
  if (saved) {
    return (
      <span className="state-note saved-note">
        <a href="#saved">{t("choices.savedAt", { moment: format.moment(saved.at) })}</a>
      </span>
    );
  }
  if (!cell.last || cell.last.by === "you") return null;
  const moment = format.moment(cell.last.at);
  if (cell.last.by === "import") {
    const tool = toolName(cell.last.tool ?? "");
    return <span className="state-note">{t("imports.byAt", { tool, moment })}</span>;
  }
  return <span className="state-note">{t(NOT_HERE[cell.last.by], { moment })}</span>;
}
