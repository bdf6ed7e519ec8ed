import { type Tx, withSightNow } from "@/db/client";
import { changed, mutate, unchanged } from "../access";
import { type Ctx, subjectIds, systemContext } from "../context";
import { readIdentifiers } from "../customers";
import type { House } from "../house";
import { type MessageParams, type MessageTemplate, reachable, sendMessage } from "../messages";
import { subjectFrom } from "./resolve";
import { minutesOf, nextMorning } from "./rules";
import { readOthers, takeUntold, type VisitRecord } from "./store";
import { readTell } from "./wish-store";

/** How long after a visit's hard end its job runs, so that the end is sure to be over. */
const AFTER_MS = 5_000;

/**
 * Asks for the customer to be told: now for a visit that has just ended, or at its hard end for one that begins.
 * In the caller's transaction; told twice is told once.
 */
export async function queueTelling(
  tx: Tx,
  house: House,
  about: { customerId: string; endsAt?: Date },
): Promise<void> {
  const after = about.endsAt && new Date(about.endsAt.getTime() + AFTER_MS);
  await house.queue.add(tx, "visit.tell", { customer: about.customerId }, after ? { after } : {});
}

/**
 * The job `visit.tell`: one message about each visit that is over and was not told of, or one in the morning about
 * all, or none, as the customer wishes. `daily` is set by the job of the morning.
 */
export async function tellOfVisits(house: House, job: { customer: string; daily: boolean }): Promise<void> {
  const { others, now } = await withSightNow(house.db, {}, async (tx, at) => ({
    others: await readOthers(tx, job.customer),
    now: at,
  }));
  const subject = subjectFrom([job.customer, ...others]);
  const ctx: Ctx = { ...systemContext({ house, job: "visit.tell", subject: null, now }), subject };
  await mutate(ctx, "message.send", async (tx) => {
    const { tell, locale } = await readTell(tx, subjectIds(subject));
    if (tell === "no") {
      // Whoever asks to be told from tomorrow on did not ask about today.
      await takeUntold(tx, subjectIds(subject));
      return unchanged(null);
    }
    if (tell === "daily" && !job.daily) {
      const after = nextMorning(now, house.brand.timeZone);
      await house.queue.add(tx, "visit.tell", { customer: job.customer, daily: "yes" }, { after });
      return unchanged(null);
    }
    const rows = await takeUntold(tx, subjectIds(subject));
    if (rows.length === 0) return unchanged(null);
    const to = reachable(house, await readIdentifiers(tx, ctx))?.value;
    const sent = to ? await send(tx, ctx, { to, locale: locale ?? ctx.locale, rows }) : false;
    return changed(null, { told: "visits", visits: rows.map(({ id }) => id), sent });
  });
}

interface Telling {
  to: string;
  locale: string;
  rows: VisitRecord[];
}

async function send(tx: Tx, ctx: Ctx, { to, locale, rows }: Telling): Promise<boolean> {
  const url = `${ctx.house.settings.publicUrl}/activity?kind=visits`;
  const [row] = rows;
  const mail = async <K extends MessageTemplate>(template: K, params: MessageParams[K]) =>
    (await sendMessage(tx, ctx, { to, locale, template, params })) !== null;
  if (!row || rows.length > 1) return mail("visits_digest", { count: rows.length, url });
  return mail("visit_ended", {
    staff: row.shownName,
    ticket: row.ticket,
    minutes: minutesOf(row.startedAt, row.endedAt ?? row.endsAt),
    when: row.startedAt.toISOString(),
    url,
  });
}
