import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { messages } from "@/db/schema/messages";
import type { House } from "../house";
import type { MessageTemplate } from "./catalog";
import { type Rendered, renderMessage } from "./render";
import { type Envelope, openMessage, sealMessage } from "./seal";
import { mailRoom } from "./transport";

/** Tries before a message is given up; the queue spaces them out. */
const MAX_TRIES = 9;

/**
 * The job `message.send`: hands one message to the mail server and wipes what it said. In the demo it is
 * kept readable instead. Running it twice sends once.
 * @throws what the mail server said, when another try may help.
 */
export async function deliverMessage(house: House, job: { id: string }): Promise<void> {
  const [row] = await house.db.orm
    .update(messages)
    .set({ attempts: sql`${messages.attempts} + 1` })
    .where(and(eq(messages.id, job.id), isNull(messages.sentAt), isNull(messages.failedAt)))
    .returning();
  if (!row?.sealed) return;
  const envelope = openMessage(house, row.id, row.sealed);
  const rendered = renderMessage(
    { template: row.template as MessageTemplate, params: envelope.params, locale: envelope.locale },
    { brand: house.brand, publicUrl: house.settings.publicUrl },
  );
  if (house.settings.demo) return keep(house, row.id, { ...envelope, rendered });
  await hand(house, { id: row.id, attempts: row.attempts, to: envelope.to, rendered });
}

async function keep(house: House, id: string, envelope: Envelope): Promise<void> {
  const sealed = sealMessage(house, id, envelope);
  await house.db.orm.update(messages).set({ sealed, sentAt: sql`now()` }).where(eq(messages.id, id));
}

interface Handing {
  id: string;
  attempts: number;
  to: string;
  rendered: Rendered;
}

async function hand(house: House, { id, attempts, to, rendered }: Handing): Promise<void> {
  try {
    await mailRoom(house).send({ id, to, ...rendered });
  } catch (error) {
    const code = refusalOf(error);
    house.log.warn("message.not_sent", { job: id, count: attempts, reason: code });
    if (!isFinal(code) && attempts < MAX_TRIES) throw new Error(`mail server: ${code}`);
    await house.db.orm
      .update(messages)
      .set({ sealed: null, failedAt: sql`now()` })
      .where(eq(messages.id, id));
    return;
  }
  await house.db.orm.update(messages).set({ sealed: null, sentAt: sql`now()` }).where(eq(messages.id, id));
}

/** The server's code, without its words: those may repeat the address. */
function refusalOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("responseCode" in error && typeof error.responseCode === "number") return String(error.responseCode);
  return "code" in error && typeof error.code === "string" ? error.code : "unknown";
}

/** 5xx is the server's last word, except 530 and 535: those are about us and can be mended. */
const isFinal = (code: string): boolean => /^5\d\d$/.test(code) && code !== "530" && code !== "535";

/** Forgets messages after a day: the demo's, and the ids of those that went out. */
export async function sweepMessages(house: House): Promise<void> {
  await house.db.orm.delete(messages).where(lt(messages.createdAt, sql`now() - interval '1 day'`));
}
