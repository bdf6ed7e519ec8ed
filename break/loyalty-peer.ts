import { randomUUID } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How the brand's club answers: as it should, or as told here. */
export type Manner = (response: ServerResponse, card: string) => void;

export interface LoyaltyPeer {
  url: string;
  token: string;
  /** From now on it answers so; null: as it should. */
  behave(manner: Manner | null): void;
  close(): Promise<void>;
}

/** A card as the demo's club gives it. */
export const CARD = {
  number: "1",
  card: {
    points: 120,
    worth_eur: "6.00",
    tier: "Path",
    share_of_next_tier: 0.24,
    member_since: "2024-05-01",
  },
  history: [{ id: 1, on: "2024-05-01", points: 50, reason: "Welcome to the Trail Club" }],
};

/** The one of the demo's sources that is reached by HTTP, so that it can lie. */
export async function startLoyaltyPeer(): Promise<LoyaltyPeer> {
  let manner: Manner | null = null;
  const server = createServer((_request, response) => {
    response.on("error", () => undefined);
    const card = JSON.stringify(CARD);
    if (manner) return manner(response, card);
    response.writeHead(200, { "content-type": "application/json" }).end(card);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    token: randomUUID(),
    behave: (next) => {
      manner = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
