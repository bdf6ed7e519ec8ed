import type { HeldRow, HeldValue } from "@/domain/held-data/catalog";
import { ActForm } from "../act-form";
import { SaidText } from "../said";
import { Button } from "../ui/button";
import { Hidden } from "../ui/hidden";
import { Icon } from "../ui/icon";
import { listHref } from "./list-href";
import { Pager } from "./pager";
import { RevealInVisit } from "./reveal-in-visit";
import { ShownValue } from "./shown-value";
import type { ReadProps } from "./value-view";

type List = Extract<HeldValue, { kind: "list" }>;
type ListProps = ReadProps<"list">;

/** Records of one kind, a page at a time, sorted by the reader; paging and sorting are plain links. */
export function RecordTable(props: ListProps) {
  const { page, card, read, open } = props;
  const { t, format } = page.words;
  if (read.total === 0) return <div className="item-value muted">{t("data.empty")}</div>;
  return (
    <>
      <div className="item-value">
        <span className="num">{t("data.records", { count: read.total })}</span>
      </div>
      <div className="records-scroll">
        <table className="list records">
          <caption className="vh">
            {t("data.recordsOf", {
              item: card.name.text,
              page: format.number(read.page),
              pages: format.number(read.pages),
            })}
          </caption>
          <thead>
            <tr>
              {read.columns.map((column) => (
                <Head key={column.column} {...props} column={column} />
              ))}
              {read.rows.some((row) => row.masked) && (
                <th scope="col">
                  <Hidden>{t("data.reveal")}</Hidden>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {(open ? read.rows : read.rows.slice(0, FIRST)).map((row, index) => (
              <Record key={row.id} {...props} row={row} number={index + 1} />
            ))}
          </tbody>
        </table>
      </div>
      {open && read.pages > 1 && <Pager {...props} />}
      {!open && read.total > FIRST && (
        <a className="more small" href={listHref(page.path, card.id, { page: 1, sort: read.sort })}>
          {t("data.showAll", { count: format.number(read.total) })}
          <Hidden>: {card.name.text}</Hidden>
        </a>
      )}
    </>
  );
}

/** Rows before "show all". */
const FIRST = 5;

function Head({ page, card, read, column }: ListProps & { column: List["columns"][number] }) {
  const { t } = page.words;
  const descending = read.sort === `-${column.column}`;
  const sorted = descending || read.sort === column.column;
  const next = sorted && descending ? column.column : `-${column.column}`;
  const state = descending ? "descending" : "ascending";
  return (
    <th scope="col" className={column.numeric ? "end" : undefined} aria-sort={sorted ? state : undefined}>
      {column.sortable ? (
        <a className="sort" href={listHref(page.path, card.id, { page: 1, sort: next })}>
          <Hidden>{t("data.sortBy", { column: "" })} </Hidden>
          <SaidText page={page} said={column.name} />
          {sorted && (
            <span className={descending ? "sorted" : "sorted sorted-up"}>
              <Icon name="down" />
            </span>
          )}
        </a>
      ) : (
        <SaidText page={page} said={column.name} />
      )}
    </th>
  );
}

function Record(props: ListProps & { row: HeldRow; number: number }) {
  const { page, read, row } = props;
  return (
    <tr>
      {read.columns.map((column, index) => {
        const cell = row.cells[index];
        return (
          <td key={column.column} className={column.numeric ? "end num" : undefined}>
            <span className="only-phone record-label">
              <SaidText page={page} said={column.name} />
            </span>
            {cell && <ShownValue page={page} value={cell} of={column.name.text} />}
          </td>
        );
      })}
      {row.masked && <RevealRow {...props} />}
    </tr>
  );
}

function RevealRow(props: ListProps & { row: HeldRow; number: number }) {
  const { page, card, acts, row, number } = props;
  const { t } = page.words;
  if (page.visit) {
    return (
      <td className="wide">
        <RevealInVisit {...props} what={row.id} />
      </td>
    );
  }
  return (
    <td className="wide">
      <ActForm page={page} act={acts.reveal} at={card.id} values={{ item: card.id, reveal: row.id }}>
        <Button
          kind="quiet"
          small
          icon="eye"
          label={t("data.revealRow", { item: card.name.text, row: number })}
        >
          {t("data.reveal")}
        </Button>
      </ActForm>
    </td>
  );
}
