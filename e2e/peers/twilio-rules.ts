import type { IncomingMessage, ServerResponse } from "node:http";

/** The one account there is: for TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and SMS_FROM. */
export const account = {
  sid: `AC${"0123456789abcdef".repeat(2)}`,
  token: "a token of the tests alone",
  from: "+14155550123",
};

/** What is wrong with a request, in Twilio's numbers and words. */
export interface Problem {
  status: number;
  code?: number;
  message?: string;
}

const E164 = /^\+[1-9]\d{6,14}$/;

/** What Twilio would refuse of a request, in its own numbers. */
export function problemOf(asked: IncomingMessage, body: string): Problem | null {
  const { sid, token } = account;
  if (asked.url !== `/2010-04-01/Accounts/${sid}/Messages.json` || asked.method !== "POST")
    return { status: 404, code: 20404, message: `no such resource: ${asked.method} ${asked.url}` };
  if (asked.headers.authorization !== `Basic ${Buffer.from(`${sid}:${token}`).toString("base64")}`)
    return { status: 401, code: 20003, message: "Authenticate" };
  if (asked.headers["content-type"] !== "application/x-www-form-urlencoded")
    return { status: 415, code: 20415, message: `content type ${asked.headers["content-type"]}` };
  const form = new URLSearchParams(body);
  const extra = [...form.keys()].filter(
    (name) => !["To", "From", "MessagingServiceSid", "Body"].includes(name),
  );
  if (extra.length > 0)
    return { status: 400, code: 20001, message: `unknown parameters ${extra.join(", ")}` };
  if (!E164.test(form.get("To") ?? ""))
    return { status: 400, code: 21211, message: `Invalid 'To' ${form.get("To")}` };
  if (form.has("From") === form.has("MessagingServiceSid"))
    return {
      status: 400,
      code: 21603,
      message: "A 'From' phone number or a 'MessagingServiceSid' is required",
    };
  if (!form.get("Body")) return { status: 400, code: 21602, message: "Message body is required" };
  if ([...(form.get("Body") ?? "")].length > 1_600)
    return {
      status: 400,
      code: 21617,
      message: "The concatenated message body exceeds the 1600 character limit",
    };
  return null;
}

/** Says no as Twilio does. */
export function refuse(answer: ServerResponse, problem: Problem): void {
  const { status, code = 20001, message = "refused" } = problem;
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  answer.writeHead(status, { "content-type": "application/json" });
  answer.end(JSON.stringify({ code, message, more_info, status }));
}

/** Says that a text waits to go out. */
export function accept(answer: ServerResponse, { to, number }: { to: string; number: number }): void {
  const sid = `SM${number.toString(16).padStart(32, "0")}`;
  answer.writeHead(201, { "content-type": "application/json" });
  answer.end(
    JSON.stringify({
      sid,
      account_sid: account.sid,
      to,
      status: "queued",
      error_code: null,
      num_segments: "1",
    }),
  );
}
