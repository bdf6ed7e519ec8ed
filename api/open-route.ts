import type { House } from "@/domain/house";
import { inboundSmsRoute } from "./inbound-sms";
import { stopRoute } from "./stop";

/** A POST without a key: its address carries what it may do, as in a one-click stop, or its sender signed it. */
export interface OpenRoute {
  method: "POST";
  /** With parameters as `:name`. */
  path: `/${string}`;
  handler(call: OpenCall): Promise<OpenAnswer>;
}

export interface OpenCall {
  house: House;
  params: Readonly<Record<string, string>>;
  /** The address's query, with its question mark; "" without one. */
  search: string;
  /** Never trusted with meaning: `Content-Type`, lower case, with its parameters. */
  contentType: string;
  /** The body, at most 64 KB, never compressed. */
  bytes: Buffer;
  /** Other headers, as Node gives them: `accept-language`, `origin`, `sec-fetch-site`. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Who is at the other end, behind trusted proxies. */
  client: string;
  requestId: string;
  /** Counts one more request of that network whose address opened nothing; true: there were too many. */
  isTooMany(): Promise<boolean>;
}

/** What is answered; `headers` are sent as they are. A thrown refusal becomes a plain page of its status. */
export interface OpenAnswer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/** Every route of this kind. */
export const openRoutes: readonly OpenRoute[] = [stopRoute, inboundSmsRoute];
