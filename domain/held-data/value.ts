import type { Said } from "@/domain/brand/text";
import type { Shown } from "./shown";

export interface ShownField {
  column: string;
  name: Said;
  value: Shown;
}

export interface HeldColumn {
  column: string;
  name: Said;
  numeric: boolean; // aligned to the end
  sortable: boolean;
}

export interface HeldRow {
  id: string; // reveals this row's masked columns
  masked: boolean; // something in it may still be revealed
  cells: Shown[]; // in the order of `columns`
}

/** When it goes, computed from the source. `date` is YYYY-MM-DD; null: no date can be given, or it has no end. */
export interface KeptUntil {
  date: string | null;
  past: boolean;
  lockedUntil: string | null; // erase is refused until then (kept by law), 9999-12-31: without end; null: not refused
}

/** The words now held, for the boxes of the correct form. Only where `correct.by` is self and shown. */
export type BoxValues = Record<string, string>;

interface Read {
  item: string;
  kept: KeptUntil;
}

export type HeldValue =
  | (Read & { kind: "field"; value: Shown; boxes: BoxValues })
  | (Read & { kind: "row"; fields: ShownField[]; boxes: BoxValues })
  | (Read & {
      kind: "list";
      columns: HeldColumn[];
      rows: HeldRow[];
      total: number;
      page: number;
      pages: number;
      pageSize: number;
      sort: string; // "-invoice_date": a column, "-" for newest or largest first; "" as declared
    })
  | (Read & { kind: "empty" })
  | (Read & { kind: "masked"; hint: string; count: number | null }) // count: records, for a list
  | { kind: "withheld"; item: string } // special data and pictures: never shown in a visit, not even read
  | { kind: "unavailable"; item: string; sourceName: Said; at: string }; // at: RFC 3339
