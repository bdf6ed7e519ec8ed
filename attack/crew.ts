import { type Marked, markCustomers } from "./canaries";
import type { Client } from "./client";
import { customerIdOf, endedSession, tellOf, use } from "./crew-life";
import { enter } from "./demo-staff";
import { keyAtDesk } from "./desk-key";
import { inParallel } from "./parallel";
import type { Ids } from "./routes";
import { type Agent, proveAgain, visit } from "./sign-in";
import type { Target } from "./target";

export interface Customer extends Marked {
  customerId: string;
  person: Client;
}

export const SCOPES = [
  "decisions",
  "choices:read",
  "choices:write",
  "uses:write",
  "links:write",
  "customers",
  "webhooks",
  "obeyed:write",
];

/** Everybody whom several attacks need: made once for a run. */
export interface Crew {
  /** All customers that hold a word of their own, the owner and the other among them. */
  everybody: Marked[];
  /** Used everything there is; nobody else may see any of it. */
  owner: Customer;
  ids: Ids;
  other: Customer;
  /** More of them, signed in. */
  more: Customer[];
  /** Has the cookie of a session of the owner's that was ended. */
  ended: Client;
  support: Agent;
  /** In a visit to the other customer. */
  visiting: Agent;
  officer: Agent;
  admin: Agent;
  auditor: Agent;
  keys: Record<string, { secret: string; id: string }>;
}

const crews = new WeakMap<Target, Promise<Crew>>();

/** The crew of this run. */
export function crewOf(target: Target): Promise<Crew> {
  const known = crews.get(target) ?? gather(target);
  crews.set(target, known);
  return known;
}

async function gather(target: Target): Promise<Crew> {
  const everybody = await markCustomers(target, target.short ? 8 : 50);
  const roles = ["support", "privacy_officer", "admin", "auditor"] as const;
  const [visiting, [support, officer, admin, auditor]] = await Promise.all([
    target.staff("support"),
    inParallel(roles, 1, (role) => enter(target, role)),
  ]);
  if (!support || !officer || !admin || !auditor) throw new Error("not everybody was signed in");
  const keys = await makeKeys(target, admin);
  const customers = await inParallel(everybody, 6, async (marked) => {
    const person = await target.signIn(marked.email);
    return { ...marked, person, customerId: await customerIdOf(target, keys, marked.email) };
  });
  const [owner, other, ...more] = customers;
  if (!owner || !other) throw new Error("too few customers");
  for (const one of customers) await tellOf(target, { keys, one });
  await visit(target, visiting, other.email);
  const ended = await endedSession(target, owner.email);
  const ids = await use(target, { owner, keys });
  return { everybody, owner, other, more, ids, ended, support, visiting, officer, admin, auditor, keys };
}

export type Keys = Crew["keys"];

/** The visit to the other customer goes on, whatever was done to visits meanwhile. */
export async function inVisit(target: Target, { visiting, other }: Crew): Promise<void> {
  if ((await visiting.desk.get("/account")).status === 200) return;
  await target.forgetLimits();
  await visiting.desk.get("/desk/visit-over");
  visiting.desk.cookies.delete("visit");
  await proveAgain(target, visiting);
  await visit(target, visiting, other.email);
}

/** A key of each scope alone. */
async function makeKeys(target: Target, admin: Agent): Promise<Keys> {
  const made = await inParallel(
    SCOPES,
    1,
    async (scope) => [scope, await keyAtDesk(target, admin, scope)] as const,
  );
  return Object.fromEntries(made);
}
