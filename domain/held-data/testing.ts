import pg from "pg";
import { asAdmin, type TestDatabase, testDatabase, withDatabase } from "@/db/testing";
import type { FindBy, Item, PostgresSource } from "../brand";

/** A shop's database with a role that only reads and one that may write. */
export interface TestShop {
  readUrl: string;
  writeUrl: string;
  run(sql: string): Promise<pg.QueryResult>;
  drop(): Promise<void>;
}

/** Makes a shop's database and runs `sql` in it as its owner. */
export async function testShop(sql: string): Promise<TestShop> {
  const database: TestDatabase = await testDatabase();
  const name = new URL(database.adminUrl).pathname.slice(1);
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    try {
      return await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const [reader, writer] = [`${name}_read`, `${name}_write`];
  await run(sql);
  for (const role of [reader, writer]) await run(`create role ${role} login password 'p4ss word'`);
  await run(`grant usage on schema public to ${reader}, ${writer};
    grant select on all tables in schema public to ${reader}, ${writer};
    grant update, insert, delete on all tables in schema public to ${writer}`);
  const as = (role: string) => {
    const url = new URL(database.adminUrl);
    [url.username, url.password] = [role, encodeURIComponent("p4ss word")];
    return url.href;
  };
  const drop = async () => {
    await database.drop();
    const admin = withDatabase(database.adminUrl, "postgres");
    for (const role of [reader, writer]) await asAdmin(admin, `drop role if exists ${role}`);
  };
  return { readUrl: as(reader), writeUrl: as(writer), run, drop };
}

export const FIND: FindBy = {
  kind: "sql",
  findCustomer: "select id::text as customer_key from customer where lower(email) = lower(:email)",
  identity: "select email, phone, name from customer where id = :customer_key::int",
};

export const shopSource = (more: Partial<PostgresSource> & { url: string }): PostgresSource => ({
  id: "shop",
  name: "Our shop",
  kind: "postgres",
  find: FIND,
  timeout: "PT2S",
  ...more,
});

/** A held item of the shop: one field, kept while a customer, unless told otherwise. */
export const testItem = (more: Partial<Item> & Pick<Item, "id" | "read">): Item => ({
  name: more.id,
  category: "contact",
  why: "So that it works.",
  origin: "given",
  source: "shop",
  shape: more.fields ? "list" : "field",
  fields: [],
  sort: [],
  purposes: [],
  keep: { kind: "while_customer", because: "You are our customer." },
  recipients: [],
  mask: false,
  special: false,
  correct: { by: "nobody" },
  erase: { by: "task", task: "Delete it." },
  ...more,
});

export const field = (
  column: string,
  more: Partial<Item["fields"][number]> = {},
): Item["fields"][number] => ({
  column,
  name: column,
  mask: false,
  page: true,
  hide: false,
  ...more,
});
