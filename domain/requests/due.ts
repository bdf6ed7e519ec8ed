import { type Tx, withSightNow } from "@/db/client";
import { startOfDay } from "../brand";
import { systemContext } from "../context";
import type { House } from "../house";
import { announceDue } from "../webhooks";
import { type RequestRow, selectRequest } from "./store";

/** How many days before the lawful date the brand's systems hear of it. */
const DAYS_BEFORE = 3;

/** When they hear of it. */
function momentOf(house: House, dueOn: string): Date {
  const { timeZone } = house.brand;
  return startOfDay(dayBefore(dueOn), timeZone);
}

const dayBefore = (dueOn: string): string => {
  const noon = Date.parse(`${dueOn}T12:00:00Z`) - DAYS_BEFORE * 86_400_000;
  return new Date(noon).toISOString().slice(0, 10);
};

/** Has it told that a request is due, three days before, in the transaction that opens it. */
export async function queueDue(tx: Tx, house: House, row: RequestRow): Promise<void> {
  const data = { customer: row.customerId, request: row.id };
  await house.queue.add(tx, "request.due", data, { after: momentOf(house, row.dueOn) });
}

/**
 * The job `request.due`: tells of a request that is still open three days before its lawful date. Where more time was
 * taken it comes again, three days before the new one.
 */
export async function tellDue(house: House, job: { customer: string; request: string }): Promise<void> {
  await withSightNow(house.db, { subjects: [job.customer] }, async (tx, now) => {
    const ctx = systemContext({ house, job: "request.due", subject: job.customer, now });
    const row = await selectRequest(tx, ctx, { id: job.request, lock: true });
    if (!row || row.answeredAt) return;
    if (momentOf(house, row.dueOn) > now) return queueDue(tx, house, row);
    await announceDue(tx, { customerId: row.customerId, request: row.id, kind: row.kind, dueOn: row.dueOn });
  });
}
