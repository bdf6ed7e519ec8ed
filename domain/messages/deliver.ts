import type { House } from "../house";
import type { MessageTemplate } from "./catalog";
import { type Rendered, renderMessage } from "./render";
import { openMessage, sealMessage } from "./seal";
import { closeMessage, takeUnsent } from "./store";
import { mailRoom } from "./transport";

/** Tries before a message is given up; the queue spaces them out. */
const MAX_TRIES = 9;

/**
 * The job `message.send`: hands one message to the mail server and wipes what it said. In the demo it is
 * kept readable instead. Running it twice sends once.
 * @throws what the mail server said, when another try may help.
 */
export async function deliverMessage(house: House, job: { id: string }): Promise<void> {
  const row = await takeUnsent(house, job.id);
  if (!row?.sealed) return;
  const { to, locale, params } = openMessage(house, row.id, row.sealed);
  const { brand, settings } = house;
  const message = { template: row.template as MessageTemplate, params, locale };
  const rendered = renderMessage(message, { brand, publicUrl: settings.publicUrl });
  if (!settings.demo) return hand(house, { id: row.id, attempts: row.attempts, to, rendered });
  const { subject, text, html } = rendered;
  const sealed = sealMessage(house, row.id, { to, locale, params, rendered: { subject, text, html } });
  await closeMessage(house, row.id, { is: "sent", sealed });
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
    return closeMessage(house, id, { is: "failed" });
  }
  await closeMessage(house, id, { is: "sent" });
}

/** The server's code, without its words: those may repeat the address. */
function refusalOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("responseCode" in error && typeof error.responseCode === "number") return String(error.responseCode);
  return "code" in error && typeof error.code === "string" ? error.code : "unknown";
}

/** 5xx is the server's last word, except 530 and 535: those are about us and can be mended. */
const isFinal = (code: string): boolean => /^5\d\d$/.test(code) && code !== "530" && code !== "535";
