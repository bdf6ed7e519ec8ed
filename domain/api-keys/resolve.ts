import { hash } from "node:crypto";
import { withSightNow } from "@/db/client";
import type { Actor } from "../context";
import type { House } from "../house";
import { API_KEY, KEY_KNOWN_MS, SCOPES } from "./catalog";
import { findPresented, touchKey } from "./store";

/** A system of the brand, known by the key it presented. */
export type ApiKeyActor = Extract<Actor, { kind: "api_key" }>;

interface Known {
  askedAt: number;
  actor: Promise<ApiKeyActor | null>;
}

const ROOM = "api-keys";
const MINUTE = 60_000;

/** What this process knows of keys, by a hash of each; in the house, so that pages and the API share it. */
class KeyRoom {
  readonly known = new Map<string, Known>();

  async close(): Promise<void> {
    this.known.clear();
  }
}

function roomOf(house: House): KeyRoom {
  const known = house.rooms.get(ROOM);
  if (known) return known as KeyRoom;
  const room = new KeyRoom();
  house.rooms.set(ROOM, room);
  return room;
}

/** Forgets what is known, so that a key that was just revoked stops here at once. */
export const forgetKnownKeys = (house: House): void => roomOf(house).known.clear();

/**
 * The actor whose key was presented, or null for whatever is no open key: another text, unknown, expired,
 * revoked. What the database said is taken for a second, so a key revoked elsewhere stops within that; a write
 * through it stops at once, because the database asks for the key's hash again.
 */
export async function resolveApiKey(
  house: House,
  presented: string | null | undefined,
): Promise<ApiKeyActor | null> {
  if (!presented || !API_KEY.test(presented)) return null;
  const { known } = roomOf(house);
  // Known by a plain hash, which takes a fifth of the keyed one; the secret itself is kept nowhere.
  const name = nameOf(presented);
  const found = known.get(name);
  if (found && performance.now() - found.askedAt < KEY_KNOWN_MS) return found.actor;
  const asked = { askedAt: performance.now(), actor: ask(house, house.keys.hash("tokens", presented)) };
  known.set(name, asked);
  const forget = () => (known.get(name) === asked ? known.delete(name) : false);
  const actor = await asked.actor.catch((error) => {
    forget();
    throw error;
  });
  if (actor === null) forget();
  return actor;
}

const nameOf = (presented: string) => hash("sha256", presented, "base64");

/** The same, asked of the database itself, whatever is known here: for who was refused by it a moment after. */
export async function resolveApiKeyAnew(house: House, presented: string | null): Promise<ApiKeyActor | null> {
  if (presented) roomOf(house).known.delete(nameOf(presented));
  return resolveApiKey(house, presented);
}

/** Known and unknown are the same one look by the hash. */
async function ask(house: House, proof: Buffer): Promise<ApiKeyActor | null> {
  return withSightNow(house.db, { key: proof }, async (tx, now) => {
    const row = await findPresented(tx);
    if (!row) return null;
    if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) > MINUTE) await touchKey(tx, row.id);
    const scopes = SCOPES.filter((scope) => row.scopes.includes(scope));
    return { kind: "api_key", keyId: row.id, name: row.name, scopes, proof };
  });
}
