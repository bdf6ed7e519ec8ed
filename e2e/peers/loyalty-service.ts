import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A customer's card as the demo's loyalty service gives it. */
const CARD = {
  card: {
    points: 1234,
    worth_eur: "61.70",
    tier: "Summit",
    share_of_next_tier: 1,
    member_since: "2024-02-03",
  },
  history: [{ id: 1, on: "2024-02-03", points: 50, reason: "Welcome to the Trail Club" }],
};

const manners = {
  well: (to: ServerResponse) => to.end(JSON.stringify(CARD)),
  /** Takes the request and never answers. */
  silent: () => undefined,
  broken: (to: ServerResponse) => to.writeHead(500).end("Traceback: no points for you"),
  locked: (to: ServerResponse) => to.writeHead(401).end("no"),
  html: (to: ServerResponse) => to.end("<html><body>Back soon</body></html>"),
  sentence: (to: ServerResponse) => to.end(JSON.stringify("Back soon")),
  emptied: (to: ServerResponse) => to.end(JSON.stringify({ card: CARD.card })),
  elsewhere: (to: ServerResponse) => to.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
  gone: (to: ServerResponse) => to.destroy(),
} as const satisfies Record<string, (to: ServerResponse) => unknown>;

export type Manner = keyof typeof manners;

/** A loyalty service that behaves as it is told. */
export interface LoyaltyService {
  url: string;
  host: string;
  behave(manner: Manner): void;
  close(): Promise<void>;
}

export async function startLoyaltyService(): Promise<LoyaltyService> {
  let manner: Manner = "well";
  const server = createServer((_request, response) => manners[manner](response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    behave(next) {
      manner = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
