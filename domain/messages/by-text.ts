import { Agent, request } from "undici";
import type { House, TextSettings } from "../house";
import { NotTaken, type Outgoing, type Transport } from "./outgoing";

/** Milliseconds for one text, from the first byte to the last. */
const PATIENCE = 20_000;

/** An answer is a page of JSON; more is not read. */
const ANSWER_LIMIT = 65_536;

/** The text service of the house, Twilio's Messages API. @throws an Error when none was set. */
export function textTransport(house: House): Transport {
  const { texts } = house.settings;
  if (!texts) throw new Error("TWILIO_ACCOUNT_SID is not set, so no text can be sent.");
  const dispatcher = new Agent({ connections: 3, connect: { timeout: 10_000 }, maxHeaderSize: 16_384 });
  return {
    send: (message) => post(texts, { message, dispatcher }),
    close: () => dispatcher.close(),
  };
}

async function post(texts: TextSettings, at: { message: Outgoing; dispatcher: Agent }): Promise<void> {
  const { status, body } = await ask(texts, at).catch((error: unknown) => {
    // Where the answer was lost the text may have gone out: twice is better than never.
    throw new NotTaken(codeOf(error), { final: false });
  });
  if (status >= 200 && status < 300) return;
  throw new NotTaken(errorIn(body) ?? String(status), { final: isFinal(status) });
}

async function ask(texts: TextSettings, { message, dispatcher }: { message: Outgoing; dispatcher: Agent }) {
  const { accountSid, authToken, from, apiUrl } = texts;
  const sender = /^MG[0-9a-f]{32}$/i.test(from) ? "MessagingServiceSid" : "From";
  const answer = await request(`${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
    method: "POST",
    dispatcher,
    signal: AbortSignal.timeout(PATIENCE),
    headers: {
      authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
      "accept-encoding": "identity",
    },
    body: new URLSearchParams({ To: message.to, [sender]: from, Body: message.rendered.text }).toString(),
  });
  return { status: answer.statusCode, body: await readStart(answer.body) };
}

/** What fits; an answer that breaks off has been given all the same. */
async function readStart(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of body) {
      size += part.byteLength;
      if (size > ANSWER_LIMIT) break;
      parts.push(part);
    }
  } catch {
    return "";
  }
  return Buffer.concat(parts).toString("utf8");
}

/** Twilio's own number of what is wrong, such as 21610. */
function errorIn(body: string): string | null {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== "object" || answer === null || !("code" in answer)) return null;
    return /^\d{4,6}$/.test(String(answer.code)) ? String(answer.code) : null;
  } catch {
    return null;
  }
}

/** 4xx is its last word about this text, except what is about us, or about now, and can be mended. */
const isFinal = (status: number): boolean =>
  status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status);

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
