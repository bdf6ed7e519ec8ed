import { createHmac, randomUUID } from "node:crypto";
import { account } from "./peers/twilio-rules";

/** A house that takes texts is told of this account. */
export const texting = {
  ...{ TWILIO_ACCOUNT_SID: account.sid, TWILIO_AUTH_TOKEN: account.token, SMS_FROM: account.from },
};

/** Hands a text over as the carrier does, signed for the address. @returns what the carrier is to answer with. */
export async function textUs(
  site: string,
  said: Record<string, string>,
): Promise<{ status: number; answer: string }> {
  const url = `${site}/api/inbound/sms`;
  const MessageSid = `SM${randomUUID().replaceAll("-", "")}`;
  const form = { MessageSid, AccountSid: account.sid, To: account.from, NumMedia: "0", ...said };
  const signed = url + Object.entries(form).sort().flat().join("");
  const signature = createHmac("sha1", account.token).update(signed).digest("base64");
  const headers = { "x-twilio-signature": signature };
  const sent = await fetch(url, { method: "POST", headers, body: new URLSearchParams(form) });
  return { status: sent.status, answer: /<Message>(.*)<\/Message>/s.exec(await sent.text())?.[1] ?? "" };
}
