import { isNull } from "drizzle-orm";
import { withSight } from "@/db/client";
import { audit, messages } from "@/db/schema";
import { asAdmin } from "@/db/testing";
import type { Brand, FindBy } from "../brand";
import type { Ctx } from "../context";
import { shopSource, type TestShop, testItem, testShop } from "../held-data/testing";
import type { House } from "../house";
import { listDemoOutbox } from "../messages";
import { deliverMessage } from "../messages/deliver";
import { resolveSession } from "../sessions";
import { signIn } from "../sessions/testing";
import { secondHouse, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { type StaffCtx, testStaff } from "../testing-staff";
import type { StartVisitInput } from "./catalog";
import { resolveVisit, startVisit } from "./index";

const find: FindBy = {
  kind: "sql",
  findCustomer: `select id::text as customer_key from customer
     where lower(email) = lower(:email) or phone = :phone or number = :customer_number`,
  identity: `select name, email, phone, number as customer_number from customer where id = :customer_key::int`,
};

const items = [
  testItem({ id: "email", read: "select email from customer where id = :customer_key::int" }),
  testItem({ id: "phone", read: "select phone from customer where id = :customer_key::int", mask: true }),
  testItem({ id: "diet", read: "select name from customer where id = :customer_key::int", special: true }),
];

/** A house whose brand has a shop with people, tickets of four to six digits and two reasons. */
export async function visitHouse(more: Partial<Brand> = {}) {
  const shop = await testShop(
    "create table customer (id int primary key, name text, email text, phone text, locale text, number text)",
  );
  const brand = tinyBrand({
    sources: [shopSource({ url: shop.readUrl, find })],
    items,
    desk: {
      emailDomains: [],
      reasons: ["The customer called", "A complaint"],
      names: "first",
      ticket: "[0-9]{4,6}",
    },
    ...more,
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

export interface TestPerson {
  email: string;
  phone: string;
  number: string;
}

/** Puts a person into the shop; here they are nobody yet. Each is somebody else. */
export async function addToShop(shop: TestShop, more: Partial<TestPerson> = {}): Promise<TestPerson> {
  last += 1;
  const person = {
    ...{
      email: `ana${last}@example.com`,
      phone: `+3538612${String(last).padStart(5, "0")}`,
      number: `N-${last}`,
    },
    ...more,
  };
  const values = [`Ana Rodrigues`, person.email, person.phone, person.number].map((word) => `'${word}'`);
  await shop.run(
    `insert into customer (id, name, email, phone, number) values (${last}, ${values.join(", ")})`,
  );
  return person;
}

export type CustomerCtx = Ctx & { subject: { id: string; linked: readonly string[] } };

/** A person of the shop who has signed in, and the context of their request. */
export async function signedIn(house: House, shop: TestShop, person?: TestPerson) {
  const added = person ?? (await addToShop(shop));
  return { ...added, ctx: await again(house, added) };
}

/** The same person, signed in anew. */
export async function again(house: House, { email }: { email: string }): Promise<CustomerCtx> {
  const { sid } = await signIn(house, email);
  const { actor, subject, now, authTime } = await resolveSession(house, sid);
  if (!subject) throw new Error("nobody is signed in");
  return { actor, subject, now, locale: "en", requestId: "test", authTime, house };
}

/** A search as its form sends it. */
export const searchFor = (value: string, more: Partial<StartVisitInput> = {}): StartVisitInput => ({
  by: "email",
  value,
  reason: 0,
  words: "You called about texts.",
  ticket: "4711",
  code: undefined,
  ...more,
});

/** Support in a visit that began by a search, and its secret. */
export async function visiting(
  house: House,
  value: string,
  at: { agent?: StaffCtx; more?: Partial<StartVisitInput> } = {},
) {
  const agent = at.agent ?? (await testStaff(house, "support"));
  const done = await startVisit(agent, searchFor(value, at.more));
  if (done.outcome !== "started") throw new Error("no visit was begun");
  const ctx = await inVisit(agent, done.secret);
  if (!ctx) throw new Error("the visit is not open");
  return { agent, ctx, ...done };
}

/** The context of a request with the visit's cookie; null when the visit is over. */
export async function inVisit(agent: StaffCtx, secret: string) {
  const found = await resolveVisit(agent.house, { staffProof: agent.actor.proof, secret });
  if (!found) return null;
  return { ...agent, actor: { ...agent.actor, visit: found.visit }, subject: found.subject };
}

/** The audit as an auditor reads it, oldest first. */
export async function auditLines(house: House) {
  const { actor } = await testStaff(house, "auditor");
  return withSight(house.db, { staff: actor.proof }, (tx) => tx.select().from(audit).orderBy(audit.id));
}

/** What one agent has in the audit: act and detail. */
export async function linesOf(house: House, agent: StaffCtx, act?: string) {
  const rows = await auditLines(house);
  return rows.filter((row) => row.actorId === agent.actor.staffId && (!act || row.act === act));
}

/** Sends what waits and gives what one address got, newest first. */
export async function mailOf(house: House, to: string) {
  const unsent = await house.db.orm.select().from(messages).where(isNull(messages.sentAt));
  for (const row of unsent) await deliverMessage(house, { id: row.id });
  return (await listDemoOutbox(house)).filter((mail) => mail.to === to);
}

/** Lets time pass for one visit, as only the database's owner could. */
export async function pass(adminUrl: string, visitId: string, minutes: number): Promise<void> {
  await asAdmin(
    adminUrl,
    `update visits set started_at = started_at - interval '${minutes} minutes',
            ends_at = ends_at - interval '${minutes} minutes' where id = '${visitId}'`,
  );
}
