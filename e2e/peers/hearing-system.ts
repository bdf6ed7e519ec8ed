import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createForthright, type Receiver, type WebhookEvent } from "@/client/index";

/** One request as it came. */
export interface Heard {
  headers: IncomingHttpHeaders;
  body: string;
  event: WebhookEvent | null;
}

/** A mail system that keeps its own copy: it hears of changes, obeys, and says so. */
export interface HearingSystem {
  url: string;
  heard: Heard[];
  /** From then on it takes what is signed by this secret, and obeys what is about this customer. */
  trust(secret: string): void;
  close(): Promise<void>;
}

interface Hearing {
  /** Of the installation: its address and a key that may tell of obeying. */
  url: string;
  key: string;
  /** The first of these that is free is listened on. */
  ports: readonly number[];
  system: string;
  customerNumber: string;
}

/** Opens it, as somebody would write it who knows the client and nothing else of Forthright. */
export async function openHearingSystem({
  ports,
  system,
  customerNumber,
  ...at
}: Hearing): Promise<HearingSystem> {
  const forthright = createForthright(at);
  const heard: Heard[] = [];
  let receiver: Receiver | undefined;
  const server = createServer(async (request, answer) => {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    const one: Heard = { headers: request.headers, body, event: null };
    heard.push(one);
    const headers = Object.entries(request.headers).map(
      ([name, value]) => [name, String(value)] as [string, string],
    );
    const sent = new Request("http://here/hear", { method: "POST", headers, body });
    const { status } = (await receiver?.fetch(sent)) ?? { status: 503 };
    answer.writeHead(status).end();
  });
  await listenOn(server, ports);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hear`,
    heard,
    trust(secret) {
      const onEvent = async (event: WebhookEvent) => {
        const one = heard.findLast(({ headers }) => headers["webhook-id"] === event.id);
        if (one) one.event = event;
        if (event.data.customer?.customer_number !== customerNumber) return;
        await forthright.tellObeyed({ event: event.id, at: new Date().toISOString(), system });
      };
      receiver = forthright.receiver({ secret, onEvent });
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function listenOn(server: Server, ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const taken = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(true));
      server.listen(port, "127.0.0.1", () => resolve(false));
    });
    server.removeAllListeners("error");
    if (!taken) return;
  }
  throw new Error(`none of the ports ${ports.join(", ")} is free`);
}
