import { migrateDatabase } from "@/db/migrate";
import { makeKeys } from "./keys";
import { installQueue } from "./queue";

export { pendingMigrations } from "@/db/migrate";

/**
 * Makes or updates everything that the installation needs in its database: tables, walls, queue, keys.
 * Safe to run again and from several places at once. Source: docs/architecture.md, “Decided”.
 */
export async function install(options: { ownerUrl: string; appUrl: string; secret: string }): Promise<void> {
  await migrateDatabase({
    ownerUrl: options.ownerUrl,
    appUrl: options.appUrl,
    also: async (owner, appRole) => {
      await makeKeys(owner, options.secret);
      await installQueue(owner, appRole);
    },
  });
}
