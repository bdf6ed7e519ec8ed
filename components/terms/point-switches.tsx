import type { CellView, ChoicesView, RowView } from "@/domain/choices/catalog";
import type { PointView } from "@/domain/terms/catalog";
import { cellName } from "@/web/i18n";
import { ActForm } from "../act-form";
import { savedSentence } from "../choice-matrix/saved-notice";
import { SaidText } from "../said";
import { Button } from "../ui/button";
import { Announce } from "../ui/notice";
import { PointCell } from "./point-cell";
import { pointId, type TermsReading } from "./reading";

type OfPoint = TermsReading & { point: PointView };

/** What each part of a point's switches is given. */
export type InPoint = OfPoint & { choices: ChoicesView };

/** The reader's own switches that a point speaks of, as they stand, to be changed in place. */
export function PointSwitches(props: OfPoint) {
  const { choices, point } = props;
  if (!choices || point.purposes.length === 0) return null;
  const rows = choices.bands.flatMap((band) => band.rows);
  const named = point.purposes.flatMap(({ id }) => rows.find(({ purpose }) => purpose === id) ?? []);
  return (
    <div className="point-switches">
      {named.map((row) => (
        <PurposeRow key={row.purpose} {...props} choices={choices} row={row} />
      ))}
      <SavedHere {...props} choices={choices} />
    </div>
  );
}

const isOffered = (cell: CellView): boolean => cell.kind !== "not_offered";

function PurposeRow(props: InPoint & { row: RowView }) {
  const { page, row } = props;
  return (
    <div className="point-purpose">
      <p>
        <a href={`/choices#${row.purpose}`}>
          <SaidText page={page} said={row.name} />
        </a>
      </p>
      <ul>
        {row.cells.filter(isOffered).map((cell) => (
          <li key={cell.channel}>
            {cell.channelName && (
              <span className="muted" aria-hidden="true">
                <SaidText page={page} said={cell.channelName} />
              </span>
            )}
            <PointCell {...props} cell={cell} name={cellName(page.words, row.name, cell.channelName)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Said where it was done, so that nobody has to look for it. */
function SavedHere({ page, choices, acts, chosen, point }: InPoint) {
  const saved = chosen === point.id ? choices.saved : null;
  return (
    <Announce>
      {saved && (
        <div className="point-saved">
          <p>{savedSentence(page.words, saved.changes)}</p>
          {saved.undoUntil && !page.visit && (
            <ActForm
              page={page}
              act={acts.undo}
              values={{ act: saved.act, seen: choices.seen }}
              at={pointId(point.id)}
            >
              <Button small icon="undo">
                {page.words.t("common.undo")}
              </Button>
            </ActForm>
          )}
        </div>
      )}
    </Announce>
  );
}
