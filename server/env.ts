import ipaddr from "ipaddr.js";
import { z } from "zod";
import { wholeNumber } from "./env-numbers.ts";
import { disagreements } from "./env-together.ts";

/** What the environment says, checked. Names and meanings: the table in docs/operations.md. */
export type Env = z.output<typeof Shape>;

/** `serve` needs everything that production needs; the others only that what is set is right. */
export type Purpose = "serve" | "start" | "command" | "build";

/** Every problem of the environment at once, one sentence each. */
export class EnvError extends Error {
  override readonly name = "EnvError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The environment is not right:\n${problems.map((line) => `  ${line}`).join("\n")}`);
    this.problems = problems;
  }
}

const url = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, abort: true, error: `is not an address like ${example}` });
const port = wholeNumber({ min: 0, max: 65_535 });
const database = url(/^postgres(ql)?$/, "postgres://role:password@host:5432/database");
const list = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));

const secret = z
  .string()
  .refine((text) => Buffer.byteLength(text) >= 32, {
    error: "is shorter than 32 bytes; make one with: openssl rand -base64 48",
    abort: true,
  })
  .refine((text) => new Set(text).size >= 10 && !/change.?me|example|password|secret/i.test(text), {
    error: "looks like a placeholder; make one with: openssl rand -base64 48",
  });

const network = list.refine((all) => all.every(isNetwork), {
  error: "is not a list of addresses or networks such as 10.0.0.0/8,192.0.2.7",
});
const hosts = list.refine(
  (all) => all.every((one) => /^[^\s/:]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i.test(one)),
  {
    error: "is not a list of host:port such as crm.internal:8443",
  },
);
const origin = (example: string, inTheOpen: string) =>
  url(/^https?$/, example)
    .refine((text) => new URL(text).pathname === "/", { error: "has a path; give the address without one" })
    .refine((text) => text.startsWith("https:") || isLoopback(new URL(text).hostname), {
      error: `is not https; without it ${inTheOpen} in the open`,
    })
    .transform((text) => new URL(text).origin);
const publicUrl = origin("https://privacy.brand.example", "cookies travel");

const levels = ["debug", "info", "warn", "error", "silent"] as const;

const Shape = z.object({
  PORT: port.default(3000),
  HOST: z.string().optional(),
  FORTHRIGHT_URL: publicUrl.optional(),
  FORTHRIGHT_SECRET: secret.optional(),
  FORTHRIGHT_SECRET_PREVIOUS: secret.optional(),
  FORTHRIGHT_BRAND: z.string().optional(),
  DATABASE_URL: database.optional(),
  DATABASE_OWNER_URL: database.optional(),
  SMTP_URL: url(/^smtps?$/, "smtps://user:password@mail.brand.example:465").optional(),
  MAIL_FROM: z.string().includes("@", { error: "is not an email address" }).optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i, { error: "is not AC and 32 hex digits, as Twilio's console shows it" })
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  SMS_FROM: z
    .string()
    .regex(/^(\+[1-9]\d{6,14}|\d{3,8}|MG[0-9a-fA-F]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/, {
      error:
        "is no number such as +14155550123, no short code, no name of at most 11 letters and no MG… service",
    })
    .optional(),
  SMS_API_URL: origin("https://api.twilio.com", "codes travel").optional(),
  CUSTOMER_OIDC_ISSUER: url(/^https?$/, "https://login.brand.example").optional(),
  CUSTOMER_OIDC_CLIENT_ID: z.string().optional(),
  CUSTOMER_OIDC_CLIENT_SECRET: z.string().optional(),
  CUSTOMER_OIDC_NUMBER_CLAIM: z.string().optional(),
  STAFF_OIDC_ISSUER: url(/^https?$/, "https://login.brand.example").optional(),
  STAFF_OIDC_CLIENT_ID: z.string().optional(),
  STAFF_OIDC_CLIENT_SECRET: z.string().optional(),
  STAFF_OIDC_ROLE_CLAIM: z.string().optional(),
  TRUSTED_PROXIES: network.default([]),
  ALLOW_PRIVATE_HOSTS: hosts.default([]),
  METRICS_TOKEN: secret.optional(),
  DATABASE_POOL: wholeNumber({ min: 5, max: 500 }).default(20),
  DATABASE_BACKUP_URL: database.optional(),
  WEBHOOKS_KEPT_DAYS: wholeNumber({ min: 4, max: 3_650 }).default(90),
  LOG_LEVEL: z.enum(levels, { error: `is none of ${levels.join(", ")}` }).optional(),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z
    .base64({ error: "is not base64; make one with: openssl rand -base64 32" })
    .optional(),
});

const needed: Readonly<Record<string, string>> = {
  DATABASE_URL: "the app's login role, such as postgres://forthright_app:…@host:5432/forthright",
  FORTHRIGHT_SECRET: "at least 32 random bytes, made with: openssl rand -base64 48",
  FORTHRIGHT_BRAND: "the brand's folder, such as ./brand",
  SMTP_URL: "where mail is handed over, such as smtps://user:password@mail.brand.example:465",
  FORTHRIGHT_URL: "the public address, such as https://privacy.brand.example",
};

/**
 * Reads and checks the environment.
 * @throws EnvError that names everything wrong and everything missing for `purpose` at once.
 */
export function readEnv(purpose: Purpose = "command", from: NodeJS.ProcessEnv = process.env): Env {
  const set = Object.fromEntries(Object.entries(from).filter(([, value]) => value?.trim()));
  const parsed = Shape.safeParse(set);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`);
  const absent = purpose === "serve" ? Object.keys(needed).filter((name) => !set[name]) : [];
  const missing = absent.map((name) => `${name} is missing; set it to ${needed[name]}.`);
  const problems = [...missing, ...wrong, ...disagreements(set)];
  if (problems.length || !parsed.success) throw new EnvError(problems);
  return parsed.data;
}

function isNetwork(text: string): boolean {
  return text.includes("/") ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text);
}

/** True for the names and addresses by which a machine calls itself. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(hostname);
}

/** One variable by its name, for `${NAME}` in a brand folder. */
export function variable(name: string): string | undefined {
  return process.env[name];
}

/** What libraries read from the environment by themselves, told from what we checked. */
export function tellLibraries(told: { publicUrl: string; ownAddress: string }): void {
  process.env.NEXTAUTH_URL = told.publicUrl;
  // Where Next fetches the page that an action leads to; without it, it would ask itself over https behind a proxy.
  process.env.__NEXT_PRIVATE_ORIGIN = told.ownAddress;
}
