import pg from "pg";
import { milliseconds, type PostgresSource } from "@/domain/brand";
import { SourceFailure } from "./failure";
import type { SourceHouse } from "./source-house";

const ROOM = "held-data/sources";
/** Small, because a page reads several sources at once and each is somebody's live shop. */
const READERS = 6;
const WRITERS = 2;

class Pools {
  readonly #pools = new Map<string, pg.Pool>();

  get(name: string, make: () => pg.Pool): pg.Pool {
    const known = this.#pools.get(name);
    if (known) return known;
    const pool = make();
    // An idle connection that the source closes must not end the process; the next read opens another.
    pool.on("error", () => undefined);
    this.#pools.set(name, pool);
    return pool;
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#pools.values()].map((pool) => pool.end()));
    this.#pools.clear();
  }
}

function room(house: SourceHouse): Pools {
  const known = house.rooms.get(ROOM);
  if (known) return known as Pools;
  const pools = new Pools();
  house.rooms.set(ROOM, pools);
  return pools;
}

function makePool(source: PostgresSource, options: { url: string; max: number }): pg.Pool {
  return new pg.Pool({
    connectionString: options.url,
    max: options.max,
    connectionTimeoutMillis: milliseconds(source.timeout),
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    allowExitOnIdle: true,
    application_name: "forthright",
  });
}

/** The pool that reads a source; made once in a process, kept in the house. */
export function readPool(house: SourceHouse, source: PostgresSource): pg.Pool {
  return room(house).get(`${source.id}/read`, () => makePool(source, { url: source.url, max: READERS }));
}

/** The pool that writes to a source, under its other role. @throws SourceFailure where it has none. */
export function writePool(house: SourceHouse, source: PostgresSource): pg.Pool {
  const url = source.writeUrl;
  if (!url) throw new SourceFailure(source.id, { kind: "not_allowed", reason: "has no write_url" });
  return room(house).get(`${source.id}/write`, () => makePool(source, { url, max: WRITERS }));
}

/** What must never stand in a log line: the passwords of the source's addresses. */
export function secretsOf(source: PostgresSource): string[] {
  return [source.url, source.writeUrl ?? ""].flatMap((url) => {
    if (!URL.canParse(url)) return [url];
    const { password } = new URL(url);
    return [password, decodeSafely(password)];
  });
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
