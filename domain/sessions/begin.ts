import type { Tx } from "@/db/client";
import { changed, mutate, unchanged } from "../access";
import { type Ctx, systemContext } from "../context";
import { admit, type Proved, type Recognised, RecognisedAnew, recognise, seeingToo } from "../customers";
import { identitiesWith } from "../held-data";
import type { House } from "../house";
import type { SignInMethod, SignInResult } from "./catalog";
import { newSecret } from "./keys";
import { subjectOf } from "./resolve";
import { endSessions, insertSession } from "./store";

/** A proved person at the door. */
export interface Beginning {
  proved: Proved;
  method: SignInMethod;
  device: string;
  requestId: string;
  /** The database's clock. */
  now: Date;
  /** Uses up what proved it, in the same transaction; false: somebody was faster. */
  consume: (tx: Tx) => Promise<boolean>;
}

const RACES = 3;

/**
 * Recognises the person, brings what we know of them up to date and starts a session with a new secret: all
 * in one transaction, after the sources were read. Two first sign-ins at once make one person.
 */
export async function beginSession(house: House, beginning: Beginning): Promise<SignInResult> {
  for (let race = 1; ; race += 1) {
    try {
      return await beginOnce(house, beginning);
    } catch (error) {
      if (race >= RACES || !isTaken(error)) throw error;
    }
  }
}

async function beginOnce(house: House, beginning: Beginning): Promise<SignInResult> {
  const { proved, requestId, now } = beginning;
  const person = await recognise(house, proved);
  const subject = subjectOf(person.customerIds);
  if (!subject) return { outcome: "refused", why: "unknown" };
  const ctx: Ctx = { ...systemContext({ house, job: "sign_in", subject: null, now }), subject, requestId };
  const { identities, complete } = await identitiesWith(ctx, proved.found);
  const sid = newSecret();
  const { value } = await mutate<SignInResult>(ctx, "session.start", async (tx) => {
    const refused: SignInResult = { outcome: "refused", why: "not_accepted" };
    if (!(await beginning.consume(tx))) return unchanged(refused);
    const { kinds, moved } = await admit(tx, house, { ...proved, person, identities, complete, now });
    if (moved) await endAll(tx, person);
    const row = await writeSession(tx, ctx, { beginning, customerId: subject.id, sid });
    const { method, device } = beginning;
    const detail = { method, device, isNew: person.isNew, records: person.customerIds.length, kinds };
    const done: SignInResult = {
      outcome: "signed_in",
      sid,
      expiresAt: row.expiresAt,
      customerId: subject.id,
    };
    return changed(done, detail);
  });
  return value;
}

/**
 * Whoever is signed in proved who they were before this was known of these records: everybody begins anew. A session
 * reads what its record is joined to and linked with at each request, so it would read what was just found.
 */
const endAll = (tx: Tx, { customerIds, apart }: Recognised) =>
  seeingToo(tx, { own: customerIds, others: apart }, () =>
    endSessions(tx, { customerIds: [...customerIds, ...apart] }),
  );

/** A session belongs to the oldest record. */
function writeSession(
  tx: Tx,
  { house }: Ctx,
  { beginning, customerId, sid }: { beginning: Beginning; customerId: string; sid: string },
) {
  const { method, device } = beginning;
  return insertSession(tx, { customerId, idHash: house.keys.hash("sessions", sid), method, device });
}

/** Two sign-ins met, first ones or such that part records: the second finds what the first did when it looks again. */
function isTaken(error: unknown): boolean {
  if (error instanceof RecognisedAnew) return true;
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return cause instanceof Error && "code" in cause && (cause.code === "23505" || cause.code === "40P01");
}
