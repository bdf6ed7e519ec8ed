import { sql } from "drizzle-orm";
import type pg from "pg";
import { fromDrizzle, PgBoss } from "pg-boss";
import type { Queue } from "./house";

/**
 * Every kind of job, as its queue is made at migrate. Queues are not partitioned, so the app's role needs no
 * right to make tables. `order` keeps the jobs of one key in the order they were added. Delays are in seconds and
 * double from one try to the next, up to `retryDelayMax`: a message waits for a mail server for more than a day. A code
 * is good for minutes, so it has a queue of its own: it never stands behind messages that a dead server holds up.
 */
export const jobs = {
  "message.send": { retryLimit: 60, retryBackoff: true, retryDelay: 5, retryDelayMax: 1_800, order: false },
  "code.send": { retryLimit: 60, retryBackoff: true, retryDelay: 5, retryDelayMax: 30, order: false },
  "request.due": { retryLimit: 8, retryBackoff: true, retryDelay: 60, order: false },
  "terms.announce": { retryLimit: 8, retryBackoff: true, retryDelay: 60, order: false },
  "terms.tell": { retryLimit: 8, retryBackoff: true, retryDelay: 60, order: false },
  "visit.tell": { retryLimit: 8, retryBackoff: true, retryDelay: 5, order: false },
  "sign_in.prepare": { retryLimit: 3, retryBackoff: true, retryDelay: 1, order: false },
  "staff_sign_in.prepare": { retryLimit: 3, retryBackoff: true, retryDelay: 1, order: false },
} as const satisfies Record<
  string,
  { retryLimit: number; retryBackoff: true; retryDelay: number; retryDelayMax?: number; order: boolean }
>;

export type JobName = keyof typeof jobs;

const SCHEMA = "pgboss";

/** Makes the queue's tables and queues as the owner and gives the app's role what it needs, no more. */
export async function installQueue(owner: pg.Client, appRole: string): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => owner.query(text, values) },
    schema: SCHEMA,
    supervise: false,
    schedule: false,
  });
  boss.on("error", () => undefined);
  await boss.start();
  for (const [name, job] of Object.entries(jobs)) {
    const { order, ...options } = job;
    if (await boss.getQueue(name)) await boss.updateQueue(name, options);
    else await boss.createQueue(name, { ...options, policy: order ? "key_strict_fifo" : "standard" });
  }
  await boss.stop({ graceful: false });
  const role = owner.escapeIdentifier(appRole);
  await owner.query(`
    grant usage on schema ${SCHEMA} to ${role};
    grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${role};
    grant usage on all sequences in schema ${SCHEMA} to ${role};
    grant execute on all functions in schema ${SCHEMA} to ${role};`);
}

/** The queue as a process of ours uses it: `boss` for whoever runs workers, `queue` for the verbs. */
export async function openQueue(
  pool: pg.Pool,
  options: { supervise: boolean; onError: (error: Error) => void },
): Promise<{ queue: Queue; boss: PgBoss }> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: SCHEMA,
    migrate: false,
    supervise: options.supervise,
    schedule: false,
  });
  boss.on("error", options.onError);
  await boss.start();
  return { boss, queue: queueOf(boss) };
}

function queueOf(boss: PgBoss): Queue {
  return {
    async add(tx, job, data, options = {}) {
      await boss.send(job, data, {
        db: fromDrizzle(tx, sql),
        ...(options.key ? { singletonKey: options.key } : {}),
        ...(options.after ? { startAfter: options.after } : {}),
      });
    },
  };
}
