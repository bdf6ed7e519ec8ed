import { connected, ensureDatabase, ensureRole, loadOnce } from "./databases";
import { demoRows } from "./rows";

const SHOP = "juniper_shop";
const MARKETING = "juniper_marketing";
const ONE_AT_A_TIME = 5_866_437;

const shopGrants = `
  grant usage on schema retail to juniper_shop_reader, juniper_shop_writer;
  grant select on all tables in schema retail to juniper_shop_reader, juniper_shop_writer;
  grant update (display_name, email, mobile, company, birthday, birthday_given_on, eu_shoe_size, card_picture, heard_about_us)
    on retail.person to juniper_shop_writer;
  grant update (line1, line2, postal_code, town, region), delete on retail.person_address to juniper_shop_writer;
  grant insert, update (contact_name, contact_phone, health_note) on retail.trip_form to juniper_shop_writer;
  grant delete on retail.trail_permit to juniper_shop_writer;`;

const marketingGrants = `
  grant usage on schema mailing, tracking, insight to juniper_marketing_reader;
  grant select on all tables in schema mailing, tracking, insight to juniper_marketing_reader;`;

/**
 * Makes the demo brand's two databases on the PostgreSQL of `adminUrl` (a superuser's address) and fills them with
 * 300 customers as of `today`. Does nothing to databases that are already filled.
 * Answers with the environment that the brand folder names: addresses of roles that can read, and one that can write.
 */
export async function createSystems({
  adminUrl,
  today,
}: {
  adminUrl: string;
  today: Date;
}): Promise<Systems> {
  return connected(adminUrl, async (admin) => {
    await admin.query("select pg_advisory_lock($1)", [ONE_AT_A_TIME]);
    await ensureDatabase(admin, SHOP);
    await ensureDatabase(admin, MARKETING);
    const role = (name: string, database: string, writes: boolean) =>
      ensureRole(admin, { adminUrl, name, database, writes });
    const env = {
      SHOP_DATABASE_URL: await role("juniper_shop_reader", SHOP, false),
      SHOP_WRITE_DATABASE_URL: await role("juniper_shop_writer", SHOP, true),
      MARKETING_DATABASE_URL: await role("juniper_marketing_reader", MARKETING, false),
    };
    const seeded = await fill(adminUrl, today);
    return { env, seeded };
  });
}

export interface Systems {
  env: Record<"SHOP_DATABASE_URL" | "SHOP_WRITE_DATABASE_URL" | "MARKETING_DATABASE_URL", string>;
  /** True when rows were loaded by this call, false when they were there. */
  seeded: boolean;
}

async function fill(adminUrl: string, today: Date): Promise<boolean> {
  let made: ReturnType<typeof demoRows> | undefined;
  const rows = () => {
    made ??= demoRows(today);
    return made;
  };
  const shop = await loadOnce(inDatabase(adminUrl, SHOP), {
    database: SHOP,
    schema: "./shop.sql",
    rows: () => rows().shop,
    grants: shopGrants,
  });
  const marketing = await loadOnce(inDatabase(adminUrl, MARKETING), {
    database: MARKETING,
    schema: "./marketing.sql",
    rows: () => rows().marketing,
    grants: marketingGrants,
  });
  return shop || marketing;
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
