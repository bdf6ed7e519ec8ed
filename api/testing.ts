import { randomUUID } from "node:crypto";
import { request as ask, type IncomingHttpHeaders } from "node:http";
import { commandContext, createApiKey } from "@/domain/api-keys";
import { SCOPES, type Scope } from "@/domain/api-keys/catalog";
import type { House, LogFields } from "@/domain/house";
import { testHouse } from "@/domain/testing";
import { openLog } from "@/server/log";
import { openFrontDoor } from "@/server/server";
import { type ApiOptions, openApi } from ".";

export interface TestAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body as JSON, where it is JSON. */
  json: Record<string, unknown>;
}

export interface TestAsk {
  key?: string | null;
  /** An object is sent as JSON, a text or bytes as they are. */
  body?: unknown;
  /** An empty one is not sent. */
  headers?: Record<string, string>;
}

/** The API behind the real front door on a port of its own, on a fresh database. */
export async function testApi(options: ApiOptions & { house?: House } = {}) {
  const made = options.house ? null : await testHouse({ max: 10 });
  const house = options.house ?? made?.house;
  if (!house) throw new Error("unreachable");
  const lines: LogFields[] = [];
  // The very log of the process, so that what it leaves out is left out here too.
  house.log = openLog("info", { write: (line) => void lines.push(JSON.parse(line)) });
  const api = openApi(house, options);
  const door = await openFrontDoor({
    host: "127.0.0.1",
    port: 0,
    publicUrl: "http://privacy.brand.example",
    trustedProxies: [],
    health: { drain: () => undefined, ready: async () => true },
    log: house.log,
    api,
    pages: async () => async (_asked, answer) => void answer.writeHead(404).end("a page"),
  });
  const makeKey = async (scopes: readonly Scope[] = SCOPES) => {
    const input = { name: `Test ${randomUUID()}`, scopes: [...scopes] };
    return (await createApiKey(await commandContext(house), input)).secret;
  };
  const key = await makeKey();
  return {
    house,
    database: made?.database,
    port: door.port,
    lines,
    key,
    makeKey,
    ask: (method: string, path: string, more: TestAsk = {}) =>
      askOnce({ port: door.port, method, path, more: { key, ...more } }),
    async close() {
      await door.close(1_000);
      await api.close();
      await made?.close();
    },
  };
}

export type TestApi = Awaited<ReturnType<typeof testApi>>;

interface Once {
  port: number;
  method: string;
  path: string;
  more: TestAsk;
}

/** Asks once, over a connection of its own. */
export function askOnce({ port, method, path, more }: Once): Promise<TestAnswer> {
  const { key, body, headers } = more;
  const bytes = bytesOf(body);
  const all: Record<string, string> = {};
  if (key) all.authorization = `Bearer ${key}`;
  if (bytes)
    Object.assign(all, { "content-type": "application/json", "content-length": String(bytes.length) });
  Object.assign(all, headers);
  for (const [name, value] of Object.entries(all)) if (value === "") delete all[name];
  return new Promise((resolve, reject) => {
    const asked = ask({ host: "127.0.0.1", port, method, path, headers: all });
    asked.once("error", reject);
    asked.once("response", async (answer) => {
      let text = "";
      for await (const part of answer.setEncoding("utf8")) text += part;
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: jsonOf(text) });
    });
    asked.end(bytes);
  });
}

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
