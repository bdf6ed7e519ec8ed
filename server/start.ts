import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Brand } from "@/domain/brand";
import { house } from "@/domain/house";
import { install } from "@/domain/install";
import { textsMissing } from "@/domain/messages/settings";
import { buildIfNeeded } from "./build";
import { DATA_FOLDER, openOwnDatabase, ownSecret } from "./data-folder";
import { openDemo } from "./demo";
import { type Env, readEnv } from "./env";
import type { Lock } from "./lock";
import { type Opened, open } from "./open";
import { freePort } from "./postgres-process";
import { readBrand } from "./read-brand";
import { onStop } from "./stopping";

/** What was opened, last first: the order in which it is closed. */
const opened: (() => Promise<void>)[] = [];
const say = (line: string) => void process.stdout.write(`${line}\n`);

let isReady = false;

const stopping = onStop(async () => {
  if (isReady) say("\nStopping …");
  for (const close of opened.splice(0).reverse()) await close();
  if (isReady) say("Stopped.");
});

interface Start {
  env: Env;
  data: string;
  dev: boolean;
  demo: boolean;
}

function readStart(): Start {
  const { values } = parseArgs({
    options: { dev: { type: "boolean" }, data: { type: "string" }, port: { type: "string" } },
  });
  const env = readEnv("start");
  if (values.port) env.PORT = Number(values.port);
  const demo = !env.FORTHRIGHT_BRAND && !env.DATABASE_URL;
  return { env, data: values.data ?? DATA_FOLDER, dev: values.dev === true, demo };
}

/** The database of DATABASE_URL, or our own, taken for this process alone. */
async function openDatabases({ env, data }: Start) {
  if (env.DATABASE_URL) {
    const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl = env.DATABASE_URL } = env;
    return { appUrl, ownerUrl, adminUrl: undefined, lock: undefined };
  }
  const own = await openOwnDatabase(data);
  opened.push(own.close);
  return own;
}

function secretFor({ env, data }: Start): string {
  if (env.FORTHRIGHT_SECRET) return env.FORTHRIGHT_SECRET;
  const { secret, made } = ownSecret(data);
  if (made)
    say(`No FORTHRIGHT_SECRET is set: one was made and is kept in ${join(data, "secret")}. Keep it safe.`);
  return secret;
}

async function main(start: Start): Promise<void> {
  const { env, dev, demo } = start;
  const database = await openDatabases(start);
  const secret = secretFor(start);
  await install({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, secret });
  const demonstration =
    demo && database.adminUrl ? await openDemo({ adminUrl: database.adminUrl, say }) : undefined;
  if (demonstration) {
    opened.push(demonstration.close);
    env.ALLOW_PRIVATE_HOSTS = [...env.ALLOW_PRIVATE_HOSTS, ...demonstration.privateHosts];
  }
  const brand = await readBrand(env.FORTHRIGHT_BRAND ?? "brand", demonstration?.variables);
  if (!dev) await buildIfNeeded({ lockFolder: join(DATA_FOLDER, "build"), say });
  const port = env.PORT === 0 ? await freePort() : env.PORT;
  const host = env.HOST ?? (demo ? "127.0.0.1" : "");
  const running = await open({
    env,
    host,
    port,
    databaseUrl: database.appUrl,
    secret,
    brand,
    demo,
    dev,
    logLevel: "warn",
  });
  opened.push(running.close);
  await demonstration?.furnish(house());
  const missing = demo ? [] : missingOf(env, brand);
  const signIn = demonstration?.signIn(running.address) ?? [];
  tell(running, { lock: database.lock, lines: [...signIn, ...missing] });
}

/** What keeps people from signing in. */
function missingOf(env: Start["env"], brand: Brand): string[] {
  const mail = env.SMTP_URL ? [] : ["SMTP_URL is not set: no mail goes out, so nobody can sign in by email."];
  return [...mail, ...textsMissing(env, brand)];
}

function tell(running: Opened, { lock, lines }: { lock: Lock | undefined; lines: string[] }): void {
  isReady = true;
  lock?.servedAt(running.address);
  say(`\nForthright is ready: ${running.address}`);
  for (const line of lines) say(line);
  say("Stop it with Ctrl-C.");
}

try {
  await main(readStart());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  stopping.now("could not start", 1);
}
