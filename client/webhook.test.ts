import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { verifyWebhook, WebhookError } from "./index.ts";

const secretOf = (bytes: number) => `whsec_${randomBytes(bytes).toString("base64")}`;
const [ours, before, foreign] = [secretOf(32), secretOf(24), secretOf(32)];
const now = new Date("2026-11-22T10:00:00Z");
const id = "019abf06-54c8-7cc1-8ac6-2f8a1b0f3f55";
const told = {
  ...{ type: "choice.changed", timestamp: "2026-11-22T09:59:58.123Z" },
  data: { customer: { id, customer_number: "C-1" }, seq: 4, purpose: "offers", channel: "email" },
};

interface Sent {
  secrets?: string[];
  at?: Date;
  body?: string;
  headers?: Record<string, string | undefined>;
}

/** Signed by the public library, as any sender would; on the wire both of a rotation stand in one header. */
function sent({ secrets = [ours], at = now, body = JSON.stringify(told), headers = {} }: Sent = {}) {
  const signature = secrets.map((secret) => new Webhook(secret).sign("evt", at, body)).join(" ");
  const own = {
    "webhook-id": "evt",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": signature,
  };
  return { body, headers: { ...own, ...headers } };
}

const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

describe("what is taken", () => {
  it.each([
    ["one signature", ours, sent()],
    ["the second of two signatures", ours, sent({ secrets: [foreign, ours] })],
    ["either secret of a rotation", [ours, before], sent({ secrets: [before] })],
    [
      "a signature of another kind beside it",
      ours,
      sent({ headers: { "webhook-signature": `v1a,AAAA ${sent().headers["webhook-signature"]}` } }),
    ],
    ["five minutes old", ours, sent({ at: later(-300) })],
    ["five minutes ahead", ours, sent({ at: later(300) })],
    ["bytes that are no ASCII", ours, sent({ body: JSON.stringify({ ...told, data: { item: "鞋码 👟" } }) })],
  ] as const)("%s", (_, secret, delivered) => {
    const event = verifyWebhook(secret, delivered, now);
    expect(event).toMatchObject({ id: "evt", type: told.type, timestamp: new Date(told.timestamp) });
    expect(verifyWebhook(secret, { ...delivered, body: Buffer.from(delivered.body) }, now)).toEqual(event);
    expect(
      verifyWebhook(
        secret,
        { ...delivered, headers: new Headers(delivered.headers as Record<string, string>) },
        now,
      ),
    ).toEqual(event);
  });
});

describe("what is refused", () => {
  const signature = sent().headers["webhook-signature"] as string;
  const withHeader = (name: string, value: string | undefined) => sent({ headers: { [name]: value } });
  it.each([
    ["without an id", "headers", withHeader("webhook-id", undefined)],
    ["without a signature", "headers", withHeader("webhook-signature", "")],
    ["under another id", "signature", withHeader("webhook-id", "other")],
    ["at another second", "signature", withHeader("webhook-timestamp", String(now.getTime() / 1_000 + 1))],
    ["over five minutes old", "timestamp", sent({ at: later(-301) })],
    ["over five minutes ahead", "timestamp", sent({ at: later(301) })],
    ["at a time that is none", "timestamp", withHeader("webhook-timestamp", "1e9")],
    ["signed by somebody else", "signature", sent({ secrets: [foreign] })],
    ["one byte longer", "signature", { ...sent(), body: `${sent().body} ` }],
    [
      "another version's signature",
      "signature",
      withHeader("webhook-signature", signature.replace("v1,", "v2,")),
    ],
    ["half a signature", "signature", withHeader("webhook-signature", signature.slice(0, 20))],
    ["no signature but its version", "signature", withHeader("webhook-signature", "v1,")],
    ["signed, and no JSON", "body", sent({ body: "{" })],
    ["signed, and null", "body", sent({ body: "null" })],
    ["signed, and without a type", "body", sent({ body: JSON.stringify({ ...told, type: 7 }) })],
    ["signed, and without a time", "body", sent({ body: JSON.stringify({ ...told, timestamp: "soon" }) })],
    [
      "signed, and a customer without an id",
      "body",
      sent({ body: JSON.stringify({ ...told, data: { customer: {} } }) }),
    ],
  ] as const)("%s", (_, fault, delivered) => {
    const refuse = () => verifyWebhook(ours, delivered, now);
    expect(refuse).toThrow(WebhookError);
    expect(refuse).toThrow(expect.objectContaining({ fault }));
  });

  it("a secret that is none, before anything comes", () => {
    for (const secret of ["", "whsec_", "whsec_c2hvcnQ=", []])
      expect(() => verifyWebhook(secret, sent(), now)).toThrow(TypeError);
  });

  it("by the public library too, which takes all that is taken here", () => {
    const at = new Date();
    const { body, headers } = sent({ at, secrets: [foreign, ours] });
    const library = new Webhook(ours);
    expect(library.verify(body, headers as Record<string, string>)).toEqual(told);
    expect(verifyWebhook(ours, { body, headers }).data).toEqual(told.data);
    expect(() => library.verify(`${body} `, headers as Record<string, string>)).toThrow();
  });
});
