import { createHmac, randomUUID } from "node:crypto";
import type { Answer, Client } from "./client";

/** The account of the carrier that the product is told of; nothing listens at its API. */
const account = {
  sid: `AC${"0123456789abcdef".repeat(2)}`,
  token: "a token that only attacks know",
  from: "+14155550123",
};

/** The environment of an installation that takes texts. */
export const texting: Record<string, string> = {
  TWILIO_ACCOUNT_SID: account.sid,
  TWILIO_AUTH_TOKEN: account.token,
  SMS_FROM: account.from,
};

const PATH = "/api/inbound/sms";

/** A text as the carrier hands it over, whole. */
export const textForm = (said: Record<string, string>): Record<string, string> => ({
  MessageSid: `SM${randomUUID().replaceAll("-", "")}`,
  AccountSid: account.sid,
  To: account.from,
  NumMedia: "0",
  ...said,
});

/** Twilio's signature over the address and the sorted form. */
export function textSignature(site: string, form: Record<string, string>, token = account.token): string {
  const signed = site + PATH + Object.entries(form).sort().flat().join("");
  return createHmac("sha1", token).update(signed).digest("base64");
}

/** Hands a text over, signed for the client's address unless `signature` says otherwise. */
export function sendText(carrier: Client, form: Record<string, string>, signature?: string): Promise<Answer> {
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-twilio-signature": signature ?? textSignature(carrier.url, form),
  };
  return carrier.ask(PATH, { method: "POST", headers, body: new URLSearchParams(form).toString() });
}
