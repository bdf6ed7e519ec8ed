import type { House } from "@/domain/house";
import { pendingMigrations } from "@/domain/install";

/** Whether this process can serve. Asked by whatever sends it requests. */
export interface Health {
  /** From now on `ready` answers false: the process is about to end. */
  drain(): void;
  /** The database answers within a second and knows every migration of this code. */
  ready(): Promise<boolean>;
}

const PING_MS = 1_000;

/** The start-up self-test has passed before this is made; a process in which it has not does not listen. */
export function watchHealth(house: House, databaseUrl: string): Health {
  let draining = false;
  let migrated = false;
  return {
    drain: () => {
      draining = true;
    },
    ready: async () => {
      if (draining || !(await within(PING_MS, house.db.pool.query("select 1")))) return false;
      migrated ||= (await within(PING_MS, pendingMigrations(databaseUrl))) === 0;
      return migrated && !draining;
    },
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
