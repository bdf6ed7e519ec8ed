import { once } from "node:events";
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FrontDoor, openFrontDoor } from "./server";

/** What reached the pages last: its fields in order, or its bytes. */
let given: unknown;
let door: FrontDoor;

async function keep(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(part);
  const bytes = new Uint8Array(Buffer.concat(parts));
  const type = asked.headers["content-type"] ?? "";
  const isForm = type.startsWith("multipart/");
  given = isForm
    ? [...(await new Response(bytes, { headers: { "content-type": type } }).formData())]
    : Buffer.from(bytes).toString();
  const length = asked.headers["content-length"];
  answer.statusCode = length === undefined || Number(length) === bytes.length ? 200 : 500;
  answer.end();
}

beforeAll(async () => {
  door = await openFrontDoor({
    ...{ host: "127.0.0.1", port: 0, publicUrl: undefined, trustedProxies: [] },
    health: { drain: () => undefined, ready: async () => true },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    pages: async () => keep,
  });
});
afterAll(() => door.close(0));

const ID = `$ACTION_ID_${"7f".repeat(21)}`;
const FORM = { "content-type": "multipart/form-data; boundary=edge-of-a-part" };
const SCRIPT = { ...FORM, "next-action": "7f".repeat(21) };
const part = (name: string, value: string, more = "") =>
  `--edge-of-a-part\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const END = "--edge-of-a-part--\r\n";

async function post(body: string | Buffer, headers: Record<string, string> = FORM, method = "POST") {
  given = undefined;
  const asked = request({ host: "127.0.0.1", port: door.port, path: "/x", method, headers });
  asked.end(body);
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  let text = "";
  for await (const piece of answer) text += piece;
  return { status: answer.statusCode, text, headers: answer.headers };
}

it.each([
  [
    "a form",
    part(ID, "") + part("who", "Zoë\r\nO'Hara") + END,
    FORM,
    [
      [ID, ""],
      ["who", "Zoë\r\nO'Hara"],
    ],
  ],
  ["a form for a route", part("who", "a") + END, FORM, [["who", "a"]]],
  [
    "a field twice",
    part(ID, "") + part("a", "1") + part("a", "2") + END,
    FORM,
    [
      [ID, ""],
      ["a", "1"],
      ["a", "2"],
    ],
  ],
  [
    "a form by a script",
    part("_1_a", "x") + part("0", '["$K1"]') + END,
    SCRIPT,
    [
      ["_1_a", "x"],
      ["0", '["$K1"]'],
    ],
  ],
  ["an empty form by a script", part("0", '["$K1"]') + END, SCRIPT, [["0", '["$K1"]']]],
  ["another kind of form", "a=%", { "content-type": "application/x-www-form-urlencoded" }, "a=%"],
  ["nothing at all", "", {}, ""],
])("%s reaches the pages as it was", async (_name, body, headers, expected) => {
  expect((await post(body, headers)).status).toBe(200);
  expect(given).toEqual(expected);
});

it("a file in a form stays one", async () => {
  await post(part(ID, "") + part("a", "x", '; filename="../x.html"') + END);
  expect((given as [string, unknown][])[1]?.[1]).toBeInstanceOf(File);
});

it.each<[string, string, Record<string, string>]>([
  ["nothing", "", FORM],
  ["no end", part(ID, ""), FORM],
  ["no boundary", part(ID, "") + END, { "content-type": "multipart/form-data" }],
  ["another boundary", part(ID, "").replaceAll("edge", "rand") + END.replaceAll("edge", "rand"), FORM],
  [
    "a part with a broken head",
    `${part(ID, "")}--edge-of-a-part\r\ncontent-disposition: x\r\n\r\nx\r\n${END}`,
    FORM,
  ],
  ["two actions", part(ID, "") + part(`$ACTION_ID_${"70".repeat(21)}`, "") + END, FORM],
  ["an action twice", part(ID, "") + part(ID, "") + END, FORM],
  ["arguments bound to an action", part("$ACTION_REF_1", "") + part("$ACTION_1:0", "{}") + END, FORM],
  ["a state of a form", part(ID, "") + part("$ACTION_KEY", "k") + END, FORM],
  ["an action that is no id", part("$ACTION_ID_../x", "") + END, FORM],
  ["arguments as text", '["$K1"]', { "content-type": "text/plain;charset=UTF-8", "next-action": "7f" }],
  ["arguments without a type", '["$K1"]', { "next-action": "7f" }],
  ["no arguments", part("_1_a", "x") + END, SCRIPT],
  ["another argument", part("0", '["$1:__proto__:then"]') + part("1", "{}") + END, SCRIPT],
  ["two arguments", part("0", '["$K1","$K2"]') + END, SCRIPT],
  ["the argument twice", part("0", '["$K1"]') + part("0", '["$1"]') + END, SCRIPT],
  ["fields under another name", part("1_a", "x") + part("0", `["$K1"]`) + END, SCRIPT],
  ["parts beside the form", part("0", '["$K1"]') + part("1", '{"then":"$1"}') + END, SCRIPT],
  [
    "a type in other letters",
    part("0", '["$K1"]') + END,
    { ...SCRIPT, "content-type": FORM["content-type"].replace("form-data", "Form-Data") },
  ],
])("%s: 400, and the pages never see it", async (_name, body, headers) => {
  const answer = await post(body, headers);
  expect(answer.headers).toMatchObject({
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
  });
  expect(answer.status).toBe(400);
  expect(given).toBeUndefined();
  expect(answer.headers["cache-control"]).toBe("private, no-store");
});

it.each([
  ["of a form", FORM],
  ["of anything", { "content-type": "text/plain" }],
])("more than 256 kB %s: 413, and what was typed is where it was", async (_name, headers) => {
  const answer = await post(Buffer.alloc(2_000_000, "a"), headers);
  expect(answer.status).toBe(413);
  expect(answer.text).toContain("what you typed is still there");
  expect(answer.text).toContain("Was Sie geschrieben haben, steht noch dort");
  expect(given).toBeUndefined();
});

it("a compressed body is not unpacked", async () => {
  expect((await post(END, { ...FORM, "content-encoding": "gzip" })).status).toBe(415);
  expect(given).toBeUndefined();
});

it("a body with another method is bounded too", async () => {
  expect((await post(Buffer.alloc(2_000_000, "a"), {}, "PUT")).status).toBe(413);
});
