import type { Tx } from "@/db/client";
import { changed, mutate, unchanged } from "../access";
import { type Ctx, subjectIds } from "../context";
import { admit } from "../customers";
import { customerSealer } from "../customers/keys";
import { isDomainError } from "../errors";
import { newId } from "../random";
import { staffOf } from "./actor";
import type { StartVisitInput } from "./catalog";
import { INITIALS_FIELD, WORDS_FIELD } from "./fields";
import type { FoundPerson } from "./person";
import { reasonText } from "./reason";
import { visitRefusal } from "./refusal";
import { initialsOf } from "./rules";
import { newVisitSecret, visitProof } from "./secret";
import { shownName } from "./shown-name";
import { insertVisit, type VisitRecord } from "./store";
import { queueTelling } from "./tell";
import type { StartedVisit } from "./view";
import { readWishes, spendCode, type Wishes } from "./wish-store";

interface Beginning {
  input: StartVisitInput;
  person: FoundPerson;
  wishes: Wishes;
  withCode: boolean;
}

/** The second factor may have grown old, another visit begun, or the customer refused, since each was looked at. */
const CODES = { FT002: "conflict", FT003: "step_up_required", FT004: "not_offered" } as const;

/**
 * Begins the visit: the person, where they were never here, as a sign-in makes them; the code used up; the row, whose
 * time is the database's; and the promise that the customer is told. All of it or nothing.
 * @throws DomainError `conflict`, `step_up_required`.
 */
export async function beginVisit(ctx: Ctx, beginning: Beginning): Promise<StartedVisit> {
  const secret = newVisitSecret();
  try {
    const { value } = await mutate<StartedVisit>(ctx, "visit.start", async (tx) => {
      const { isNew } = beginning.person.recognised;
      if (!(await isStillAllowed(tx, ctx, beginning))) return unchanged({ outcome: "not_started" });
      if (isNew) await makePerson(tx, ctx, beginning.person);
      const row = await writeVisit(tx, ctx, { ...beginning, secret });
      await queueTelling(tx, ctx.house, { customerId: row.customerId, endsAt: row.endsAt });
      const done: StartedVisit = { outcome: "started", secret, visitId: row.id, endsAt: row.endsAt };
      const { id: visit, ticket, reason, withCode } = row;
      return changed(done, { visit, ticket, reason, withCode, isNew });
    });
    return value;
  } catch (error) {
    const refusal = visitRefusal(error, CODES);
    if (isDomainError(refusal, "not_offered")) return { outcome: "not_started" };
    throw refusal;
  }
}

/** A customer may refuse, and a code may be used, in the very moment between. */
async function isStillAllowed(tx: Tx, ctx: Ctx, { wishes, withCode }: Beginning): Promise<boolean> {
  if (withCode && wishes.code) return spendCode(tx, wishes.code);
  return !(await readWishes(tx, subjectIds(ctx.subject))).refused;
}

/** Nothing was proved: addresses are those that the sources say, and wait for the person to prove them. */
async function makePerson(tx: Tx, ctx: Ctx, { recognised, found, complete }: FoundPerson): Promise<void> {
  const identities = found.flatMap(({ identity }) => identity ?? []);
  const same = { person: recognised, found, identities, complete, email: null, openId: null };
  await admit(tx, ctx.house, { ...same, now: ctx.now });
}

async function writeVisit(
  tx: Tx,
  ctx: Ctx,
  { input, person, withCode, secret }: Beginning & { secret: string },
): Promise<VisitRecord> {
  const { house } = ctx;
  const customerId = person.subject.id;
  const sealer = await customerSealer(tx, house.keys, customerId);
  const names = person.found.map(({ identity }) => initialsOf(identity?.name ?? null));
  const initials = names.find((one) => one !== null) ?? null;
  const agent = staffOf(ctx);
  return insertVisit(tx, {
    ...{ customerId, id: newId(), staffId: agent.staffId, secretHash: visitProof(house, secret) },
    ...{ ticket: input.ticket, reason: reasonText(house.brand, input.reason), withCode },
    wordsSealed: sealer.seal(WORDS_FIELD, input.words),
    initialsSealed: initials === null ? null : sealer.seal(INITIALS_FIELD, initials),
    shownName: shownName(house, agent),
  });
}
