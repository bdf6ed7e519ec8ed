import type { Tx } from "@/db/client";
import { observe } from "../access";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import { DomainError } from "../errors";
import type { ReadRequestInput, RequestsView, RequestView } from "./catalog";
import { readable } from "./in-visit";
import { summaryOf, viewOf } from "./show";
import { type RequestRow, selectMessages, selectOpenedFor, selectRequest, selectRequests } from "./store";

const readerOf = (ctx: Ctx) => ({ brand: ctx.house.brand, locale: ctx.locale, now: ctx.now });

/** A person's requests: the open ones, soonest lawful date first, and the answered ones, newest first. */
export async function listRequests(ctx: Ctx): Promise<RequestsView> {
  const rows = await observe(ctx, "request.read", (tx) => selectRequests(tx, ctx));
  const all = rows.map((row) => summaryOf(row, readerOf(ctx)));
  const open = all.filter((one) => one.state === "open");
  open.sort((a, b) => a.due.deadline.getTime() - b.due.deadline.getTime());
  return { open, ready: all.filter((one) => one.state === "ready") };
}

/**
 * One request with everything written about it.
 * @throws DomainError `not_found`, for a foreign one too.
 */
export async function readRequest(ctx: Ctx, input: ReadRequestInput): Promise<RequestView> {
  return observe(ctx, "request.read", async (tx) => {
    const row = await selectRequest(tx, ctx, input);
    if (!row) throw new DomainError("not_found");
    return wholeView(tx, ctx, row);
  });
}

/** Every request with everything written about it, newest first, for a copy. */
export async function readAllRequests(ctx: Ctx): Promise<RequestView[]> {
  return observe(ctx, "request.read", async (tx) => {
    const views: RequestView[] = [];
    for (const row of await selectRequests(tx, ctx)) views.push(await wholeView(tx, ctx, row));
    return views;
  });
}

async function wholeView(tx: Tx, ctx: Ctx, row: RequestRow): Promise<RequestView> {
  const sealer = await customerSealer(tx, ctx.house.keys, row.customerId);
  const openedFor = await selectOpenedFor(tx, row);
  const view = viewOf(row, await selectMessages(tx, row), { reader: readerOf(ctx), sealer, openedFor });
  return readable(ctx, view);
}
