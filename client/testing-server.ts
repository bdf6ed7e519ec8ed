import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came. */
export interface Came {
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

type Behave = (answer: ServerResponse, came: Came, turn: number) => unknown;

/** A server that behaves as a test says; what came is kept. */
export async function testServer(behave: Behave) {
  const came: Came[] = [];
  const server = createServer(async (request, answer) => {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    came.push({ path: request.url ?? "", headers: request.headers, body });
    behave(answer, came.at(-1) as Came, came.length);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    came,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type TestServer = Awaited<ReturnType<typeof testServer>>;

/** Answers JSON, or a refusal. */
export function json(answer: ServerResponse, status: number, value: unknown, headers = {}): void {
  const type = status < 300 ? "application/json" : "application/problem+json";
  answer.writeHead(status, { "content-type": type, ...headers }).end(JSON.stringify(value));
}

export const problem = (name: string, status: number) => ({
  ...{ type: `https://privacy.brand.example/api/v1/problems/${name}`, title: name, status },
  instance: "urn:uuid:019a0000-0000-7000-8000-000000000001",
});

/** A yes to each question, for as long as said. */
export function allow({ body }: Came, keepMs = 300_000) {
  const { requests: asked = [] }: { requests?: unknown[] } = JSON.parse(body);
  const valid_until = new Date(Date.now() + keepMs).toISOString();
  const yes = { decision: "allow", reason: "granted", because: "Turned on.", ledger: null, valid_until };
  return { decisions: asked.map(() => yes) };
}
