import type { Tx } from "@/db/client";
import type { Ctx } from "../context";
import type { House } from "../house";
import { newId } from "../random";
import { mailAddress, textNumber } from "./address";
import { isTextTemplate, type MessageParams, type MessageTemplate, type OutboxMessage } from "./catalog";
import { openMessage, sealMessage } from "./seal";
import { insertMessage, listSent, type MessageRecord } from "./store";
import { canText, wayTo } from "./way";

export { mailAddress } from "./address";
export type { MessageParams, MessageTemplate, OutboxMessage } from "./catalog";
export { sweepMessages } from "./store";
export { canText, type Reachable, reachable } from "./way";

/**
 * Writes a message and asks for its sending, both in the caller's transaction: no act, no message.
 * `to` is one plain email address, or a phone number in E.164, which gets a text; what is neither is written to the
 * log without it, and nothing is sent.
 * @returns the message's id, or null when nothing can be sent there.
 */
export async function sendMessage<K extends MessageTemplate>(
  tx: Tx,
  ctx: Pick<Ctx, "house" | "requestId">,
  message: { to: string; template: K; params: MessageParams[K]; locale: string },
): Promise<string | null> {
  const { house } = ctx;
  const to = sendable(house, message);
  if (to === null) {
    house.log.warn("message.no_address", { requestId: ctx.requestId, reason: message.template });
    return null;
  }
  const id = newId();
  const { template, params, locale } = message;
  await insertMessage(tx, { id, template, sealed: sealMessage(house, id, { to, locale, params }) });
  await house.queue.add(tx, "code" in params ? "code.send" : "message.send", { id });
  return id;
}

function sendable(house: House, { to, template }: { to: string; template: MessageTemplate }): string | null {
  if (wayTo(to) === "email") return mailAddress(to);
  return canText(house) && isTextTemplate(template) ? textNumber(to) : null;
}

/** How many messages the demo shows. */
const OUTBOX_LENGTH = 100;

/**
 * What the demo would have sent, newest first. Anywhere else nothing: there messages are wiped once sent.
 */
export async function listDemoOutbox(house: House): Promise<OutboxMessage[]> {
  if (!house.settings.demo) return [];
  return (await listSent(house, { limit: OUTBOX_LENGTH })).flatMap((row) => shown(house, row));
}

/** One message of the demo's outbox, or null. */
export async function readDemoOutbox(house: House, id: string): Promise<OutboxMessage | null> {
  if (!house.settings.demo) return null;
  return (await listSent(house, { id, limit: 1 })).flatMap((row) => shown(house, row))[0] ?? null;
}

function shown(house: House, { id, sealed, sentAt }: MessageRecord): OutboxMessage[] {
  const open = sealed && openMessage(house, id, sealed);
  return open?.rendered && sentAt ? [{ id, way: wayTo(open.to), to: open.to, ...open.rendered, sentAt }] : [];
}
