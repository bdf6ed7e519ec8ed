import type { AuditLine, AuditPage, SearchAuditInput } from "@/domain/audit/catalog";
import type { Page } from "../page";
import { actWords, detailWords, shortId, whoWords } from "./line-words";

interface LineTableProps {
  page: Page;
  found: AuditPage;
  asked: SearchAuditInput;
  /** The address of another search. */
  href: (search: SearchAuditInput) => string;
}

const COLUMNS = ["when", "who", "what", "whose", "ticket", "details"] as const;

/** The lines that were found, newest first, with plain links to the pages before and after. */
export function LineTable(props: LineTableProps) {
  const { page, found, asked, href } = props;
  const { t } = page.words;
  if (found.lines.length === 0) return <p className="muted">{t("audit.none")}</p>;
  return (
    <>
      <div className="records-scroll">
        <table className="list records">
          <caption className="vh">{t("audit.lines")}</caption>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {t(`audit.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.lines.map((line) => (
              <Line key={line.id} {...props} line={line} />
            ))}
          </tbody>
        </table>
      </div>
      <nav className="pager" aria-label={t("audit.paging")}>
        {asked.cursor && (
          <a className="btn btn-sm" href={href({ ...asked, cursor: undefined })}>
            {t("audit.newest")}
          </a>
        )}
        {found.next && (
          <a className="btn btn-sm" href={href({ ...asked, cursor: found.next })}>
            {t("audit.older")}
          </a>
        )}
      </nav>
    </>
  );
}

function Line({ page, line, asked, href }: LineTableProps & { line: AuditLine }) {
  const { words } = page;
  const { t, format } = words;
  const { customerId, ticket } = line;
  const detail = detailWords(line.detail);
  const cells = {
    when: <time dateTime={line.at.toISOString()}>{format.moment(line.at)}</time>,
    who: whoWords(words, line.actor),
    what: actWords(words, line.act),
    whose: customerId ? (
      <a href={href({ customer: customerId })} title={customerId}>
        {shortId(customerId)}
      </a>
    ) : (
      <span className="muted">{t("audit.noCustomer")}</span>
    ),
    ticket: ticket && <a href={href({ ...asked, cursor: undefined, ticket })}>{ticket}</a>,
    details: detail && (
      <span className="small muted" lang="en" translate="no">
        {detail}
      </span>
    ),
  };
  return (
    <tr>
      {COLUMNS.map((column) => (
        <td key={column}>
          {cells[column] && <span className="only-phone record-label">{t(`audit.${column}`)}</span>}
          {cells[column]}
        </td>
      ))}
    </tr>
  );
}
