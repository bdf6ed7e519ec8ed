import type { Database, Tx } from "@/db/client";
import type { Brand } from "./brand";
import type { Keys } from "./keys";
import type { Meter } from "./meter";

/** How the app is run, as the domain needs to know it. Read from the environment by the process that starts it. */
export interface Settings {
  /** Public address without a slash at its end, such as `https://privacy.brand.example`. */
  publicUrl: string;
  /** True only for the demo brand: messages can be read at /demo/outbox, and nothing is sent. */
  demo: boolean;
  mailFrom: string;
  /** Where mail is handed over, such as `smtp://user:word@host:587`; null only in the demo. */
  smtpUrl?: string | null;
  /** How texts go out; null: none do, so nobody signs in by phone. In the demo they are read as mail is. */
  texts?: TextSettings | null;
  /** The brand's own sign-in; null when it has none. */
  openId?: OpenIdSettings | null;
  /** The brand's own sign-in for its staff; null when they sign in by a code. */
  staffOpenId?: StaffOpenIdSettings | null;
  /** `host:port` pairs on private networks that sources may reach. */
  allowPrivateHosts: readonly string[];
  /** For how many days a webhook that arrived can be looked up and sent again; 90 when nothing is said. */
  webhooksKeptDays?: number;
}

/** Texts by Twilio's API, or by a service that speaks the same. */
export interface TextSettings {
  accountSid: string;
  authToken: string;
  /** A number in E.164, a short code, a sender's name, or the id of a messaging service (`MG…`). */
  from: string;
  /** Without a slash at its end, such as `https://api.twilio.com`. */
  apiUrl: string;
}

/** The brand's own sign-in by OpenID Connect. */
export interface OpenIdSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim that carries the customer number, when the provider gives one. */
  numberClaim: string | null;
}

/** The brand's own sign-in for staff. */
export interface StaffOpenIdSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim that names the role: a word, a list of words, or with dots a claim inside another. */
  roleClaim: string;
}

/** Work that is done after the transaction that asked for it, and only if that one is kept. */
export interface Queue {
  /** Adds a job in the caller's transaction. `data` holds ids, never values of a person. */
  add(
    tx: Tx,
    job: string,
    data: Record<string, string>,
    options?: { key?: string; after?: Date },
  ): Promise<void>;
}

/** What a log line may say. Fields are chosen here, so nothing slips in with an object. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export interface LogFields {
  requestId?: string;
  source?: string;
  item?: string;
  job?: string;
  code?: string;
  reason?: string;
  count?: number;
  ms?: number;
  path?: string;
  method?: string;
  status?: number;
}

/** What lives once in a process: connections, the brand, keys, the queue. */
export interface House {
  db: Database;
  brand: Brand;
  keys: Keys;
  queue: Queue;
  settings: Settings;
  log: Log;
  /** Absent where nobody watches, such as at the command line. */
  meter?: Meter;
  /** Where nouns keep what must live once, such as pools to the brand's sources. Closed with the house. */
  rooms: Map<string, { close(): Promise<void> }>;
}

const place = Symbol.for("forthright.house");
type Global = typeof globalThis & { [place]?: House };

/** The house of this process. Pages are bundled apart from the server, so it stands on `globalThis`. */
export function house(): House {
  const found = (globalThis as Global)[place];
  if (!found) throw new Error("The server has not been started: run npm start or npm run serve.");
  return found;
}

/** Called once by whoever starts the process. */
export function openHouse(opened: House): House {
  (globalThis as Global)[place] = opened;
  return opened;
}

/** Ends what the house holds. */
export async function closeHouse(closing: House): Promise<void> {
  await Promise.all([...closing.rooms.values()].map((room) => room.close()));
  await closing.db.pool.end();
}
