import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { choiceEvents } from "@/db/schema/choices";
import { observe } from "../access";
import { type Ctx, subjectIds } from "../context";
import type { LinkTarget } from "./by-link";
import { readDeciding, toRecorded } from "./store";
import type { ChangedBy } from "./view";

/** What stood on a cell at some moment: a yes or not, who decided it, and when. */
interface AllowedBy {
  yes: boolean;
  at: Date;
  by: ChangedBy;
}

/**
 * What was decided on a cell at a moment gone by, whatever was decided since; null where nobody ever had.
 * @throws DomainError `forbidden`.
 */
export async function readAllowed(ctx: Ctx, target: LinkTarget, moment: Date): Promise<AllowedBy | null> {
  return observe(ctx, "choice.read", async (tx) => {
    const of = { ...target, customerIds: subjectIds(ctx.subject) };
    const stood = await readStood(tx, of, moment);
    if (!stood?.since) return null;
    const decided = await readDeciding(tx, { ...of, since: stood.since });
    const yes = stood.state === "granted" || stood.state === "not_objected";
    return decided && { yes, at: stood.since, by: decided.by };
  });
}

async function readStood(tx: Tx, of: LinkTarget & { customerIds: string[] }, moment: Date) {
  const happened = sql`coalesce(${choiceEvents.occurredAt}, ${choiceEvents.at})`;
  const [row] = await tx
    .select()
    .from(choiceEvents)
    .where(
      and(
        inArray(choiceEvents.customerId, of.customerIds),
        eq(choiceEvents.purpose, of.purpose),
        eq(choiceEvents.channel, of.channel),
        sql`${happened} <= ${moment}`,
      ),
    )
    .orderBy(desc(happened), desc(choiceEvents.seq))
    .limit(1);
  return row ? toRecorded(row) : null;
}
