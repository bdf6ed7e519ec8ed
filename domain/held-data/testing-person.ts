import { withSight } from "@/db/client";
import type { Ctx } from "../context";
import { admit } from "../customers/admit";
import type { House } from "../house";
import { testCustomer } from "../testing";
import { findInSources } from "./find";

export type TestCtx = Ctx & { subject: { id: string; linked: string[] } };

/**
 * A person who proved this email and was found by it in the brand's sources, as a sign-in leaves them.
 * `linked` false: as one leaves them whose sources were out of reach after all.
 */
export async function testPerson(
  house: House,
  email: string,
  { linked = true }: { linked?: boolean } = {},
): Promise<TestCtx> {
  const ctx = await testCustomer(house);
  const all = (await findInSources(house, { email })).found;
  const identities = all.flatMap(({ identity }) => identity ?? []);
  const found = linked ? all : [];
  const person = {
    customerIds: [ctx.subject.id],
    isNew: false,
    stale: [],
    apart: [],
    links: [],
    joined: new Map(),
  };
  await withSight(house.db, { subjects: [ctx.subject.id] }, (tx) =>
    admit(tx, house, { person, found, identities, complete: true, email, openId: null, now: ctx.now }),
  );
  return ctx;
}

/** The same person in a later request: nothing is remembered from the one before. */
export const again = (ctx: TestCtx, more: Partial<Omit<Ctx, "subject">> = {}): TestCtx => ({
  ...ctx,
  ...more,
});
