import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { type Database, withSight } from "./client";
import { customerSettings } from "./schema";

class Undone extends Error {}

/**
 * Proves at start that the second wall stands, as the role that the app really uses.
 * @throws an Error that says what is wrong and what would be right.
 */
export async function proveWalls(db: Database): Promise<void> {
  await refuseStrongRole(db);
  await refuseOpenTables(db);
  await tryToReadAnother(db);
}

async function refuseStrongRole(db: Database): Promise<void> {
  const { rows } = await db.pool.query(`
    select rolname, rolsuper or rolbypassrls as strong,
           exists (select from pg_class c where pg_has_role(r.oid, c.relowner, 'member')
             and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace) as owns
      from pg_roles r where rolname = current_user`);
  const role = rows[0];
  if (role?.strong || role?.owns)
    throw new Error(
      `The role ${role.rolname} in DATABASE_URL can pass row-level security. Use a login role that is no superuser, has no BYPASSRLS, owns no table and is no member of a role that does.`,
    );
}

async function refuseOpenTables(db: Database): Promise<void> {
  const { rows } = await db.pool.query(`
    select c.relname from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and not (c.relrowsecurity and c.relforcerowsecurity
         and (select count(distinct polcmd) from pg_policy p where p.polrelid = c.oid) >= 4)`);
  if (rows.length)
    throw new Error(
      `Row-level security is not forced on ${rows.map((row) => row.relname).join(", ")}. Run: forthright migrate`,
    );
}

/** A row made for one person, looked for as another, and undone. */
async function tryToReadAnother(db: Database): Promise<void> {
  const [one, other] = [randomUUID(), randomUUID()];
  try {
    await withSight(db, { subjects: [one] }, async (tx) => {
      await tx.insert(customerSettings).values({ customerId: one });
      await tx.execute(sql`select set_config('app.subjects', ${other}, true)`);
      const seen = await tx.select().from(customerSettings);
      if (seen.length)
        throw new Error("Row-level security does not bite: one person's row was shown to another.");
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
}
