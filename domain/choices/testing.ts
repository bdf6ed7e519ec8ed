import { withSight, withSightNow } from "@/db/client";
import { audit } from "@/db/schema/audit";
import { choiceEvents } from "@/db/schema/choices";
import { customerJoins, identifiers } from "@/db/schema/customers";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import type { House } from "../house";
import { newId } from "../random";
import { testCustomer } from "../testing";
import { listChoices } from ".";
import type { CellView } from "./view";

interface Given {
  kind: "email" | "phone";
  address: string;
  changed?: boolean;
  /** That of the address itself; else nobody else's, whatever the address. */
  lookup?: Buffer;
}

/** Gives a test's customer an address, as a sign-in would have found it. */
export async function giveAddress(
  ctx: Ctx,
  { kind, address, changed = false, lookup }: Given,
): Promise<void> {
  const customerId = ctx.subject?.id ?? "";
  await withSightNow(ctx.house.db, { subjects: [customerId] }, async (tx, now) => {
    const sealer = await customerSealer(tx, ctx.house.keys, customerId);
    await tx.insert(identifiers).values({
      customerId,
      id: newId(),
      kind,
      lookup: lookup ?? ctx.house.keys.lookup(kind, `${customerId}/${address}`),
      sealed: sealer.seal(`identifiers.${kind}`, address),
      changedAt: changed ? now : null,
    });
  });
}

/** A signed-in customer with an email address and a phone number. */
export async function testPerson(house: House) {
  const ctx = await testCustomer(house);
  await giveAddress(ctx, { kind: "email", address: "ana@example.com" });
  await giveAddress(ctx, { kind: "phone", address: "+353861234567" });
  return ctx;
}
export type Person = Awaited<ReturnType<typeof testPerson>>;

/** Two records are found to be one person's. @returns them as they act from then on: on the older. */
export async function joinRecords(older: Person, younger: Person): Promise<Person> {
  const [one, other] = [older.subject.id, younger.subject.id];
  await withSight(older.house.db, { subjects: [one, other] }, (tx) =>
    tx.insert(customerJoins).values([
      { customerId: one, otherId: other },
      { customerId: other, otherId: one },
    ]),
  );
  return { ...younger, subject: { id: one, linked: [other] } };
}

/** A person's whole chain, oldest first. */
export const eventsOf = ({ house, subject }: Person) =>
  withSight(house.db, { subjects: [subject.id] }, (tx) =>
    tx.select().from(choiceEvents).orderBy(choiceEvents.seq),
  );

/** A person's audit, oldest first. */
export const auditOf = ({ house, subject }: Person) =>
  withSight(house.db, { subjects: [subject.id] }, (tx) => tx.select().from(audit).orderBy(audit.at));

/** One cell of Your choices as the person sees it. */
export async function cellOf(ctx: Ctx, purpose: string, channel: string): Promise<CellView> {
  const rows = (await listChoices(ctx)).bands.flatMap((band) => band.rows);
  const cell = rows.find((row) => row.purpose === purpose)?.cells.find((one) => one.channel === channel);
  if (!cell) throw new Error(`no cell ${purpose}/${channel}`);
  return cell;
}
