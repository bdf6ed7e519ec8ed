import { withSight } from "@/db/client";
import { changed, mutate } from "../access";
import { type Ctx, subjectIds } from "../context";
import { readIdentifiers } from "../customers";
import { normaliseEmail } from "../customers/normalise";
import { emailLookup } from "../staff/keys";
import { staffOf } from "./actor";
import { alertOfStart, raiseAlert } from "./alerts";
import { requireAllowed } from "./allowed";
import { beginVisit } from "./begin";
import type { StartVisitInput } from "./catalog";
import { fitsCode } from "./code";
import { atStep } from "./pace";
import { type FoundPerson, findPerson, nobody, type Sought } from "./person";
import { reasonText } from "./reason";
import { staffWith } from "./staff-store";
import type { StartedVisit } from "./view";
import { countWrongTry, readWishes, type Wishes } from "./wish-store";

/**
 * Looks for one customer by exactly what was typed and begins a visit of fifteen minutes. Nobody by it, somebody who
 * refuses visits, a wrong code and somebody of staff are one answer, in the same time; each search is one line of
 * the audit, which holds no address and no number.
 * @throws DomainError before anybody is looked for: `forbidden`, `rules_unsigned`, `step_up_required`, `invalid` with
 * `field` (and `pattern` for a ticket), `rate_limited`, `conflict` while another visit is open.
 */
export async function startVisit(ctx: Ctx, input: StartVisitInput): Promise<StartedVisit> {
  const sought = await requireAllowed(ctx, input);
  return atStep(() => search(ctx, { input, sought }));
}

interface Search {
  input: StartVisitInput;
  sought: Sought;
}

async function search(ctx: Ctx, { input, sought }: Search): Promise<StartedVisit> {
  const person = await findPerson(ctx.house, sought);
  const judged = await judge(ctx, { input, sought, person });
  await recordSearch(ctx, { input, sought, judged });
  if (judged.is === "staff" || judged.is === "own")
    await raiseAlert(ctx, {
      ...{ act: "alert.staff", ticket: input.ticket, detail: { own: judged.is === "own" } },
    });
  if (judged.is !== "open" || person === null) return { outcome: "not_started" };
  const about: Ctx = { ...ctx, subject: person.subject };
  await alertOfStart(about, input.ticket);
  return beginVisit(about, { input, person, wishes: judged.wishes, withCode: judged.withCode });
}

interface Judged {
  is: "open" | "nobody" | "refused" | "staff" | "own";
  wishes: Wishes;
  withCode: boolean;
}

/** Whether this visit may be. Takes the same steps for nobody, about somebody who is nobody. */
async function judge(
  ctx: Ctx,
  { input, sought, person }: Search & { person: FoundPerson | null },
): Promise<Judged> {
  const { house } = ctx;
  const subject = person?.subject ?? nobody();
  return withSight(house.db, { subjects: subjectIds(subject) }, async (tx) => {
    const wishes = await readWishes(tx, subjectIds(subject));
    const withCode = fitsCode(house, wishes, input.code);
    if (input.code !== undefined && !withCode) await countWrongTry(tx, subjectIds(subject));
    const known = person?.recognised.isNew === false ? await readIdentifiers(tx, { ...ctx, subject }) : [];
    const emails = [
      sought.by === "email" ? sought.value : null,
      ...known.filter(({ kind }) => kind === "email").map(({ value }) => normaliseEmail(value)),
      ...(person?.found ?? []).map(({ identity }) => normaliseEmail(identity?.email)),
    ];
    const lookups = emails.filter((email) => email !== null).map((email) => emailLookup(house.keys, email));
    const colleagues = await staffWith(tx, lookups);
    return {
      is: verdict({ ctx, person, colleagues, refused: wishes.refused && !withCode }),
      wishes,
      withCode,
    };
  });
}

function verdict(at: {
  ctx: Ctx;
  person: FoundPerson | null;
  colleagues: readonly string[];
  refused: boolean;
}): Judged["is"] {
  if (at.colleagues.includes(staffOf(at.ctx).staffId)) return "own";
  if (at.colleagues.length > 0) return "staff";
  if (at.person === null) return "nobody";
  return at.refused ? "refused" : "open";
}

/** The one line of a search: what was searched by its keyed hash, so that equal searches can be told. */
async function recordSearch(ctx: Ctx, { input, sought, judged }: Search & { judged: Judged }): Promise<void> {
  const hash = ctx.house.keys.lookup("visit.find", `${sought.by}\0${sought.value}`).toString("hex");
  const reason = reasonText(ctx.house.brand, input.reason);
  await mutate(ctx, "visit.find", async () =>
    changed(null, {
      ...{ by: sought.by, searched: hash.slice(0, 32), ticket: input.ticket, reason },
      ...{ outcome: judged.is, code: input.code !== undefined },
    }),
  );
}
