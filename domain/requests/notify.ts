import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerSettings, identifiers } from "@/db/schema/customers";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import { type MessageParams, type MessageTemplate, sendMessage } from "../messages";
import type { Outcome } from "./catalog";
import { referenceOf } from "./reference";
import type { RequestRow } from "./store";

const aboutOf = (row: RequestRow) => ({ kind: row.kind, reference: referenceOf(row.id) });
const pageOf = (ctx: Ctx, row: RequestRow) => `${ctx.house.settings.publicUrl}/requests/${row.id}`;

/** Mails the privacy officer that a request came in, and the person that we have it. */
export async function tellOpened(tx: Tx, ctx: Ctx, row: RequestRow): Promise<void> {
  const about = { ...aboutOf(row), due: row.dueOn };
  await mailOfficer(tx, ctx, { template: "request_opened_officer", params: about });
  await mailPerson(tx, ctx, {
    ...{ row, template: "request_opened", params: { ...about, url: pageOf(ctx, row) } },
  });
}

/** Mails the privacy officer that the person wrote. */
export async function tellWritten(tx: Tx, ctx: Ctx, row: RequestRow): Promise<void> {
  await mailOfficer(tx, ctx, { template: "request_message_officer", params: aboutOf(row) });
}

/** Mails the person that there is an answer, a question or a new date. The words stay on the page. */
export async function tellAnswered(
  tx: Tx,
  ctx: Ctx,
  { row, outcome }: { row: RequestRow; outcome: Outcome },
): Promise<void> {
  const closed = outcome !== "question" && outcome !== "more_time";
  const params = { ...aboutOf(row), url: pageOf(ctx, row) };
  await mailPerson(tx, ctx, { row, template: closed ? "request_answered" : "request_message", params });
}

/** Mails the person that a copy of everything can be fetched, so that nobody else fetches one unseen. */
export async function tellCopyReady(
  tx: Tx,
  ctx: Ctx,
  { row, minutes }: { row: RequestRow; minutes: number },
): Promise<void> {
  await mailPerson(tx, ctx, { row, template: "copy_ready", params: { url: pageOf(ctx, row), minutes } });
}

interface Mail<K extends MessageTemplate> {
  template: K;
  params: MessageParams[K];
}

async function mailOfficer<K extends MessageTemplate>(tx: Tx, ctx: Ctx, mail: Mail<K>): Promise<void> {
  const { brand } = ctx.house;
  const to = brand.contact.privacyOfficer.email;
  await sendMessage(tx, ctx, { ...mail, to, locale: brand.locales[0] ?? "en" });
}

async function mailPerson<K extends MessageTemplate>(
  tx: Tx,
  ctx: Ctx,
  { row, ...mail }: Mail<K> & { row: RequestRow },
): Promise<void> {
  const to = await selectEmail(tx, ctx, row.customerId);
  if (to === null) return;
  const [settings] = await tx
    .select({ locale: customerSettings.locale })
    .from(customerSettings)
    .where(eq(customerSettings.customerId, row.customerId));
  await sendMessage(tx, ctx, { ...mail, to, locale: settings?.locale ?? ctx.locale });
}

/** The person's email address, the proved one first; null for a person without one. */
async function selectEmail(tx: Tx, ctx: Ctx, customerId: string): Promise<string | null> {
  const [found] = await tx
    .select()
    .from(identifiers)
    .where(and(eq(identifiers.customerId, customerId), eq(identifiers.kind, "email")))
    .orderBy(sql`${identifiers.verifiedAt} desc nulls last`, desc(identifiers.id))
    .limit(1);
  if (!found) return null;
  const sealer = await customerSealer(tx, ctx.house.keys, customerId);
  return sealer.open("identifiers.email", found.sealed);
}
