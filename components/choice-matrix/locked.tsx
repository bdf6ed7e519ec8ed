import { Hidden } from "../ui/hidden";
import { Icon } from "../ui/icon";
import type { CellProps } from "./cell";

/** Cannot be pressed, and says why. */
export function Locked({ page, row, cell, name }: CellProps<"locked">) {
  const { t } = page.words;
  return (
    <>
      <span className="state">
        <Icon name="lock" />
        <span>
          {t("choices.alwaysOn")}
          <Hidden>: {name}</Hidden>
        </span>
      </span>
      {(row.single || row.cells[0] === cell) && (
        <span className="state-note">{t(`basis.${cell.basis}`)}</span>
      )}
    </>
  );
}
