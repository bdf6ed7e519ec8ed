import type { IncomingMessage, ServerResponse } from "node:http";

/** What is sent: the answer goes around the framework's Response, whose body costs more than the query. */
export interface Sent {
  status: number;
  headers: Readonly<Record<string, string>>;
  bytes: string;
}

/** One request on its way through. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
  /** Who is at the other end, behind trusted proxies. */
  client: string;
  /** Sent with whatever is answered, refusals too. */
  headers: Record<string, string>;
  sent?: Sent;
}
