import { z } from "zod";
import { databaseTime } from "@/domain/clock";
import type { Ctx } from "@/domain/context";
import { type IncomingText, receiveText } from "@/domain/texts/receive";
import type { OpenAnswer, OpenCall, OpenRoute } from "./open-route";
import { plain } from "./stop";
import { isSignedByTwilio } from "./twilio-signature";

export const INBOUND_SMS = "/api/inbound/sms";

/** What is read of Twilio's form. It may hold more, which comes without notice and is signed with the rest. */
const TwilioText = z.object({
  MessageSid: z.string().min(1).max(100),
  From: z.string().min(1).max(100),
  To: z.string().min(1).max(100),
  Body: z.string().default(""),
  MessagingServiceSid: z.string().max(100).optional(),
  OptOutType: z.string().max(20).optional(),
});
const MOST_FIELDS = 500;

/**
 * POST of a text that came in, as Twilio sends it. Its signature is the credential, over the public address; its own
 * id of the text makes a repeat no second act. The header of its retries is not signed, so it decides nothing.
 */
export const inboundSmsRoute: OpenRoute = {
  method: "POST",
  path: INBOUND_SMS,
  async handler(call) {
    const fields = fieldsOf(call);
    if (fields === null) return plain(415, "This takes Twilio's form.");
    if (!isSigned(call, fields)) return plain(403, "The signature is not Twilio's for this address.");
    const form = TwilioText.safeParse(Object.fromEntries(fields));
    if (!form.success) return plain(400, "This is no text: MessageSid, From and To are needed.");
    return twiml(await receiveText(await contextOf(call), textOf(form.data)));
  },
};

function fieldsOf({ contentType, bytes }: OpenCall): [string, string][] | null {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/.test(contentType)) return null;
  const fields = [...new URLSearchParams(bytes.toString("utf8"))];
  return fields.length <= MOST_FIELDS ? fields : null;
}

function isSigned({ house, headers, search }: OpenCall, fields: [string, string][]): boolean {
  const { publicUrl, texts } = house.settings;
  const signature = headers["x-twilio-signature"];
  if (!texts || typeof signature !== "string") return false;
  return isSignedByTwilio(texts.authToken, { url: `${publicUrl}${INBOUND_SMS}${search}`, fields }, signature);
}

const UNDERSTOOD: Readonly<Record<string, IncomingText["understood"]>> = {
  STOP: "stop",
  START: "start",
  HELP: "help",
};

const textOf = (form: z.infer<typeof TwilioText>): IncomingText => ({
  ...{ sid: form.MessageSid, from: form.From, to: form.To, body: form.Body },
  service: form.MessagingServiceSid || null,
  understood: UNDERSTOOD[form.OptOutType?.toUpperCase() ?? ""] ?? null,
});

async function contextOf({ house, requestId }: OpenCall): Promise<Ctx> {
  const [locale = "en"] = house.brand.locales;
  const now = await databaseTime(house);
  return { actor: { kind: "nobody" }, subject: null, now, locale, requestId, authTime: null, house };
}

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** What Twilio is to send back; without a message, nothing. */
function twiml(message: string): OpenAnswer {
  const text = message.replace(/[&<>]/g, (sign) => SIGNS[sign] ?? sign);
  const inner = text === "" ? "<Response/>" : `<Response><Message>${text}</Message></Response>`;
  return {
    status: 200,
    headers: { "content-type": "text/xml; charset=utf-8" },
    body: `<?xml version="1.0" encoding="UTF-8"?>${inner}`,
  };
}
