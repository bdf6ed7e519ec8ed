import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { afterEach } from "vitest";
import type { Log, LogFields } from "@/domain/house";
import { type Face, type FrontDoor, type FrontDoorOptions, openFrontDoor } from "./server";

/** What was logged. */
export const lines: LogFields[] = [];
export const log: Log = {
  info: (_event, fields = {}) => void lines.push(fields),
  warn: () => undefined,
  error: () => undefined,
};
export const echo: Face = async (asked, answer) => void answer.end(JSON.stringify(asked.headers));

/** The one that is open. */
export let door: FrontDoor | undefined;
afterEach(async () => {
  await door?.close(0);
  door = undefined;
});

/** Opens one that hands back what it was asked; closed after each test. */
export async function open(more: Partial<FrontDoorOptions> & { face?: Face } = {}): Promise<FrontDoor> {
  const health = { drain: () => undefined, ready: async () => true };
  const { face = echo, ...options } = more;
  const fixed = { host: "127.0.0.1", port: 0, publicUrl: undefined, trustedProxies: [], health, log };
  door = await openFrontDoor({ ...fixed, pages: async () => face, ...options });
  return door;
}

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: string;
}

export function ask(path: string, headers: Record<string, string> = {}, method = "GET"): ClientRequest {
  const where = { host: "127.0.0.1", port: door?.port, path };
  return request({ ...where, method, headers: { host: "localhost", ...headers } }).end();
}

export async function answerOf(asked: ClientRequest): Promise<Answer> {
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  let body = "";
  for await (const part of answer) body += part;
  return { status: answer.statusCode ?? 0, headers: answer.headers, body };
}
