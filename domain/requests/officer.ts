import { type Tx, withSight, withSightNow } from "@/db/client";
import { systemContext } from "../context";
import { readIdentifiers } from "../customers";
import { customerSealer } from "../customers/keys";
import { DomainError } from "../errors";
import type { House } from "../house";
import { kindFrom, lawfulDate } from "./lawful-date";
import { endOfId, referenceOf } from "./reference";
import { messagesOf, textOf } from "./show";
import { type RequestRow, selectByEnd, selectCustomerIds, selectMessages, selectOpen } from "./store";
import type { OfficerRequest } from "./view";

const BATCH = 1000;

/** Walks everybody in batches: the wall shows only the customers that a transaction names. */
async function* overEverybody<T>(house: House, read: (tx: Tx, now: Date) => Promise<T[]>): AsyncGenerator<T> {
  let after: string | null = null;
  do {
    const ids: string[] = await idsAfter(house, after);
    if (ids.length > 0) yield* await withSightNow(house.db, { subjects: ids }, read);
    after = ids.length === BATCH ? (ids.at(-1) ?? null) : null;
  } while (after !== null);
}

const idsAfter = (house: House, after: string | null): Promise<string[]> =>
  withSight(house.db, {}, (tx) => selectCustomerIds(tx, after, BATCH));

/** Every open request of every customer, soonest lawful date first, with what was written. */
export async function listOpenRequests(house: House): Promise<OfficerRequest[]> {
  const found: OfficerRequest[] = [];
  const read = async (tx: Tx, now: Date) => {
    const shown: OfficerRequest[] = [];
    for (const row of await selectOpen(tx)) shown.push(await officerView(tx, { house, row, now }));
    return shown;
  };
  for await (const one of overEverybody(house, read)) found.push(one);
  return found.sort((a, b) => a.due.deadline.getTime() - b.due.deadline.getTime());
}

/**
 * The request that an id or a reference ("R-4F9C21AA") names, whoever's it is.
 * @throws DomainError `not_found`; `conflict` when a reference names two, so that the id is needed.
 */
export async function findRequest(
  house: House,
  named: string,
): Promise<{ id: string; customerId: string; reference: string }> {
  const end = endOfId(named);
  if (end === null) throw new DomainError("not_found");
  const rows: RequestRow[] = [];
  for await (const row of overEverybody(house, (tx) => selectByEnd(tx, end))) rows.push(row);
  const [row] = rows;
  if (!row) throw new DomainError("not_found");
  if (rows.length > 1) throw new DomainError("conflict", { requests: rows.length });
  return { id: row.id, customerId: row.customerId, reference: referenceOf(row.id) };
}

async function officerView(
  tx: Tx,
  { house, row, now }: { house: House; row: RequestRow; now: Date },
): Promise<OfficerRequest> {
  const sealer = await customerSealer(tx, house.keys, row.customerId);
  const about = systemContext({ house, job: "request.list", subject: row.customerId, now });
  const known = await readIdentifiers(tx, about);
  return {
    id: row.id,
    reference: referenceOf(row.id),
    customerId: row.customerId,
    who: known.map(({ kind, value }) => ({ kind, value })),
    kind: kindFrom(row.kind),
    item: row.item,
    openedAt: row.openedAt,
    due: lawfulDate(house.brand, row, now),
    extended: row.extendedFrom !== null,
    text: textOf(row, sealer),
    messages: messagesOf(await selectMessages(tx, row), sealer),
  };
}
