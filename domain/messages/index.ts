import { desc, eq, isNotNull } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/messages";
import type { Ctx } from "../context";
import type { House } from "../house";
import { mailAddress } from "./address";
import type { MessageParams, MessageTemplate, OutboxMessage } from "./catalog";
import { type Envelope, openMessage, sealMessage } from "./seal";

export { mailAddress } from "./address";
export type { MessageParams, MessageTemplate, OutboxMessage } from "./catalog";

/**
 * Writes a message and asks for its sending, both in the caller's transaction: no act, no mail.
 * `to` is one plain address; what is none is written to the log without the address, and nothing is sent.
 * @returns the message's id, or null when the address cannot be written to.
 */
export async function sendMessage<K extends MessageTemplate>(
  tx: Tx,
  ctx: Pick<Ctx, "house" | "requestId">,
  message: { to: string; template: K; params: MessageParams[K]; locale: string },
): Promise<string | null> {
  const { house } = ctx;
  const to = mailAddress(message.to);
  if (to === null) {
    house.log.warn("message.no_address", { requestId: ctx.requestId, reason: message.template });
    return null;
  }
  const id = uuid();
  const { template, params, locale } = message;
  const sealed = sealMessage(house, id, { to, locale, params });
  await tx.insert(messages).values({ id, template, sealed });
  await house.queue.add(tx, "message.send", { id });
  return id;
}

/** How many messages the demo shows. */
const OUTBOX_LENGTH = 100;

/**
 * What the demo would have sent, newest first. Anywhere else nothing: there messages are wiped once sent.
 */
export async function listDemoOutbox(house: House): Promise<OutboxMessage[]> {
  if (!house.settings.demo) return [];
  const rows = await house.db.orm
    .select()
    .from(messages)
    .where(isNotNull(messages.sentAt))
    .orderBy(desc(messages.id))
    .limit(OUTBOX_LENGTH);
  return rows.flatMap((row) => {
    const open = row.sealed && row.sentAt ? openMessage(house, row.id, row.sealed) : null;
    return open?.rendered && row.sentAt ? [outboxRow(row.id, row.sentAt, open)] : [];
  });
}

function outboxRow(id: string, sentAt: Date, { to, rendered }: Envelope): OutboxMessage {
  return {
    id,
    to,
    subject: rendered?.subject ?? "",
    text: rendered?.text ?? "",
    html: rendered?.html ?? "",
    sentAt,
  };
}

/** One message of the demo's outbox, or null. */
export async function readDemoOutbox(house: House, id: string): Promise<OutboxMessage | null> {
  if (!house.settings.demo) return null;
  const [row] = await house.db.orm.select().from(messages).where(eq(messages.id, id));
  const open = row?.sealed && row.sentAt ? openMessage(house, row.id, row.sealed) : null;
  return row?.sentAt && open?.rendered ? outboxRow(row.id, row.sentAt, open) : null;
}
