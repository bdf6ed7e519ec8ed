import { mustLoadBrand } from "@/domain/brand/load";
import { furnish } from "@/domain/furnish";
import type { House } from "@/domain/house";
import { textSettings } from "@/domain/messages/settings";
import { readEnv, variable } from "@/server/env";
import type { Call } from "./command";
import { withDatabase } from "./database";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What only the running app needs, such as a source's address, may be missing: no source is asked here. */
const orAsWritten = (name: string): string => variable(name) ?? `\${${name}}`;

/**
 * Runs `work` with the installation's database, keys and brand folder. Mail that it asks for is sent by the
 * running app, or by the next one to start.
 */
export async function withHouse<T>(call: Call, work: (house: House) => Promise<T>): Promise<T> {
  const env = readEnv();
  const brand = await mustLoadBrand(call.brand, orAsWritten);
  return withDatabase(async ({ appUrl, secret }) => {
    const settings = {
      publicUrl: env.FORTHRIGHT_URL ?? `http://localhost:${env.PORT}`,
      demo: false,
      mailFrom: env.MAIL_FROM ?? brand.contact.email,
      texts: textSettings(env),
      allowPrivateHosts: env.ALLOW_PRIVATE_HOSTS,
    };
    const { house, close } = await furnish({ databaseUrl: appUrl, secret, brand, settings, log: quiet });
    try {
      return await work(house);
    } finally {
      await close();
    }
  });
}
