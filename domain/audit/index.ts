import { changed, mutate, observe, unchanged } from "../access";
import type { Ctx } from "../context";
import {
  type Agent,
  ALERT_DAYS,
  ALERTS,
  type AuditLine,
  type AuditPage,
  type ExportAuditInput,
  LINES_A_PAGE,
  type SearchAuditInput,
} from "./catalog";
import { cursorOf, detailOf, filterOf, findCustomers, placeOf } from "./filter";
import { readLines, shown } from "./shown";
import { type Filter, type Place, selectAgents } from "./store";

export { verifyFromDesk } from "./verify";

const LINES_AT_ONCE = 1_000;
const MOST_ALERTS = 10;
const DAY = 86_400_000;

/**
 * Lines of the audit, newest first, 50 at a time. Each search is a line of its own. Whom nobody knows by what
 * was given has no lines: `customers` is empty then.
 */
export async function searchAudit(ctx: Ctx, input: SearchAuditInput): Promise<AuditPage> {
  const { value } = await mutate(ctx, "audit.search", async (tx) => {
    const filter = await filterOf(tx, ctx, input);
    const before = placeOf(input.cursor);
    const found = await readLines(tx, filter, { before, limit: LINES_A_PAGE + 1 });
    const rows = found.slice(0, LINES_A_PAGE);
    const last = rows.at(-1);
    const page: AuditPage = {
      lines: await shown(tx, rows),
      next: found.length > LINES_A_PAGE && last ? cursorOf(last) : null,
      customers: filter.customers,
    };
    return changed(page, detailOf(filter, { lines: rows.length }));
  });
  return value;
}

/**
 * The same search with the customer by our id, so that what was typed stands in no address. Null where nobody is
 * known by it, which is a line of the audit like any search.
 */
export async function nameSearch(ctx: Ctx, input: SearchAuditInput): Promise<SearchAuditInput | null> {
  const named = input.customer;
  if (!named) return input;
  const { value: customer } = await mutate(ctx, "audit.search", async (tx) => {
    const [found] = await findCustomers(tx, ctx, named);
    return found ? unchanged(found) : changed(null, { customers: [], lines: 0 });
  });
  return customer === null ? null : { ...input, customer };
}

/** What somebody should look at, of the last seven days, newest first. */
export function readAlerts(ctx: Ctx): Promise<AuditLine[]> {
  const from = new Date(ctx.now.getTime() - ALERT_DAYS * DAY);
  const filter = { customers: null, agent: null, acts: ALERTS, ticket: null, from, until: null };
  return observe(ctx, "audit.read", async (tx) =>
    shown(tx, await readLines(tx, filter, { before: null, limit: MOST_ALERTS })),
  );
}

/** Everybody who works or worked at the desk, to search by. */
export const listAgents = (ctx: Ctx): Promise<Agent[]> => observe(ctx, "audit.read", selectAgents);

/**
 * All lines that were asked for, newest first, a thousand at a time. The export is a line itself, written before
 * the first of them is given out. Ends with an error when the session ends meanwhile.
 */
export async function exportAudit(ctx: Ctx, input: ExportAuditInput): Promise<AsyncGenerator<AuditLine[]>> {
  const { value: filter } = await mutate(ctx, "audit.export", async (tx) => {
    const asked = await filterOf(tx, ctx, input);
    return changed(asked, { ...detailOf(asked, { lines: null }), format: input.format });
  });
  return pagesOf(ctx, filter);
}

async function* pagesOf(ctx: Ctx, filter: Filter): AsyncGenerator<AuditLine[]> {
  let before: Place | null = null;
  for (;;) {
    const page: { before: Place | null; limit: number } = { before, limit: LINES_AT_ONCE };
    const lines = await observe(ctx, "audit.read", async (tx) =>
      shown(tx, await readLines(tx, filter, page)),
    );
    const last = lines.at(-1);
    if (!last) return;
    yield lines;
    before = last;
  }
}
