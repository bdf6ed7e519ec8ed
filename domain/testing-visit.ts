import { withSight } from "@/db/client";
import { visitReveals, visits } from "@/db/schema/visits";
import type { OpenVisit, Subject } from "./context";
import { customerSealer } from "./customers/keys";
import type { House } from "./house";
import { newId } from "./random";
import { type StaffCtx, testStaff } from "./testing-staff";
import { WORDS_FIELD } from "./visits/fields";
import { REVEAL_FIELD } from "./visits/note-store";
import { visitProof } from "./visits/secret";

export type VisitCtx = StaffCtx & { subject: Subject; actor: { visit: OpenVisit } };

/** Support in an open visit to a customer, begun just now. */
export async function testVisit(house: House, subject: Subject): Promise<VisitCtx> {
  const ctx = await testStaff(house, "support");
  const [id, secret] = [newId(), newId()];
  const proof = visitProof(house, secret);
  const told = { reason: "The customer called", ticket: "4711", shownName: "Sam", withCode: false };
  const sight = { subjects: [subject.id], staff: ctx.actor.proof };
  const [row] = await withSight(house.db, sight, async (tx) => {
    const sealer = await customerSealer(tx, house.keys, subject.id);
    return tx
      .insert(visits)
      .values({
        ...{ customerId: subject.id, id, staffId: ctx.actor.staffId, secretHash: proof, role: "support" },
        ...{ wordsSealed: sealer.seal(WORDS_FIELD, "You asked about your texts."), ...told },
      })
      .returning({ startedAt: visits.startedAt, endsAt: visits.endsAt });
  });
  if (!row) throw new Error("no visit was begun");
  const visit: OpenVisit = { id, customerId: subject.id, ...told, ...row, proof };
  return { ...ctx, subject, actor: { ...ctx.actor, visit } };
}

/** What a reveal leaves behind, without its verb. */
export async function testReveal(ctx: VisitCtx, what: { item: string; record?: string }): Promise<void> {
  const { visit, proof } = ctx.actor;
  const sight = { subjects: [ctx.subject.id], staff: proof, visit: visit.proof };
  await withSight(ctx.house.db, sight, async (tx) => {
    const sealer = await customerSealer(tx, ctx.house.keys, ctx.subject.id);
    const reasonSealed = sealer.seal(REVEAL_FIELD, "To check the number");
    await tx
      .insert(visitReveals)
      .values({ customerId: ctx.subject.id, visitId: visit.id, reasonSealed, ...what });
  });
}
