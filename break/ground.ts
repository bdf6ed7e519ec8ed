import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Browserless } from "@/e2e/browserless";
import { forthright } from "@/e2e/command-line";
import { makeData, removeData } from "@/e2e/own-data";
import { type MailServer, startMailServer } from "@/e2e/peers/mail-server";
import { asAdmin, buildForProduction, freePort, startForthright } from "@/e2e/running";
import { Database } from "./database";
import { endAtExit } from "./ended";
import { type LoyaltyPeer, startLoyaltyPeer } from "./loyalty-peer";
import { type Replica, startReplica } from "./replica";

/** An installation to break: data of its own, people who are signed in, a key, and what stands around it. */
export interface Ground {
  data: string;
  database: Database;
  mail: MailServer;
  /** The brand's club, which answers as it is told to. */
  club: LoyaltyPeer;
  /** Hosts that webhooks may reach. */
  peers: readonly number[];
  /** What wraps its keys. */
  secret: string;
  /** A key of every scope. */
  key: string;
  /** People who are signed in; their cookies are good at every replica. */
  people: readonly Browserless[];
  /** Starts a replica. `at` is its public address where that is another one, such as a proxy's. */
  replica(options?: { port?: number; at?: string; env?: Record<string, string> }): Promise<Replica>;
  /** One whose clients' addresses are told by whoever asks. Short runs share it, so its `kill` may leave it for the next. */
  app(): Promise<Replica>;
  /** Ends the one that is shared. */
  rest(): Promise<void>;
  /** The command line, on its database. */
  command(words: readonly string[]): Promise<{ code: number | null; told: string }>;
  close(): Promise<void>;
}

const SCOPES = "decisions,choices:write,uses:write,webhooks";

/** Makes it: the demo's people and systems, and from then on everything as in production. */
export async function makeGround(options: { people: number; shares: boolean }): Promise<Ground> {
  const data = makeData("break");
  const forget = endAtExit(() => removeData(data));
  const [mail, club] = [await startMailServer(), await startLoyaltyPeer()];
  const { people, key } = await furnish(data, options.people);
  buildForProduction();
  const database = new Database(data);
  await database.start();
  const peers = await Promise.all(Array.from({ length: 4 }, () => freePort()));
  const secret = readFileSync(join(data, "secret"), "utf8").trim();
  const env = surroundings({ secret, database, mail, club, peers });
  const replica: Ground["replica"] = async ({ port, at, env: more = {} } = {}) => {
    const PORT = String(port ?? (await freePort()));
    return startReplica({ ...env, PORT, FORTHRIGHT_URL: at ?? `http://127.0.0.1:${PORT}`, ...more });
  };
  const { app, rest } = sharing(replica, options.shares);
  return {
    ...{ data, database, mail, club, peers, secret, key, people, replica, app, rest },
    command: (words) => forthright(words, data),
    close: async () => {
      await rest();
      await Promise.all([database.stop(), mail.close(), club.close()]);
      removeData(data);
      forget();
    },
  };
}

function sharing(replica: Ground["replica"], shares: boolean): Pick<Ground, "app" | "rest"> {
  const start = () => replica({ env: { TRUSTED_PROXIES: "127.0.0.1" } });
  let shared: Promise<Replica> | null = null;
  return {
    app: async () => {
      if (!shares) return start();
      shared ??= start();
      return { ...(await shared), kill: async () => undefined };
    },
    rest: async () => {
      await (await shared)?.kill();
      shared = null;
    },
  };
}

/** The demo makes its shop and its people once; they sign in while it shows what it would have sent. */
async function furnish(data: string, count: number): Promise<{ people: Browserless[]; key: string }> {
  const demo = await startForthright({ data, env: { LOG_LEVEL: "error" }, within: 600_000 });
  const forget = endAtExit(() => void demo.kill());
  try {
    const made = forthright(["key", "create", "--name", "break", "--scopes", SCOPES, "--json"], data);
    const emails = await shoppers(demo.adminUrl("juniper_shop"), count);
    const people = await Promise.all(emails.map((email) => signedIn(demo.url, email)));
    return { people, key: JSON.parse((await made).told).secret };
  } finally {
    await demo.stop();
    forget();
  }
}

/** Customers of the demo's shop who can sign in by email. */
async function shoppers(shop: string, count: number): Promise<string[]> {
  const rows = await asAdmin<{ email: string }>(
    shop,
    "select email from retail.person where email like '%@%' group by email having count(*) = 1 order by email limit $1",
    [count],
  );
  return rows.map(({ email }) => email);
}

async function signedIn(url: string, email: string): Promise<Browserless> {
  const person = new Browserless(url);
  await person.signIn(email);
  return person;
}

/** What production is told by its environment. */
function surroundings(
  of: Pick<Ground, "secret" | "database" | "mail" | "club" | "peers">,
): Record<string, string> {
  const { secret, database, mail, club, peers } = of;
  return {
    HOST: "127.0.0.1",
    LOG_LEVEL: "error",
    DATABASE_URL: database.url("app"),
    FORTHRIGHT_SECRET: secret,
    FORTHRIGHT_BRAND: "brand",
    SMTP_URL: mail.url,
    SHOP_DATABASE_URL: database.url("admin", "juniper_shop"),
    SHOP_WRITE_DATABASE_URL: database.url("admin", "juniper_shop"),
    MARKETING_DATABASE_URL: database.url("admin", "juniper_marketing"),
    LOYALTY_URL: club.url,
    LOYALTY_TOKEN: club.token,
    ALLOW_PRIVATE_HOSTS: [new URL(club.url).host, ...peers.map((port) => `127.0.0.1:${port}`)].join(","),
  };
}

/** What `forthright verify ledger` says. */
export async function ledgerHolds(ground: Ground): Promise<{ held: boolean; events: number; told: string }> {
  const { code, told } = await ground.command(["verify", "ledger", "--json"]);
  const events = Number(/"events":\s*(\d+)/.exec(told)?.[1] ?? 0);
  return { held: code === 0, events, told };
}
