import { ActForm } from "../act-form";
import { Button } from "../ui/button";
import { Hidden } from "../ui/hidden";
import { Icon } from "../ui/icon";
import type { CellProps } from "./cell";

/** Asked for, and on only after the link in the message is used. */
export function Waiting({ page, view, acts, row, cell, name }: CellProps<"waiting">) {
  const { t, format } = page.words;
  const date = format.shortDay(cell.until);
  const values = { purpose: row.purpose, channel: cell.channel, seen: view.seen };
  return (
    <>
      <span className="state">
        <Icon name="clock" />
        <span>
          {t("choices.waiting")}
          <Hidden>: {name}</Hidden>
        </span>
      </span>
      <div className="state-note">
        {cell.sentTo
          ? t("choices.waitingNote", { address: cell.sentTo, date })
          : t("choices.waitingNoteBare", { date })}
        <ActForm page={page} act={acts.cancel} values={values}>
          <Button kind="quiet" small>
            {t("common.cancel")}
            <Hidden>: {name}</Hidden>
          </Button>
        </ActForm>
      </div>
    </>
  );
}
