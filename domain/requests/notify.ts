import type { Tx } from "@/db/client";
import type { Ctx } from "../context";
import { readIdentifiers } from "../customers";
import { type MessageParams, type MessageTemplate, reachable, sendMessage } from "../messages";
import type { Outcome } from "./catalog";
import { referenceOf } from "./reference";
import { type RequestRow, selectSettings } from "./store";

const aboutOf = (row: RequestRow) => ({ kind: row.kind, reference: referenceOf(row.id) });
const pageOf = (ctx: Ctx, row: RequestRow) => `${ctx.house.settings.publicUrl}/requests/${row.id}`;
const deskPageOf = (ctx: Ctx, row: RequestRow) => `${ctx.house.settings.publicUrl}/desk/requests/${row.id}`;

/** Mails the privacy officer that a request came in, and tells the person that we have it. */
export async function tellOpened(tx: Tx, ctx: Ctx, row: RequestRow): Promise<void> {
  const about = { ...aboutOf(row), due: row.dueOn };
  await mailOfficer(tx, ctx, {
    ...{ template: "request_opened_officer", params: { ...about, url: deskPageOf(ctx, row) } },
  });
  await tellPerson(tx, ctx, {
    ...{ row, template: "request_opened", params: { ...about, url: pageOf(ctx, row) } },
  });
}

/** Mails the privacy officer that the person wrote. */
export async function tellWritten(tx: Tx, ctx: Ctx, row: RequestRow): Promise<void> {
  await mailOfficer(tx, ctx, {
    ...{ template: "request_message_officer", params: { ...aboutOf(row), url: deskPageOf(ctx, row) } },
  });
}

/** Tells the person that there is an answer, a question or a new date. The words stay on the page. */
export async function tellAnswered(
  tx: Tx,
  ctx: Ctx,
  { row, outcome }: { row: RequestRow; outcome: Outcome },
): Promise<void> {
  const closed = outcome !== "question" && outcome !== "more_time";
  const params = { ...aboutOf(row), url: pageOf(ctx, row) };
  await tellPerson(tx, ctx, { row, template: closed ? "request_answered" : "request_message", params });
}

/** Tells the person that a copy of everything can be fetched, so that nobody else fetches one unseen. */
export async function tellCopyReady(
  tx: Tx,
  ctx: Ctx,
  { row, minutes }: { row: RequestRow; minutes: number },
): Promise<void> {
  await tellPerson(tx, ctx, { row, template: "copy_ready", params: { url: pageOf(ctx, row), minutes } });
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

async function tellPerson<K extends MessageTemplate>(
  tx: Tx,
  ctx: Ctx,
  { row, ...mail }: Mail<K> & { row: RequestRow },
): Promise<void> {
  const to = reachable(ctx.house, await readIdentifiers(tx, ctx));
  if (to === null) return;
  const { locale } = await selectSettings(tx, row.customerId);
  await sendMessage(tx, ctx, { ...mail, to: to.value, locale: locale ?? ctx.locale });
}
