import pg from "pg";
import type { Ground } from "./ground";

/** One way in which the shop's database may lie, and how to put it right again. */
export interface Lie {
  name: string;
  tell(): Promise<void>;
  takeBack(): Promise<void>;
}

/** A view in the place of the people's table, with another word for their name. */
const instead = (name: string) => `
  alter table retail.person rename to person_as_it_was;
  create view retail.person as select person_no, email, mobile, lang, company, birthday, birthday_given_on,
    eu_shoe_size, card_picture, heard_about_us, joined_on, ${name} as display_name from retail.person_as_it_was`;

const PUT_BACK = "drop view retail.person; alter table retail.person_as_it_was rename to person";

/** What the shop may do to us. */
export function shopLies(ground: Ground): Lie[] {
  const shop = (text: string) => ground.database.sql(text, [], "juniper_shop").then(() => undefined);
  const lie = (name: string, word: string): Lie => ({
    name,
    tell: () => shop(instead(word)),
    takeBack: () => shop(PUT_BACK),
  });
  return [
    lie("the shop's names are bytes that are no text", "'\\xfffe00'::bytea"),
    lie("the shop's names are records", "'{\"a\": [1]}'::jsonb"),
    lie("the shop's names are 200 MB long", "repeat('x', 200000000)"),
    lie("the shop's names are lists of lists", "array[['a'], ['b']]"),
    lie("the shop's names cannot be worked out", "(1 / (person_no - person_no))::text"),
    lie("the shop takes a minute for each", "pg_sleep(60)::text"),
    {
      name: "the shop has every person a million times",
      tell: () =>
        shop(`alter table retail.person rename to person_as_it_was;
          create view retail.person as select p.* from retail.person_as_it_was p, generate_series(1, 1000000)`),
      takeBack: () => shop(PUT_BACK),
    },
    { name: "the shop's table is gone", ...gone(shop) },
    { name: "the shop's table is locked", ...locked(ground) },
  ];
}

const gone = (shop: (text: string) => Promise<void>) => ({
  tell: () => shop("alter table retail.person rename to person_as_it_was"),
  takeBack: () => shop("alter table retail.person_as_it_was rename to person"),
});

function locked(ground: Ground): Omit<Lie, "name"> {
  let client: pg.Client | null = null;
  return {
    tell: async () => {
      client = new pg.Client({ connectionString: ground.database.url("admin", "juniper_shop") });
      await client.connect();
      await client.query("begin; lock table retail.person in access exclusive mode");
    },
    takeBack: async () => {
      await client?.end();
    },
  };
}
