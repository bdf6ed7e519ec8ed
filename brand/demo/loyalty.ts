import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { connected } from "./databases";
import { guessable } from "./known";
import { type Card, cardOf, type Earned } from "./loyalty-card";
import { FIRST_ORDER } from "./purchases";

/**
 * Starts the Trail Club service: `GET /members/<customer number>` with `Authorization: Bearer <token>` answers a card
 * as JSON, 404 for a stranger, 401 without the token. Port 0 picks a free one. It knows the orders of `shopUrl` as they
 * stand when it starts, or of the demo's people on `today`, and needs neither afterwards.
 */
export async function startLoyalty(
  options: LoyaltyOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const { host = "127.0.0.1", port, token, shopUrl, today = new Date() } = options;
  const earned = shopUrl ? await earnedInShop(shopUrl) : earnedByPeople(today);
  const cards = new Map([...earned].map(([number, orders]) => [number, cardOf(number, orders)]));
  const server = createServer((request, response) => answer({ request, response, token, cards }));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${taken}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

export interface LoyaltyOptions {
  port: number;
  host?: string;
  token: string;
  shopUrl?: string;
  today?: Date;
}

interface Answering {
  request: IncomingMessage;
  response: ServerResponse;
  token: string;
  cards: ReadonlyMap<string, Card>;
}

function answer({ request, response, token, cards }: Answering): void {
  if (!sameSecret(request.headers.authorization ?? "", `Bearer ${token}`)) {
    send(response, 401, { error: "Send the token as Authorization: Bearer." });
    return;
  }
  const number = /^\/members\/([0-9]{1,10})$/.exec(request.url ?? "")?.[1];
  const card = number === undefined ? undefined : cards.get(number);
  if (request.method === "GET" && card) send(response, 200, card);
  else send(response, 404, { error: "No such member." });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(body));
}

function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

async function earnedInShop(shopUrl: string): Promise<Map<string, Earned[]>> {
  const { rows } = await connected(shopUrl, (client) =>
    client.query<Earned & { number: string }>(
      `select person_no::text as number, to_char(placed_at at time zone 'UTC', 'YYYY-MM-DD') as "on",
              floor(total)::int as points, order_no::text as order
         from retail.sales_order order by placed_at, order_no`,
    ),
  );
  return Map.groupBy(rows, (row) => row.number);
}

function earnedByPeople(today: Date): Map<string, Earned[]> {
  const rows = guessable(today).baskets.map((basket, place) => ({
    number: String(basket.person.person_no),
    on: basket.placed_at.slice(0, 10),
    points: Math.floor(basket.cents / 100),
    order: String(FIRST_ORDER + place),
  }));
  return Map.groupBy(rows, (row) => row.number);
}
