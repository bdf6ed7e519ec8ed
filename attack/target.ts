import { randomUUID } from "node:crypto";
import { Client } from "./client";
import { memoryEnv } from "./memory";
import { type Message, messagesTo } from "./outbox";
import { type Agent, newAgent, type StaffRole, signInByCode } from "./sign-in";
import { type Started, type StartOptions, sql, startProduct } from "./started";
import { texting } from "./texts";

/** A customer of the demo whom no other attack meets. */
export interface Customer {
  email: string;
  /** Their number in the demo's shop. */
  number: number;
  phone: string;
}

/** The product under attack, and what a tester may do beside it. */
export interface Target extends Started {
  /** Few of everything, for CI. */
  short: boolean;
  say(line: string): void;
  /** Somebody who has not signed in. */
  guest(): Client;
  /** The next customers of the demo: each is handed out once. */
  claim(count: number): Promise<Customer[]>;
  /** Signs a customer in by plain forms: asks, reads the demo's outbox, types the code. */
  signIn(email: string): Promise<Client>;
  /** Adds somebody to the desk by the command line and signs them in, second step and rules included. */
  staff(role: StaffRole): Promise<Agent>;
  /** Makes an API key by the command line. @returns its secret and its id. */
  apiKey(...scopes: string[]): Promise<{ secret: string; id: string }>;
  /** Messages to one address in the demo's outbox, newest first. */
  messages(to: string): Promise<Message[]>;
  /** SQL as superuser; the demo's other databases are `juniper_shop` and `juniper_marketing`. */
  sql<Row extends object>(query: string, values?: unknown[], database?: string): Promise<Row[]>;
  /** What was counted so far stands in nobody's way. */
  forgetLimits(): Promise<void>;
}

export interface TargetOptions extends StartOptions {
  short: boolean;
  say(line: string): void;
}

/** Starts the product: the demo, or a brand of one's own where `env.FORTHRIGHT_BRAND` names a folder. */
export async function startTarget({ short, say, ...options }: TargetOptions): Promise<Target> {
  const env = { LOG_LEVEL: "info", ...texting, ...memoryEnv(), ...options.env };
  return targetOf(await startProduct({ ...options, env }), { short, say });
}

/** What a tester may do beside a product that runs. */
export function targetOf(started: Started, { short, say }: Pick<TargetOptions, "short" | "say">): Target {
  const query = <Row extends object>(text: string, values?: unknown[], database?: string) =>
    sql<Row>(started.databaseUrl(database), text, values);
  let claimed = 0;
  const target: Target = {
    ...started,
    short,
    say,
    sql: query,
    guest: () => new Client(started.url),
    claim: async (count) => {
      const from = claimed;
      claimed += count;
      const customers = await query<Customer>(CUSTOMERS, [from, count], "juniper_shop");
      if (customers.length < count) throw new Error("the demo has no more customers");
      return customers;
    },
    signIn: (email) => signInByCode(target, email),
    staff: (role) => newAgent(target, role),
    apiKey: (...scopes) => makeKey(started, scopes),
    messages: (to) => messagesTo(target.guest(), to),
    forgetLimits: async () => {
      await query("delete from limits");
    },
  };
  return target;
}

/** English, with a phone; not the personas and not the address that two people share. */
const CUSTOMERS = `select email, person_no as number, mobile as phone from retail.person p
  where person_no > 10005 and lang = 'en' and mobile is not null and email <> 'familie.brandt@example.com'
  order by person_no desc offset $1 limit $2`;

async function makeKey({ command }: Started, scopes: string[]): Promise<{ secret: string; id: string }> {
  const words = ["key", "create", "--name", `key ${randomUUID()}`, "--scopes", scopes.join(","), "--json"];
  const { code, told } = await command(words);
  if (code !== 0) throw new Error(told);
  return JSON.parse(told);
}
