import next from "next";
import { openApi } from "@/api";
import type { Brand } from "@/domain/brand";
import { furnish } from "@/domain/furnish";
import type { House, Settings } from "@/domain/house";
import { textSettings } from "@/domain/messages/settings";
import { startCourier } from "@/domain/webhooks";
import { logInsteadOfPrinting } from "./console";
import { type Env, tellLibraries } from "./env";
import { watchHealth } from "./health";
import { startWorkers } from "./jobs";
import { openLog } from "./log";
import { watch } from "./metrics";
import { API_ROUTES, VERSION } from "./metrics/about";
import { type FrontDoor, openFrontDoor } from "./server";
import { startSweep } from "./sweep";
import { warmUp } from "./warm-up";

export interface Opening {
  env: Env;
  host: string;
  port: number;
  databaseUrl: string;
  secret: string;
  brand: Brand;
  demo: boolean;
  dev: boolean;
  /** Whether pages are drawn for nobody before it says that it is ready: where a balancer waits for that. */
  warm?: boolean;
  /** When LOG_LEVEL says nothing. */
  logLevel: string;
}

/** The whole app in this process, served. */
export interface Opened {
  address: string;
  /** Readiness turns false; new requests are still answered until `close`. */
  drain(): void;
  /** Requests in flight end, jobs are handed back, connections close. */
  close(): Promise<void>;
}

/** Longest that requests in flight may take once the process is asked to end. */
const REQUESTS_GRACE_MS = 25_000;

/** Longest that webhooks on their way may take; those that are broken off are sent again. */
const WEBHOOKS_GRACE_MS = 10_000;

/** Opens house, workers and front door, in this order. */
export async function open(opening: Opening): Promise<Opened> {
  const { env, host, port, dev } = opening;
  const settings = settingsOf(opening);
  const log = openLog(env.LOG_LEVEL ?? opening.logLevel);
  const furnished = await furnish({ ...opening, settings, log, pool: env.DATABASE_POOL });
  const { house, boss } = furnished;
  const health = watchHealth(house, opening.databaseUrl);
  const api = openApi(house);
  const watching = env.METRICS_TOKEN ? watchedBy(house, env.METRICS_TOKEN) : undefined;
  let door: FrontDoor;
  try {
    door = await openFrontDoor({
      host,
      port,
      publicUrl: env.FORTHRIGHT_URL,
      trustedProxies: env.TRUSTED_PROXIES,
      dev,
      health,
      awaySince: (began) => house.db.awayAt >= began,
      log: house.log,
      api,
      ...(watching && { watching }),
      ...(opening.warm && { warmUp: (at) => warmUp(at) }),
      pages: async (at) => {
        const ownAddress = `http://${at.hostname}:${at.port}`;
        tellLibraries({ publicUrl: settings.publicUrl, ownAddress });
        const app = next({ dev, ...at, customServer: true });
        await app.prepare();
        // Whoever develops sees errors whole, and no person's data is there.
        if (!dev) logInsteadOfPrinting(house.log);
        return app.getRequestHandler();
      },
    });
    await startWorkers(house, boss);
  } catch (error) {
    await furnished.close();
    throw error;
  }
  const courier = startCourier(house);
  const sweep = startSweep(house);
  const close = async () => {
    health.drain();
    await Promise.all([door.close(REQUESTS_GRACE_MS), courier.close(WEBHOOKS_GRACE_MS), sweep.close()]);
    await api.close();
    await furnished.close();
  };
  return { address: settings.publicUrl, drain: health.drain, close };
}

/** Systems' addresses as their document names them; those of pages are read from what was built. */
const watchedBy = (house: House, token: string) =>
  watch(house, { token, version: VERSION, routes: API_ROUTES });

function settingsOf({ env, brand, demo, port }: Opening): Settings {
  const { CUSTOMER_OIDC_ISSUER: issuer, CUSTOMER_OIDC_CLIENT_ID: clientId } = env;
  const clientSecret = env.CUSTOMER_OIDC_CLIENT_SECRET;
  const numberClaim = env.CUSTOMER_OIDC_NUMBER_CLAIM ?? null;
  return {
    publicUrl: env.FORTHRIGHT_URL ?? `http://localhost:${port}`,
    demo,
    mailFrom: env.MAIL_FROM ?? brand.contact.email,
    smtpUrl: env.SMTP_URL ?? null,
    texts: textSettings(env),
    openId: issuer && clientId && clientSecret ? { issuer, clientId, clientSecret, numberClaim } : null,
    staffOpenId: staffOpenIdOf(env),
    allowPrivateHosts: env.ALLOW_PRIVATE_HOSTS,
    webhooksKeptDays: env.WEBHOOKS_KEPT_DAYS,
  };
}

function staffOpenIdOf(env: Env): Settings["staffOpenId"] {
  const { STAFF_OIDC_ISSUER: issuer, STAFF_OIDC_CLIENT_ID: clientId } = env;
  const { STAFF_OIDC_CLIENT_SECRET: clientSecret, STAFF_OIDC_ROLE_CLAIM: roleClaim } = env;
  return issuer && clientId && clientSecret && roleClaim
    ? { issuer, clientId, clientSecret, roleClaim }
    : null;
}
