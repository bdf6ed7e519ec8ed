import { asc, isNull } from "drizzle-orm";
import { withSight } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { signIns } from "@/db/schema/sessions";
import type { FindBy } from "../brand";
import type { Ctx } from "../context";
import { shopSource, type TestShop, testShop } from "../held-data/testing";
import type { House } from "../house";
import { listDemoOutbox } from "../messages";
import { deliverMessage } from "../messages/deliver";
import { secondHouse, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import type { Asking, SignInResult } from "./catalog";
import { resolveSession, signInByCode, startSignIn } from "./index";
import { prepareSignIn } from "./prepare";

const shopFind: FindBy = {
  kind: "sql",
  findCustomer: `select id::text as customer_key from customer
     where lower(email) = lower(:email) or number = :customer_number
        or right(regexp_replace(phone, '[^0-9]', '', 'g'), 7) = right(regexp_replace(:phone, '[^0-9]', '', 'g'), 7)`,
  identity: `select name, email, phone, locale, country, number as customer_number
     from customer where id = :customer_key::int`,
};
const listFind: FindBy = {
  kind: "sql",
  findCustomer: "select ref as customer_key from contact where lower(mail) = lower(:email)",
  identity: "select mail as email from contact where ref = :customer_key",
};

const tables = `
  create table customer (id int primary key, name text, email text, phone text, locale text, country text, number text);
  create table contact (ref text primary key, mail text);`;

/** A house whose brand has a shop and a mailing list, both in one database that tests may change. */
export async function signInHouse() {
  const shop = await testShop(tables);
  const brand = tinyBrand({
    sources: [
      shopSource({ url: shop.readUrl, find: shopFind }),
      shopSource({ id: "list", name: "Our mailing list", url: shop.readUrl, find: listFind }),
    ],
  });
  const made = await testHouse({ brand });
  return {
    ...made,
    shop,
    another: () => secondHouse(made.database, { brand }),
    async close() {
      await made.close();
      await shop.drop();
    },
  };
}

let last = 0;

/** Puts a person into the shop and gives their key. Each is somebody else. */
export async function addPerson(
  shop: TestShop,
  person: { email?: string | null; phone?: string; number?: string; locale?: string; country?: string } = {},
) {
  last += 1;
  const { phone = "", number = `N-${last}`, locale = "", country = "" } = person;
  const email = person.email === null ? "" : (person.email ?? `person${last}@example.com`);
  const words = [`Secret Name ${last}`, email, phone, locale, number, country].map((word) => `'${word}'`);
  await shop.run(
    `insert into customer (id, name, email, phone, locale, number, country) values (${last}, ${words.join(", ")})`,
  );
  return { id: last, email, number, phone };
}

/** The context of somebody who is not signed in. */
export async function nobody(house: House): Promise<Ctx> {
  const now = await withSight(house.db, {}, async (_, at) => at);
  return {
    actor: { kind: "nobody" },
    subject: null,
    now,
    locale: "en",
    requestId: "test",
    authTime: null,
    house,
  };
}

/** The context of whoever has this session. */
export async function contextOf(house: House, sid: string): Promise<Ctx> {
  const { locale, ...found } = await resolveSession(house, sid);
  return { ...found, locale: locale ?? "en", requestId: "test", house };
}

let address = 0;

/** A request from a network of its own, so that limits of one test do not reach another. */
export function asking(more: Partial<Asking> = {}): Asking {
  address += 1;
  const network = `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`;
  return { network, userAgent: "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", browser: null, ...more };
}

/** Does the jobs that wait, in order, as the worker would. */
export async function work(house: House): Promise<void> {
  const waiting = await house.db.orm
    .select()
    .from(signIns)
    .where(isNull(signIns.linkHash))
    .orderBy(asc(signIns.id));
  for (const row of waiting) await prepareSignIn(house, { id: row.id });
  const unsent = await house.db.orm
    .select()
    .from(messages)
    .where(isNull(messages.sentAt))
    .orderBy(asc(messages.id));
  for (const row of unsent) await deliverMessage(house, { id: row.id });
}

/** Messages to one address, newest first, without what was sent before `mark`. */
export async function mailTo(house: House, to: string) {
  const all = await listDemoOutbox(house);
  return all
    .filter((mail) => mail.to === to)
    .map((mail) => ({
      ...mail,
      code: /\b[0-9]{8}\b/.exec(mail.text)?.[0] ?? "",
      token: /\/sign-in\/([A-Za-z0-9_-]{43})/.exec(mail.text)?.[1] ?? "",
    }));
}

/** Asks and lets the queue work. */
export async function ask(house: House, who: string, from = asking()) {
  const { browser } = await startSignIn(await nobody(house), { who }, from);
  await work(house);
  return { ...from, browser };
}

/** Signs a person in by the code of their newest message; a phone is written in E.164. */
export async function signIn(house: House, who: string): Promise<SignInResult & { outcome: "signed_in" }> {
  const from = await ask(house, who);
  const [mail] = await mailTo(house, who);
  const result = await signInByCode(await nobody(house), { code: mail?.code ?? "" }, from);
  if (result.outcome !== "signed_in") throw new Error(`not signed in: ${result.why}`);
  return result;
}
