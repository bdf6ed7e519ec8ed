import type { CellView } from "@/domain/choices/catalog";
import { ActForm } from "../act-form";
import { Button } from "../ui/button";
import { Hidden } from "../ui/hidden";
import { Icon } from "../ui/icon";
import { Switch } from "../ui/switch";
import type { InPoint } from "./point-switches";
import { pointId } from "./reading";

interface PointCellProps extends InPoint {
  cell: CellView;
  /** "<purpose> by <channel>" or "<purpose>". */
  name: string;
}

/** One choice as it stands; changed by the same forms as on Your choices, or only read where staff look on. */
export function PointCell(props: PointCellProps) {
  const { page, choices, acts, point, cell, name } = props;
  const { t } = page.words;
  const at = pointId(point.id);
  const values = { purpose: purposeOf(props), channel: cell.channel, seen: choices.seen };
  if (page.visit) return <State name={name} word={t(wordOf(cell))} />;
  if (cell.kind === "switch" && (cell.on || cell.canTurnOn)) {
    return (
      <ActForm page={page} act={acts.set} values={{ ...values, to: cell.on ? "off" : "on" }} at={at}>
        <Switch on={cell.on} name={name} word={t(wordOf(cell))} />
      </ActForm>
    );
  }
  if (cell.kind === "objection") {
    const [act, word] = cell.objected
      ? ([acts.allow, "allowAgain"] as const)
      : ([acts.object, "object"] as const);
    const label = t(cell.objected ? "choices.allowAgainCell" : "choices.objectTo", { cell: name });
    return (
      <>
        <State name={name} word={t(wordOf(cell))} />
        <ActForm page={page} act={act} values={values} at={at}>
          <Button small label={label}>
            {t(`choices.${word}`)}
          </Button>
        </ActForm>
      </>
    );
  }
  return <State name={name} word={t(wordOf(cell))} locked={cell.kind === "locked"} />;
}

const purposeOf = ({ choices, cell }: PointCellProps): string =>
  choices.bands.flatMap((band) => band.rows).find((row) => row.cells.includes(cell))?.purpose ?? "";

function wordOf(cell: CellView) {
  switch (cell.kind) {
    case "switch":
      return cell.on ? "choices.on" : "choices.off";
    case "objection":
      return cell.objected ? "choices.off" : "choices.on";
    case "waiting":
      return "choices.waiting";
    case "locked":
      return "choices.alwaysOn";
    case "not_offered":
      return "choices.off";
  }
}

function State({ name, word, locked = false }: { name: string; word: string; locked?: boolean }) {
  return (
    <span className="state">
      {locked && <Icon name="lock" />}
      <span>
        {word}
        <Hidden>: {name}</Hidden>
      </span>
    </span>
  );
}
