import { ActForm } from "../act-form";
import { Button } from "../ui/button";
import { Hidden } from "../ui/hidden";
import type { CellProps } from "./cell";
import { LastChange, Paused } from "./cell-notes";
import { StoppedNote } from "./stopped";

/** Whose change says of itself who objected. */
const OTHERS_WORDS: ReadonlySet<string | undefined> = new Set(["staff", "signal", "text"]);

/** Our interest, not the person's consent: on until they object, and the button for that stands beside it. */
export function Objection(props: CellProps<"objection">) {
  const { page, view, acts, row, cell, name } = props;
  const { t } = page.words;
  const values = { purpose: row.purpose, channel: cell.channel, seen: view.seen };
  return (
    <>
      <div className="cell-obj">
        <span className="state">
          <span>
            {t(cell.objected ? "choices.off" : "choices.on")}
            <Hidden>: {name}</Hidden>
          </span>
        </span>
        <ActForm page={page} act={cell.objected ? acts.allow : acts.object} values={values}>
          <Button
            small
            label={t(cell.objected ? "choices.allowAgainCell" : "choices.objectTo", { cell: name })}
          >
            {t(cell.objected ? "choices.allowAgain" : "choices.object")}
          </Button>
        </ActForm>
      </div>
      {(!cell.objected || !OTHERS_WORDS.has(cell.last?.by)) && (
        <span className="state-note">{t(cell.objected ? "choices.objected" : "choices.objectNote")}</span>
      )}
      {cell.stopped && <StoppedNote page={page} stopped={cell.stopped} />}
      {cell.pausedUntil && <Paused {...props} until={cell.pausedUntil} />}
      <LastChange {...props} />
    </>
  );
}
