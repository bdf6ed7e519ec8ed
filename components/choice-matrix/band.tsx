import type { BandView } from "@/domain/choices/catalog";
import { AS } from "../ui/table-roles";
import type { MatrixProps } from "./choice-matrix";
import { Row } from "./row";

/** You decide, unless you object, or always on: one heading and the rows under it. */
export function Band(props: MatrixProps & { band: BandView }) {
  const { page, view, band } = props;
  const { t } = page.words;
  const width = Math.max(view.columns.length, 1);
  return (
    <tbody {...AS.rows}>
      <tr {...AS.row} className="band">
        <th scope="rowgroup" {...AS.rowHead} colSpan={width + 1}>
          <span>{t(`choices.band_${band.kind}`)}</span> <small>{t(`choices.band_${band.kind}_text`)}</small>
        </th>
      </tr>
      {band.rows.map((row) => (
        <Row key={row.purpose} {...props} row={row} width={width} />
      ))}
    </tbody>
  );
}
