import { type Tx, withSight } from "@/db/client";
import { byId } from "@/domain/brand";
import { changed, mutate } from "../access";
import type { Ctx } from "../context";
import { customerSealer, type Sealer } from "../customers/keys";
import { DomainError } from "../errors";
import type { House } from "../house";
import { newId } from "../random";
import { type AnswerRequestInput, fitsRefusals } from "./catalog";
import { dayOf } from "./deadline";
import { ownerAtDesk } from "./desk";
import { queueDue } from "./due";
import { extendClock } from "./lawful-date";
import { tellAnswered } from "./notify";
import { findRequest } from "./officer";
import { refuseOwn } from "./own-request";
import { referenceOf } from "./reference";
import type { StoredAnswer } from "./show";
import { insertMessage, type RequestRow, selectRequest, updateRequest } from "./store";

/**
 * The privacy officer answers a request: closes it, takes more time with a reason, or asks something back.
 * The customer is mailed and sees it on Requests and in Activity.
 * @throws DomainError `not_found`; `conflict` when it is closed already or more time was taken before;
 * `not_offered` where the law gives no more time; `expired` when that time is told too late;
 * `invalid` for a refusal of an item that does not exist or `done_in_part` without one or `done` with one.
 */
export async function answerRequest(house: House, input: AnswerRequestInput): Promise<{ reference: string }> {
  const found = await findRequest(house, input.id);
  const now = await withSight(house.db, {}, async (_, at) => at);
  const ctx: Ctx = {
    actor: { kind: "privacy_officer", id: house.brand.contact.privacyOfficer.email },
    subject: { id: found.customerId, linked: [] },
    ...{ now, locale: house.brand.locales[0] ?? "en", requestId: newId(), authTime: null, house },
  };
  await answerAbout(ctx, { ...input, id: found.id });
  return { reference: found.reference };
}

/**
 * The same by an officer at the desk, who names the request by its whole id.
 * @throws DomainError as `answerRequest`; `signed_out`; `forbidden` also for whoever asked it themselves.
 */
export async function answerAtDesk(
  ctx: Ctx,
  input: AnswerRequestInput,
): Promise<{ id: string; reference: string }> {
  await answerAbout(await ownerAtDesk(ctx, input.id), input);
  return { id: input.id, reference: referenceOf(input.id) };
}

/** Writing goes on after the answer; everything else that was answered is so once. */
async function answerAbout(ctx: Ctx, input: AnswerRequestInput): Promise<void> {
  const { house } = ctx;
  checkRefusals(house, input);
  await mutate(ctx, "request.answer", async (tx) => {
    const row = await selectRequest(tx, ctx, { id: input.id, lock: true });
    if (!row) throw new DomainError("not_found");
    await refuseOwn(tx, ctx);
    if (row.answeredAt && input.outcome !== "question")
      throw new DomainError("conflict", { reference: referenceOf(row.id) });
    const sealer = await customerSealer(tx, house.keys, row.customerId);
    await record(tx, { ctx, row, sealer, input });
    await tellAnswered(tx, ctx, { row, outcome: input.outcome });
    return changed(null, { request: row.id, kind: row.kind, item: row.item, outcome: input.outcome });
  });
}

interface Answering {
  ctx: Ctx;
  row: RequestRow;
  sealer: Sealer;
  input: AnswerRequestInput;
}

async function record(tx: Tx, { ctx, row, sealer, input }: Answering): Promise<void> {
  if (input.outcome === "question") {
    await insertMessage(tx, {
      ...{ customerId: row.customerId, id: newId(), requestId: row.id, author: "brand", at: ctx.now },
      textSealed: sealer.seal("request_messages.text", input.text),
    });
  } else if (input.outcome === "more_time") {
    await takeMoreTime(tx, { ctx, row, sealer, input });
  } else {
    const refusals = input.refusals.map((one) => ({ ...one, law: one.law ?? null }));
    const answer: StoredAnswer = { text: input.text, refusals };
    await updateRequest(tx, row, {
      ...{ outcome: input.outcome, answeredAt: ctx.now },
      answerSealed: sealer.seal("requests.answer", JSON.stringify(answer)),
    });
  }
}

/** More time must be told, with the reason, before the first time is over. */
async function takeMoreTime(tx: Tx, { ctx, row, sealer, input }: Answering): Promise<void> {
  const { brand } = ctx.house;
  if (row.extendedFrom) throw new DomainError("conflict", { extended_from: row.extendedFrom });
  const dueOn = extendClock(brand, row);
  if (isOver(row.dueOn, ctx)) throw new DomainError("expired", { due: row.dueOn });
  // The first date may have been told already; of this one the brand's systems hear by itself.
  await queueDue(tx, ctx.house, { ...row, dueOn });
  await updateRequest(tx, row, {
    ...{ dueOn, extendedFrom: row.dueOn, extendedAt: ctx.now },
    extensionSealed: sealer.seal("requests.extension", input.text),
  });
}

const isOver = (day: string, ctx: Ctx): boolean => dayOf(ctx.now, ctx.house.brand.timeZone).toString() > day;

function checkRefusals(house: House, input: AnswerRequestInput): void {
  for (const { item } of input.refusals) {
    if (!byId(house.brand.items, item)) throw new DomainError("invalid", { field: "refusals", item });
  }
  if (!fitsRefusals(input.outcome, input.refusals.length)) {
    throw new DomainError("invalid", { field: "refusals" });
  }
}
