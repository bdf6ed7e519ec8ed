import { asc, eq, gt } from "drizzle-orm";
import { type Tx, withSight } from "@/db/client";
import { customerSettings, customers } from "@/db/schema/customers";
import { say } from "@/domain/brand";
import { changed, mutate, unchanged } from "../access";
import { type Ctx, subjectIds, systemContext } from "../context";
import { readIdentifiers, wholePerson } from "../customers";
import type { House } from "../house";
import { reachable, sendMessage } from "../messages";
import type { Standing, VersionInput } from "./catalog";
import { shownOf } from "./decide";
import { openPublished, type Published } from "./published";
import { findVersion } from "./read";
import { listStandings, touches } from "./standing";
import { appendEvent, keepTexts, lockRecord, selectEvents } from "./store";

/** Customers that one job walks past. */
const PAGE = 500;

/**
 * The job `terms.announce`: walks the customers, a page a job, and has each looked at. A version that is in force no
 * more is announced no more.
 */
export async function announceVersion(house: House, job: VersionInput & { after?: string }): Promise<void> {
  await withSight(house.db, {}, async (tx) => {
    const { document, version, after = "00000000-0000-0000-0000-000000000000" } = job;
    const rows = await tx
      .select({ id: customers.id })
      .from(customers)
      .where(gt(customers.id, after))
      .orderBy(asc(customers.id))
      .limit(PAGE);
    for (const { id } of rows) await house.queue.add(tx, "terms.tell", { document, version, customer: id });
    const last = rows.at(-1);
    if (last && rows.length === PAGE)
      await house.queue.add(tx, "terms.announce", { document, version, after: last.id });
  });
}

/**
 * The job `terms.tell`: one message to a person whom the version touches, and a line in their record; nothing to
 * anybody else, nor twice. Of several records of one person the oldest is told.
 */
export async function tellOfTerms(house: House, job: VersionInput & { customer: string }): Promise<void> {
  const [id, ...linked] = await wholePerson(house, job.customer);
  if (id !== job.customer) return;
  const now = await withSight(house.db, {}, async (_tx, at) => at);
  const ctx: Ctx = {
    ...systemContext({ house, job: "terms.tell", subject: null, now }),
    subject: { id, linked },
  };
  const standing = (await listStandings(ctx)).find(({ document }) => document === job.document);
  if (standing?.now.version !== job.version || !touches(standing.changes)) return;
  if (standing.wants !== "ask" && standing.wants !== "tell") return;
  const { row } = await findVersion(ctx, job);
  const published = await openPublished(house, row);
  await mutate(ctx, "terms.tell", async (tx) => {
    await lockRecord(tx, id);
    const events = await selectEvents(tx, subjectIds(ctx.subject));
    if (events.some((event) => event.act === "told" && event.termsHash === standing.now.hash))
      return unchanged(null);
    const sent = await send(tx, ctx, { standing, published });
    return changed(null, { document: job.document, version: job.version, sent });
  });
}

/** Sends, and puts on record what was told; whoever has no address is asked when they sign in. */
async function send(
  tx: Tx,
  ctx: Ctx,
  { standing, published }: { standing: Standing; published: Published },
): Promise<boolean> {
  const { house } = ctx;
  const id = ctx.subject?.id ?? "";
  const to = reachable(house, await readIdentifiers(tx, ctx))?.value;
  if (to === undefined) return false;
  const [settings] = await tx.select().from(customerSettings).where(eq(customerSettings.customerId, id));
  const locale = settings?.locale ?? settings?.sourceLocale ?? ctx.locale;
  const template = standing.wants === "ask" ? ("terms_asked" as const) : ("terms_changed" as const);
  const name = say(published.document.name, locale, house.brand).text;
  const params = { name, url: `${house.settings.publicUrl}/terms/${encodeURIComponent(standing.document)}` };
  const sent = await sendMessage(tx, ctx, { to, template, params, locale });
  if (sent === null) return false;
  const shown = shownOf(published, locale);
  await keepTexts(tx, [shown]);
  await appendEvent(tx, {
    ...{ customerId: id, document: standing.document, version: standing.now.version, act: "told", locale },
    ...{ termsHash: standing.now.hash, shownHash: shown.hash, actorKind: "system", sessionId: null },
  });
  return true;
}
