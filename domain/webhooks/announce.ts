import type { Tx } from "@/db/client";
import { NOBODY } from "@/db/schema/audit";
import { insertEvent, ledgerSeq, wasTold } from "./event-store";

/**
 * Tells the brand's systems that a version of terms is published, in the transaction that publishes it.
 * `hash` is that of the version's text.
 */
export async function announceTerms(
  tx: Tx,
  published: { document: string; version: string; hash: string },
): Promise<void> {
  const { document, version, hash } = published;
  await insertEvent(tx, {
    customerId: NOBODY,
    type: "terms.published",
    seq: 0,
    data: { document, version, hash },
  });
}

/**
 * Tells that a customer stopped a whole channel, such as by STOP in a text, or started it again; in the transaction
 * of that. `by` says how, such as `text`. The choices it changed are told beside it.
 */
export async function announceChannel(
  tx: Tx,
  stopped: { customerId: string; channel: string; stopped: boolean; by: string },
): Promise<void> {
  const { customerId, ...data } = stopped;
  await insertEvent(tx, { customerId, type: "channel.stopped", seq: await ledgerSeq(tx, customerId), data });
}

/** Tells that a request is due soon, once for each date. `dueOn` is YYYY-MM-DD. */
export async function announceDue(
  tx: Tx,
  due: { customerId: string; request: string; kind: string; dueOn: string },
): Promise<void> {
  const { customerId, request, kind, dueOn } = due;
  const data = { request, kind, due_on: dueOn };
  const seq = await ledgerSeq(tx, customerId);
  if (!(await wasTold(tx, { customerId, type: "request.due", data })))
    await insertEvent(tx, { customerId, type: "request.due", seq, data });
}
