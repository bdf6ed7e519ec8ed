import { and, asc, desc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { requestMessages, requests } from "@/db/schema/requests";
import { staff } from "@/db/schema/staff";
import type { RequestRow } from "./store";

/** What the queue shows of a request: no words that a person wrote. */
const line = {
  ...{ customerId: requests.customerId, id: requests.id, kind: requests.kind, item: requests.item },
  ...{ jurisdiction: requests.jurisdiction, openedAt: requests.openedAt, dueOn: requests.dueOn },
  ...{ extendedFrom: requests.extendedFrom, outcome: requests.outcome, answeredAt: requests.answeredAt },
};
export type DeskLine = Pick<RequestRow, keyof typeof line>;

/** Who wrote last about a request, and that it was after the answer where there is one. */
const customerWroteLast: SQL = sql`(
  select m.author = 'customer' and m.at > ${requests.answeredAt} from ${requestMessages} m
   where m.customer_id = ${requests.customerId} and m.request_id = ${requests.id}
   order by m.at desc, m.id desc limit 1)`;

/** Answered ones come back when the person writes again, for three months. */
const asksAgain: SQL = sql`(${requests.answeredAt} > now() - interval '90 days' and ${customerWroteLast})`;
const isOpen = or(isNull(requests.answeredAt), asksAgain);

/** A page of what is to be done, for an open desk session that may: the earliest lawful date first. */
export const selectDeskOpen = (tx: Tx, at: { limit: number; offset: number }): Promise<DeskLine[]> =>
  tx
    .select(line)
    .from(requests)
    .where(isOpen)
    .orderBy(asc(isNotNull(requests.answeredAt)), asc(requests.dueOn), asc(requests.id))
    .limit(at.limit)
    .offset(at.offset);

/** A page of what was answered, the newest answer first. */
export const selectDeskClosed = (tx: Tx, at: { limit: number; offset: number }): Promise<DeskLine[]> =>
  tx
    .select(line)
    .from(requests)
    .where(isNotNull(requests.answeredAt))
    .orderBy(desc(requests.answeredAt), desc(requests.id))
    .limit(at.limit)
    .offset(at.offset);

/** How many are open, how many of those are past their lawful date on `today` (YYYY-MM-DD), how many are closed. */
export async function countDesk(tx: Tx, today: string) {
  const late = and(isNull(requests.answeredAt), sql`${requests.dueOn} < ${today}`);
  const [open, overdue, closed] = [
    await tx.$count(requests, isOpen),
    await tx.$count(requests, late),
    await tx.$count(requests, isNotNull(requests.answeredAt)),
  ];
  return { open, overdue, closed };
}

/** Where one request stands, among those that may be seen. */
export async function findDeskLine(tx: Tx, id: string): Promise<DeskLine | undefined> {
  const [row] = await tx.select(line).from(requests).where(eq(requests.id, id));
  return row;
}

/** Who wrote last about a request, and when. */
export interface LastWord {
  author: string;
  at: Date;
}

/** The last word about each of these requests. */
export async function lastWords(tx: Tx, ids: readonly string[]): Promise<Map<string, LastWord>> {
  if (ids.length === 0) return new Map();
  const { requestId: id, author, at } = requestMessages;
  const rows = await tx
    .selectDistinctOn([id], { id, author, at })
    .from(requestMessages)
    .where(inArray(id, [...ids]))
    .orderBy(id, desc(at), desc(requestMessages.id));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whether somebody of staff has the address with this keyed hash. */
export const isAddressOf = async (tx: Tx, staffId: string, lookup: Buffer): Promise<boolean> =>
  (await tx.$count(staff, and(eq(staff.id, staffId), eq(staff.lookup, lookup)))) > 0;
