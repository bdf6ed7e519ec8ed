import { asc, gt } from "drizzle-orm";
import { type Database, openDatabase, withSight } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { texts } from "@/db/schema/texts";
import { type LedgerFault, verifyChain } from "./chain";
import { recompute } from "./chains";
import { sha256 } from "./evidence";

export type { LedgerFault } from "./chain";

export interface LedgerReport {
  customers: number;
  events: number;
  /** At most one a customer, and no more than 100. */
  faults: LedgerFault[];
  /** Hashes of kept texts whose words are not those any more. */
  changedTexts: string[];
}

const PAGE = 1_000;
/** As many customers as are read at one time. */
const GROUP = 200;
const MOST_FAULTS = 100;

/**
 * Walks every customer's chain as the app's own role and recomputes it, some thousand events at a time, so that
 * memory stays flat. A chain that does not hold is looked at again by itself, since somebody may have written meanwhile.
 * `onCustomer` hears how many were done; `only` names the customers where not all are meant.
 */
export async function verifyLedger(
  db: Database,
  { only, onCustomer }: { only?: readonly string[]; onCustomer?: (done: number) => void } = {},
): Promise<LedgerReport> {
  const known = new Set<string>();
  const report: LedgerReport = { customers: 0, events: 0, faults: [], changedTexts: [] };
  await verifyTexts(db, { known, report });
  for await (const group of groupsOf(only ?? customerIds(db))) {
    await verifyGroup(db, group, { known, report });
    report.customers += group.length;
    onCustomer?.(report.customers);
  }
  return report;
}

interface Verifying {
  known: Set<string>;
  report: LedgerReport;
}

async function verifyGroup(db: Database, group: string[], { known, report }: Verifying): Promise<void> {
  const { events, doubtful } = await withSight(db, { subjects: group }, (tx) =>
    recompute(tx, group, { known }),
  );
  for (const customerId of doubtful) {
    const one = await withSight(db, { subjects: [customerId] }, (tx) => verifyChain(tx, customerId, known));
    events.set(customerId, one.events);
    if (one.fault && report.faults.length < MOST_FAULTS) report.faults.push(one.fault);
  }
  for (const count of events.values()) report.events += count;
}

/** Those ids, as many together as are read at one time. */
export async function* groupsOf(ids: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string[]> {
  let group: string[] = [];
  for await (const id of ids) {
    group.push(id);
    if (group.length < GROUP) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** `verifyLedger` on the database at that address, by one connection that is closed again. */
export async function verifyLedgerAt(
  url: string,
  onCustomer?: (done: number) => void,
): Promise<LedgerReport> {
  const db = openDatabase({ url, max: 1 });
  try {
    return await verifyLedger(db, onCustomer && { onCustomer });
  } finally {
    await db.pool.end();
  }
}

/** Every customer, a thousand at a time, in the order of their ids. */
export async function* customerIds(db: Database): AsyncGenerator<string> {
  let last = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await db.orm
      .select({ id: customers.id })
      .from(customers)
      .where(gt(customers.id, last))
      .orderBy(asc(customers.id))
      .limit(PAGE);
    for (const { id } of rows) yield id;
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.id;
  }
}

/** Texts are few, each kept once; their hashes are remembered for the events that name them. */
async function verifyTexts(db: Database, { known, report }: Verifying): Promise<void> {
  let last = "";
  for (;;) {
    const rows = await db.orm
      .select()
      .from(texts)
      .where(gt(texts.hash, last))
      .orderBy(asc(texts.hash))
      .limit(50);
    for (const { hash, content } of rows) {
      known.add(hash);
      if (sha256(content) !== hash) report.changedTexts.push(hash);
    }
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.hash;
  }
}
