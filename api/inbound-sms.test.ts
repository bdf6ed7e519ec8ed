import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testHouse } from "@/domain/testing";
import { testOwner } from "@/domain/texts/testing";
import { type TestApi, testApi } from "./testing";
import { twilioSignature } from "./twilio-signature";

const TOKEN = "the token of the account";
const PUBLIC = "https://privacy.brand.example";
const ADDRESS = "/api/inbound/sms";
let api: TestApi;
let close: () => Promise<void>;

beforeAll(async () => {
  const texts = { accountSid: "AC1", authToken: TOKEN, from: "+353800000001", apiUrl: "http://localhost:1" };
  const made = await testHouse({ settings: { publicUrl: PUBLIC, texts }, max: 10 });
  close = made.close;
  api = await testApi({ house: made.house });
});
afterAll(async () => {
  await api.close();
  await close();
});

interface Sending {
  search?: string;
  /** Where it is signed for. */
  url?: string;
  token?: string;
  headers?: Record<string, string>;
  /** Changes the body after it was signed. */
  tampered?: (body: string) => string;
}

let last = 0;
const newNumber = () => {
  last += 1;
  return `+35386${2_000_000 + last}`;
};
const formOf = (from: string, body: string, more: Record<string, string> = {}) => ({
  ...{
    MessageSid: `SM${randomUUID().replaceAll("-", "")}`,
    AccountSid: "AC1",
    From: from,
    To: "+353800000001",
  },
  ...{ Body: body, NumMedia: "0", ApiVersion: "2010-04-01", ...more },
});

async function send(form: Record<string, string>, more: Sending = {}) {
  const { search = "", url = PUBLIC + ADDRESS + search, token = TOKEN, tampered = (body) => body } = more;
  const signature = twilioSignature(token, { url, fields: Object.entries(form) });
  const body = Buffer.from(tampered(String(new URLSearchParams(form))));
  const headers = { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature };
  return api.ask("POST", ADDRESS + search, { key: null, body, headers: { ...headers, ...more.headers } });
}

const EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';
const decision = async (phone: string, purpose = "recalls") => {
  const body = { requests: [{ customer: { phone }, purpose, channel: "sms" }] };
  const { json } = await api.ask("POST", "/api/v1/decisions", { body });
  const [{ decision: is, reason, because } = {}] = json.decisions as Record<string, string>[];
  return [is, reason, because];
};
const STOPPED = [
  "deny",
  "channel_stopped",
  "The number texted stop to this channel, and only START from it takes that back.",
];

describe("a text that came in signed", () => {
  test("is answered as TwiML, and decisions follow at once", async () => {
    const number = newNumber();
    expect((await decision(number))[0]).toBe("allow");
    const answer = await send(formOf(number, "Stop please"));
    expect([answer.status, answer.headers["content-type"], answer.text]).toEqual([
      200,
      "text/xml; charset=utf-8",
      '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Tiny: stopped. We send no more texts to this number. To allow them again, text START.</Message></Response>',
    ]);
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(await decision(number)).toEqual(STOPPED);
    expect((await send(formOf(number, "START"))).text).toContain(
      "<Message>Tiny: this number can get texts again.",
    );
    expect((await decision(number))[0]).toBe("allow");
  });

  test("is a customer's own no in what systems read", async () => {
    const number = newNumber();
    const customerId = (await testOwner(api.house, number)).subject.id;
    await send(formOf(number, "QUIT"));
    const { json } = await api.ask("GET", `/api/v1/customers/${customerId}/ledger`);
    expect(json.events).toMatchObject([
      { act: "withdraw", purpose: "offers", channel: "sms", actor: "text" },
    ]);
    const choices = await api.ask("GET", `/api/v1/customers/${customerId}/choices`);
    expect(choices.status).toBe(200);
    expect(JSON.stringify(choices.json)).toContain("channel_stopped");
  });

  test("may hold parameters that nobody announced, and a query in its address", async () => {
    const number = newNumber();
    const form = formOf(number, "STOP", { NewThing: "ä ö & <ü>", "Media Url0": "https://x.example/?a=b" });
    expect((await send(form, { search: "?to=brand&x=%20" })).text).toContain("<Message>");
    expect(await decision(number)).toEqual(STOPPED);
  });

  test("again is answered the same and acts once, whatever the header of retries says", async () => {
    const number = newNumber();
    const form = formOf(number, "STOP");
    const first = await send(form, { headers: { "i-twilio-idempotency-token": "one" } });
    await send(formOf(number, "START"));
    for (const token of ["one", "two"]) {
      const again = await send(form, { headers: { "i-twilio-idempotency-token": token } });
      expect(again.text).toBe(first.text);
    }
    expect((await decision(number))[0]).toBe("allow");
  });

  test.each([
    ["STOP", "deny"],
    ["START", "allow"],
    ["HELP", "allow"],
  ])("that Twilio answered itself (OptOutType %s) is answered with nothing", async (type, is) => {
    const number = newNumber();
    expect((await send(formOf(number, "whatever", { OptOutType: type }))).text).toBe(EMPTY);
    expect((await decision(number))[0]).toBe(is);
  });

  test("that is none of these is answered with nothing", async () => {
    const number = newNumber();
    expect((await send(formOf(number, "don't stop"))).text).toBe(EMPTY);
    expect((await send(formOf(number, ""))).text).toBe(EMPTY);
    expect((await send(formOf("whatsapp:+353861234567", "STOP"))).text).toBe(EMPTY);
    expect((await decision(number))[0]).toBe("allow");
  });
});

describe("refused, and nothing done", () => {
  test.each<[string, Sending]>([
    ["signed with another token", { token: "guessed" }],
    ["signed for another host", { url: `https://evil.example${ADDRESS}` }],
    ["signed for our own port", { url: `http://127.0.0.1${ADDRESS}` }],
    ["signed without its query", { search: "?a=1", url: PUBLIC + ADDRESS }],
    ["without a signature", { headers: { "x-twilio-signature": "" } }],
    ["with one byte more", { tampered: (body) => `${body}!` }],
    ["with another number", { tampered: (body) => body.replace("From=%2B35386", "From=%2B35385") }],
    ["with a field more", { tampered: (body) => `${body}&OptOutType=STOP` }],
  ])("%s: 403", async (_name, more) => {
    const number = newNumber();
    const answer = await send(formOf(number, "STOP"), more);
    expect([answer.status, answer.headers["content-type"]]).toEqual([403, "text/plain; charset=utf-8"]);
    expect((await decision(number))[0]).toBe("allow");
  });

  test.each([
    ["JSON", "application/json", 415],
    ["a multipart form", "multipart/form-data; boundary=x", 415],
  ])("%s: %s", async (_name, type, status) => {
    const answer = await send(formOf(newNumber(), "STOP"), { headers: { "content-type": type } });
    expect(answer.status).toBe(status);
  });

  test("too long a body is not read to its end", async () => {
    expect((await send(formOf(newNumber(), "x".repeat(70_000)))).status).toBe(413);
  });

  test.each(["MessageSid", "From", "To"])("signed, but without %s: 400", async (name) => {
    const { [name]: _, ...form } = formOf(newNumber(), "STOP") as Record<string, string>;
    expect((await send(form)).status).toBe(400);
  });

  test.each(["GET", "PUT", "DELETE"])("%s does nothing", async (method) => {
    const answer = await api.ask(method, ADDRESS, { key: null });
    expect(answer.status).toBe(404);
  });

  test("neither number nor words are in the log", async () => {
    const number = newNumber();
    await send(formOf(number, "stop Xanthippe"));
    const log = JSON.stringify(api.lines);
    expect(log).toContain(ADDRESS);
    expect(log).not.toContain(number.slice(1));
    expect(log).not.toContain("Xanthippe");
  });
});

test("where no account is set up nothing is taken", async () => {
  const { texts, ...settings } = api.house.settings;
  const bare = await testApi({ house: { ...api.house, settings } });
  const form = formOf(newNumber(), "STOP");
  const signature = twilioSignature("", { url: PUBLIC + ADDRESS, fields: Object.entries(form) });
  const headers = { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature };
  const body = Buffer.from(String(new URLSearchParams(form)));
  expect((await bare.ask("POST", ADDRESS, { key: null, body, headers })).status).toBe(403);
  await bare.close();
});
