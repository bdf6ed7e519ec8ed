import { withSightNow } from "@/db/client";
import { changed, mutate } from "../access";
import type { AuditDetail } from "../access-line";
import { type Ctx, proofOf } from "../context";
import { countWithin } from "../limits";
import { sendMessage } from "../messages";
import type { Act } from "../policy";
import { staffOf } from "./actor";
import { isWithinHours, MANY_VISITS } from "./rules";
import { countLastHour } from "./store";

/** One thing that the privacy officer should hear of. */
interface Alert {
  act: Extract<Act, `alert.${string}`>;
  ticket: string;
  detail: AuditDetail;
}

/**
 * Puts something on record as an alert and writes to the privacy officer, at most once an hour for each agent and
 * kind: the record has them all.
 */
export async function raiseAlert(ctx: Ctx, { act, ticket, detail }: Alert): Promise<void> {
  const { house, now } = ctx;
  const { staffId, name } = staffOf(ctx);
  const kind = act.replace("alert.", "");
  const first = await countWithin(house, [
    { name: "visit_alert", key: `${kind}\0${staffId}`, points: 1, seconds: 3_600 },
  ]);
  await mutate(ctx, act, async (tx) => {
    const params = { kind, staff: name, ticket, when: now.toISOString() };
    const { contact, locales } = house.brand;
    const to = contact.privacyOfficer.email;
    if (first)
      await sendMessage(tx, ctx, { to, template: "visit_alert", params, locale: locales[0] ?? "en" });
    return changed(null, { ...detail, ticket });
  });
}

/** Before a visit begins: whether it is out of hours, and whether it is one of many. Both are allowed, and told. */
export async function alertOfStart(ctx: Ctx, ticket: string): Promise<void> {
  const { brand, db } = ctx.house;
  const { staffId } = staffOf(ctx);
  const { recent, now } = await withSightNow(db, proofOf(ctx.actor), async (tx, at) => ({
    recent: await countLastHour(tx, staffId),
    now: at,
  }));
  if (!isWithinHours(now, brand.desk.hours, brand.timeZone))
    await raiseAlert(ctx, { act: "alert.hours", ticket, detail: {} });
  if (recent >= MANY_VISITS)
    await raiseAlert(ctx, { act: "alert.many", ticket, detail: { visits: recent + 1 } });
}
