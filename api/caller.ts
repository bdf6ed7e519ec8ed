import { type ApiKeyActor, resolveApiKey, resolveApiKeyAnew } from "@/domain/api-keys";
import { isAway } from "@/domain/away";
import { databaseTime } from "@/domain/clock";
import type { Ctx, Scope } from "@/domain/context";
import type { House } from "@/domain/house";
import { networkOf } from "@/domain/limits";
import type { Exchange } from "./exchange";
import { Problem } from "./problem";
import { type Rate, rateHeaders, type Taken } from "./rate";

/** What the doors of the API share. */
export interface Doors {
  house: House;
  /** Requests by key. */
  rate: Rate;
  /** Requests without a key that opens anything, by network. */
  strangers: Rate;
}

/**
 * Who calls, as a context without a subject: the one place where one is made from a key.
 * @throws Problem `unauthorized`, `rate-limited`, or `scope-missing` that names the scope.
 */
export async function callerContext(doors: Doors, exchange: Exchange, scope: Scope): Promise<Ctx> {
  const { house } = doors;
  const actor = await resolveApiKey(house, presented(exchange));
  const now = await databaseTime(house);
  if (!actor) throw refuseStranger(doors, exchange, now);
  count(doors.rate, { exchange, actor, now });
  if (!actor.scopes.includes(scope))
    throw new Problem("scope-missing", { scope, detail: `The key needs the scope ${scope}.` });
  const locale = house.brand.locales[0] ?? "en";
  return { actor, subject: null, now, locale, requestId: exchange.requestId, authTime: null, house };
}

/**
 * What is told where a call failed: the database asks for the key again at each write, so one that was revoked elsewhere
 * since this process knew it is refused there, and is told what every revoked key is.
 */
export async function failedCall({ house }: Doors, exchange: Exchange, error: unknown): Promise<unknown> {
  if (error instanceof Problem || isAway(error)) return error;
  return (await resolveApiKeyAnew(house, presented(exchange))) ? error : new Problem("unauthorized");
}

const presented = ({ request }: Exchange): string | null =>
  /^Bearer ([^\s,]+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? null;

/** Counts one more request of a network that came with nothing that opens anything. */
export function countStranger({ strangers, house }: Doors, { client }: Exchange, now: Date): Taken {
  const network = house.keys.lookup("limit/api_stranger", networkOf(client)).toString("base64url");
  return strangers.take(network, now);
}

function refuseStranger(doors: Doors, exchange: Exchange, now: Date): Problem {
  const taken = countStranger(doors, exchange, now);
  if (!taken.over) return new Problem("unauthorized");
  return new Problem("rate-limited", { headers: { "retry-after": String(taken.reset) } });
}

function count(rate: Rate, one: { exchange: Exchange; actor: ApiKeyActor; now: Date }): void {
  const taken = rate.take(one.actor.keyId, one.now);
  Object.assign(one.exchange.headers, rateHeaders(taken, rate.quota));
  if (taken.over) throw new Problem("rate-limited", { headers: { "retry-after": String(taken.reset) } });
}
