import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { isAway } from "@/domain/away";
import { pendingMigrations } from "@/domain/install";
import { textsMissing } from "@/domain/messages/settings";
import { type Env, readEnv } from "./env";
import { open } from "./open";
import { readBrand } from "./read-brand";
import { onStop } from "./stopping";

/** How long it still answers after it said that it is no longer ready, so that balancers hear of it first. */
const NOTICE_MS = 5_000;
/** How long it waits at its start for a database that may be starting too, and how often it looks. */
const DATABASE_MS = 60_000;
const AGAIN_MS = 500;

let said = false;

/** Production: everything comes from outside, nothing is made, built or migrated here. */
async function serve(env: Env): Promise<void> {
  const { DATABASE_URL: databaseUrl, FORTHRIGHT_SECRET: secret, FORTHRIGHT_BRAND: folder } = env;
  if (!databaseUrl || !secret || !folder) throw new Error("unreachable: readEnv refused this");
  if (!existsSync(".next/BUILD_ID")) throw new Error("The pages are not built. Run: npm run build");
  const pending = await whenThere(() => pendingMigrations(databaseUrl));
  if (pending > 0) throw new Error(`The database misses ${pending} migrations. Run: npx forthright migrate`);
  const brand = await readBrand(folder);
  const host = env.HOST ?? "";
  const fixed = { demo: false, dev: false, warm: true, logLevel: "info" };
  const opened = await whenThere(() =>
    open({ env, host, port: env.PORT, databaseUrl, secret, brand, ...fixed }),
  );
  onStop(async (why) => {
    opened.drain();
    if (why === "SIGTERM") await pause(NOTICE_MS);
    await opened.close();
  });
  for (const line of [`Forthright is ready: ${opened.address}`, ...textsMissing(env, brand)])
    process.stdout.write(`${line}\n`);
}

/** Does it as soon as the database can be had. @throws what it threw last, or at once what has another reason. */
async function whenThere<T>(work: () => Promise<T>): Promise<T> {
  for (const began = performance.now(); ; await pause(AGAIN_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error) || performance.now() - began > DATABASE_MS) throw error;
      if (!said) process.stderr.write("The database does not answer yet. Waiting a minute for it.\n");
      said = true;
    }
  }
}

try {
  await serve(readEnv("serve"));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
