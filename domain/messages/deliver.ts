import type { House } from "../house";
import { jobs } from "../queue";
import { hasStopped } from "../texts";
import { ASKED_FOR, isTextTemplate, type MessageTemplate } from "./catalog";
import { NotTaken } from "./outgoing";
import { type Rendered, renderMessage } from "./render";
import { renderText } from "./render-text";
import { type Envelope, openMessage, sealMessage } from "./seal";
import { closeMessage, type MessageRecord, takeUnsent, type Unsent } from "./store";
import { withinTextBudget } from "./text-budget";
import { transportOf } from "./transport";
import { wayTo } from "./way";

/** Tries before a message is given up: all that the queue makes, spaced out over more than a day. */
export const MAX_TRIES = jobs["message.send"].retryLimit + 1;

/** Twilio's word for a number whose owner has answered STOP: the carrier passes nothing on until START. */
const UNSUBSCRIBED = "21610";

/** Told of a number in E.164 that the carrier passes nothing on to, because its owner stopped it there. */
export type CarrierBlocks = (house: House, number: string) => Promise<void>;

/**
 * The jobs `message.send` and `code.send`: hands one message to the mail server or the text service and wipes what it said. In the
 * demo it is kept readable instead. Running it twice sends once.
 * @throws what the other side said, when another try may help.
 */
export async function deliverMessage(
  house: House,
  job: { id: string },
  blocks?: CarrierBlocks,
): Promise<void> {
  const row = await takeUnsent(house, job.id);
  if (!row?.sealed) return;
  const envelope = openMessage(house, row.id, row.sealed);
  const { to, locale, params } = envelope;
  const held = await heldBack(house, row, envelope);
  if (held) {
    house.log.warn("message.not_sent", { job: row.id, reason: held });
    return closeMessage(house, row.id, { is: "failed" });
  }
  const rendered = render(house, row, envelope);
  if (!house.settings.demo) return hand(house, { row, to, rendered, blocks });
  const { subject, text, html } = rendered;
  const sealed = sealMessage(house, row.id, { to, locale, params, rendered: { subject, text, html } });
  await closeMessage(house, row.id, { is: "sent", sealed });
}

/** Why a message must not go out, before anybody is asked to take it. */
async function heldBack(house: House, row: Unsent, { to, params }: Envelope): Promise<string | null> {
  if ("code" in params && row.waited > params.minutes * 60) return "code_over";
  return wayTo(to) === "text" ? textHeldBack(house, row, to) : null;
}

/** Counted once for each text. */
async function textHeldBack(house: House, row: MessageRecord, to: string): Promise<string | null> {
  if (!ASKED_FOR.has(row.template as MessageTemplate) && (await hasStopped(house, to))) return "stopped";
  if (row.attempts > 1 || (await withinTextBudget(house, to))) return null;
  return "text_budget";
}

function render(house: House, row: MessageRecord, { to, locale, params }: Envelope): Rendered {
  const template = row.template as MessageTemplate;
  const by = { brand: house.brand, publicUrl: house.settings.publicUrl };
  if (wayTo(to) === "email") return renderMessage({ template, params, locale }, by);
  if (!isTextTemplate(template)) throw new Error(`${template} has no words for a text`);
  return renderText({ template, params, locale }, by);
}

interface Handing {
  row: MessageRecord;
  to: string;
  rendered: Rendered;
  blocks: CarrierBlocks | undefined;
}

async function hand(house: House, { row, to, rendered, blocks }: Handing): Promise<void> {
  const way = wayTo(to);
  try {
    await transportOf(house, way).send({ id: row.id, to, rendered });
  } catch (error) {
    const { code, final } = error instanceof NotTaken ? error : unknown;
    house.meter?.count("messages", { way, outcome: "not_sent" });
    house.log.warn("message.not_sent", { job: row.id, count: row.attempts, reason: code });
    if (way === "text" && code === UNSUBSCRIBED) await blocks?.(house, to);
    if (!final && row.attempts < MAX_TRIES) throw new Error(`${NAMES[way]}: ${code}`);
    return closeMessage(house, row.id, { is: "failed" });
  }
  house.meter?.count("messages", { way, outcome: "sent" });
  await closeMessage(house, row.id, { is: "sent" });
}

const NAMES = { email: "mail server", text: "text service" } as const;

const unknown = { code: "unknown", final: false };
